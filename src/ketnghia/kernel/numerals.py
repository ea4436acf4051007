"""Numerals as people and spreadsheets write them, before they mean money, people or a quantity."""

import re
from dataclasses import dataclass

_GROUPED = (
    (".", re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?")),
    (",", re.compile(r"([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?")),
    (" ", re.compile(r"([1-9]\d{0,2}(?: \d{3})+)(?:[.,](\d+))?")),
)
_PLAIN = re.compile(r"(\d+)(?:[.,](\d+))?")


@dataclass(frozen=True, slots=True)
class Numeral:
    """Digits before and after the decimal mark, without needless zeros.

    ``doubtful`` is "." or "," when that one mark may group thousands or start a fraction
    ("1.234"); the digits then hold the grouped reading.
    """

    whole: str
    fraction: str
    doubtful: str = ""

    def as_fraction(self) -> "Numeral":
        """The other reading of a doubtful numeral: "1,234" as one and 234 thousandths."""
        return Numeral(self.whole[:-3], self.whole[-3:].rstrip("0"))


def _numeral(whole: str, fraction: str | None, doubtful: str = "") -> Numeral:
    return Numeral(whole.lstrip("0") or "0", (fraction or "").rstrip("0"), doubtful)


def read_numeral(text: str) -> Numeral | None:
    """The numeral that the whole of ``text`` spells, or None."""
    if not text.isascii():
        return None
    for mark, pattern in _GROUPED:
        if match := pattern.fullmatch(text):
            digits, fraction = match.groups()
            single = digits.count(mark) == 1 and fraction is None and mark != " "
            return _numeral(digits.replace(mark, ""), fraction, mark if single else "")
    match = _PLAIN.fullmatch(text)
    return _numeral(*match.groups()) if match else None


def group(digits: str) -> str:
    """Thousands apart by dots: "1234567" gives "1.234.567"."""
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", digits)
