"""Stored values as the entry page writes them into its inputs. What was not understood stays as typed."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation

from ketnghia.kernel.dates import vn_date
from ketnghia.kernel.money import dong
from ketnghia.kernel.numbers import vn_number
from ketnghia.reportforms.definition import Field, FieldType


def as_typed(kind: FieldType, value: object) -> str:
    """The text of an input: "1.234.567", "2,5", "25/03/2021", a code, or the raw text kept."""
    if value is None or isinstance(value, bool | list | Mapping):
        return ""
    if isinstance(value, int):
        return _whole(kind, value)
    text = str(value)
    with suppress(ValueError, InvalidOperation):
        if kind is FieldType.DATE:
            return vn_date(date.fromisoformat(text))
        if kind is FieldType.QUANTITY:
            return vn_number(Decimal(text))
    return text


def _whole(kind: FieldType, value: int) -> str:
    if kind is FieldType.VND:
        return dong(value)
    return str(value) if kind in {FieldType.ORGANISATION, FieldType.CHOICE} else vn_number(value)


def side_of(field: Field, stored: object, side: str) -> object:
    """The part of a stored value that belongs to one input: a side of a pair, or the value itself."""
    if not field.pair:
        return stored
    return stored.get(side) if isinstance(stored, Mapping) else None
