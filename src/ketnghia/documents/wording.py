"""How a value reads inside a document."""

import re
from decimal import Decimal

from ketnghia.kernel.money import dong, trieu
from ketnghia.kernel.numbers import vn_number
from ketnghia.kernel.text import nfc

UNKNOWN = "–"
ILLUSTRATIVE = "SỐ LIỆU MINH HỌA, KHÔNG PHẢI SỐ LIỆU CHÍNH THỨC"
ACTUAL = "Thực hiện đến ngày chốt"
ESTIMATE = "Ước cả năm"
# For the clerk to fill in; no line breaks inside.
BLANK_DATE = "ngày ...... tháng ...... năm ......".replace(" ", "\u00a0")

# XML 1.0 forbids these; a document holding one does not open.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

type Cell = str | int | Decimal | None


def plain(text: str) -> str:
    """Text that any XML file can hold: NFC, no control characters."""
    return nfc(_FORBIDDEN.sub("", text))


def shown(value: Cell) -> str:
    """A cell as printed: numbers the Vietnamese way, "–" for what nobody reported."""
    if value is None:
        return UNKNOWN
    if isinstance(value, str):
        return plain(value)
    return dong(value) if isinstance(value, int) else vn_number(value)


def millions(amount: int) -> str:
    """An amount of đồng in prose: "1.234,5 triệu đồng"."""
    return f"{trieu(amount)} triệu đồng"


def share(part: int, whole: int) -> str:
    """ "12,5%" of the whole, one decimal, half up; "–" when there is no positive whole."""
    if whole <= 0:
        return UNKNOWN
    tenths = (2000 * part + whole) // (2 * whole)
    sign, tenths = ("-", -tenths) if tenths < 0 else ("", tenths)
    return f"{sign}{tenths // 10},{tenths % 10}%"
