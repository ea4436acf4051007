"""Counts (households, people, turns) and quantities (hectares, kilometres) as typed and as printed."""

from decimal import Decimal

from ketnghia.kernel.numerals import Numeral, group, read_numeral
from ketnghia.kernel.parsed import Parsed
from ketnghia.kernel.text import clean

_MAX_DIGITS = 9
_DECIMALS = 2

NEGATIVE = "Số này không được âm. Ghi số từ 0 trở lên."
NOT_A_COUNT = "Chưa đọc được số. Ghi số nguyên bằng chữ số, ví dụ 12 hoặc 1.234."
NOT_WHOLE = "Đây là số đếm, không có phần lẻ. Ghi số nguyên, ví dụ 12."
NOT_A_QUANTITY = "Chưa đọc được số. Ghi bằng chữ số, phần lẻ sau dấu phẩy, ví dụ 2,5."
TOO_FINE = "Chỉ ghi nhiều nhất hai chữ số lẻ sau dấu phẩy, ví dụ 2,55."
TOO_LARGE = "Số quá lớn. Kiểm tra lại số chữ số; phần nguyên nhiều nhất là 999.999.999."


def _read(text: str, unreadable: str) -> Numeral | str | None:
    typed = clean(text)
    if not typed:
        return None
    if typed[0] in "-−–":
        return NEGATIVE if read_numeral(typed[1:].strip()) else unreadable
    numeral = read_numeral(typed)
    if numeral is None:
        return unreadable
    return TOO_LARGE if len(numeral.whole) > _MAX_DIGITS else numeral


def parse_count(text: str) -> Parsed[int]:
    """Read a whole number from 0 up: "1.234" is 1234, "2,5" is refused. Blank gives no value."""
    numeral = _read(text, NOT_A_COUNT)
    if not isinstance(numeral, Numeral):
        return Parsed(error=numeral)
    if numeral.fraction:
        return Parsed(error=NOT_WHOLE)
    return Parsed(int(numeral.whole), numeral.doubtful == ",")


def parse_quantity(text: str) -> Parsed[Decimal]:
    """Read a number from 0 up with at most two decimals after a comma. "1.234" is ambiguous."""
    numeral = _read(text, NOT_A_QUANTITY)
    if not isinstance(numeral, Numeral):
        return Parsed(error=numeral)
    if numeral.doubtful == ",":
        numeral = numeral.as_fraction()
    if len(numeral.fraction) > _DECIMALS:
        return Parsed(error=TOO_FINE)
    return Parsed(
        Decimal(f"{numeral.whole}.{numeral.fraction or '0'}").normalize() + 0, bool(numeral.doubtful)
    )


def vn_number(number: int | Decimal) -> str:
    """Dots between thousands, a comma before decimals, no needless zeros: "1.234,5"."""
    whole, _, fraction = f"{abs(number):f}".partition(".")
    fraction = fraction.rstrip("0")
    sign = "-" if number < 0 else ""
    return sign + group(whole) + (f",{fraction}" if fraction else "")
