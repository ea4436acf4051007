"""Money is an integer of đồng. This module reads it as typed and writes it as printed."""

import re
from itertools import pairwise

from ketnghia.kernel.numerals import Numeral, group, read_numeral
from ketnghia.kernel.parsed import Parsed
from ketnghia.kernel.text import clean, fold_words
from ketnghia.kernel.words import number_in_words

__all__ = ["MAX_DONG", "Parsed", "dong", "in_words", "parse_amount", "trieu"]

# Fifteen digits: exact in a browser's numbers and far above any budget of the programme.
MAX_DONG = 999_999_999_999_999
_MAX_DIGITS = 15
# No amount is written longer; the search for units takes time by the square of the length.
_LONGEST = 100

NEGATIVE = "Số tiền không được âm. Ghi số từ 0 trở lên, ví dụ 1.234.567."
UNREADABLE = "Chưa đọc được số tiền. Ghi bằng chữ số, ví dụ 1.234.567, 200 triệu hoặc 2,5 tỷ."
FRACTION = "Số tiền tính đến đồng, không có số lẻ. Ghi số nguyên, ví dụ 1.234.567."
TOO_LARGE = "Số tiền quá lớn. Kiểm tra lại số chữ số; nhiều nhất là 999.999.999.999.999 đồng."

_POWERS = {
    "nghin ty": 12, "ngan ty": 12,
    "ty": 9, "ti": 9,
    "trieu": 6, "tr": 6,
    "nghin": 3, "ngan": 3, "ng": 3, "k": 3,
}  # fmt: skip
_UNITS = "|".join(unit.replace(" ", r"\s*") for unit in _POWERS)
_CURRENCY = re.compile(r"\s*\.?\s*(?:dong|vnd|d)\.?$")
_PART = re.compile(rf"([\d.,\s]*\d)\s*({_UNITS})\s*")


class _UnreadableError(Exception):
    """Carries the sentence that tells what to type."""


def parse_amount(text: str) -> Parsed[int]:
    """Read an amount of đồng as people type or paste it.

    Understands "1.234.567", "1 234 567", "2,5 tỷ", "200tr", "1 tỷ 200 triệu", "350k", "500.000đ".
    "1.234" is read as 1234 and marked ambiguous. Blank gives no value and no error.
    """
    words = fold_words(re.sub(r"[-−–]\s*(?=\d)", "−", clean(text)).replace("−", " am "))
    if not words:
        return Parsed()
    if len(words) > _LONGEST:
        return Parsed(error=UNREADABLE)
    if words.startswith("am "):
        return Parsed(error=NEGATIVE)
    bare = _CURRENCY.sub("", words)
    try:
        amount, ambiguous = _read(bare, names_dong=bare != words)
    except _UnreadableError as problem:
        return Parsed(error=str(problem))
    return Parsed(amount, ambiguous)


def _read(words: str, *, names_dong: bool) -> tuple[int, bool]:
    parts = _PART.findall(words)
    if not parts:
        amount, doubtful = _scale(_numeral(words), 0)
        return amount, doubtful and not names_dong
    if _PART.sub("", words):
        raise _UnreadableError(UNREADABLE)
    powers = [_POWERS[re.sub(r"(?<=n)\s*(?=t)", " ", unit)] for _, unit in parts]
    if any(left <= right for left, right in pairwise(powers)):
        raise _UnreadableError(UNREADABLE)
    scaled = [_scale(_numeral(digits), power) for (digits, _), power in zip(parts, powers, strict=True)]
    total = sum(value for value, _ in scaled)
    if total > MAX_DONG:
        raise _UnreadableError(TOO_LARGE)
    return total, any(doubt for _, doubt in scaled)


def _numeral(text: str) -> Numeral:
    numeral = read_numeral(text.strip())
    if numeral is None:
        raise _UnreadableError(UNREADABLE)
    return numeral


def _scale(numeral: Numeral, power: int) -> tuple[int, bool]:
    if power and numeral.doubtful == ",":
        numeral = numeral.as_fraction()
    if len(numeral.fraction) > power:
        raise _UnreadableError(FRACTION)
    digits = (numeral.whole + numeral.fraction.ljust(power, "0")).lstrip("0") or "0"
    if len(digits) > _MAX_DIGITS:
        raise _UnreadableError(TOO_LARGE)
    return int(digits), bool(numeral.doubtful)


def in_words(amount: int) -> str:
    """The amount read aloud: 1.234.000 is "một triệu hai trăm ba mươi bốn nghìn đồng"."""
    return f"{number_in_words(amount)} đồng"


def dong(amount: int) -> str:
    """Đồng with dots: "1.234.567"."""
    return ("-" if amount < 0 else "") + group(str(abs(amount)))


def trieu(amount: int) -> str:
    """Triệu đồng with one decimal, half up: 1.250.000 is "1,3"."""
    tenths = (abs(amount) + 50_000) // 100_000
    sign = "-" if amount < 0 and tenths else ""
    return f"{sign}{group(str(tenths // 10))},{tenths % 10}"
