"""Counts and amounts that may have decimals, as they are written in Vietnamese."""

from decimal import Decimal
from urllib.parse import urlencode

from django import template

from ketnghia.kernel.money import dong
from ketnghia.kernel.numbers import vn_number

register = template.Library()


@register.filter
def counted(value: int | Decimal | None) -> str:
    """1234 → "1.234", 2.5 → "2,5"; nothing stays nothing."""
    if value is None:
        return ""
    return dong(int(value)) if value == int(value) else vn_number(Decimal(value))


@register.filter
def signed(value: int | Decimal | None) -> str:
    """By how much a figure changed: 1234 → "+1.234", -2 → "−2"; nothing stays nothing."""
    if value is None:
        return ""
    number = Decimal(value)
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return sign + counted(abs(number))


@register.filter
def traced(code: str, by: str) -> str:
    """The line `code` of the table `by` as the query string of "from what"."""
    return urlencode({"theo": by, "ma": code})
