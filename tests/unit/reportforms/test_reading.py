"""Reading one value, whatever the browser or a file sends."""

from decimal import Decimal
from typing import Any

import pytest

from ketnghia.reportforms.definition import Field, FieldType
from ketnghia.reportforms.reading import read


def _field(kind: FieldType, **more: Any) -> Field:
    return Field("o", kind, "Ô", **more)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (FieldType.INTEGER, 5.0, 5),
        (FieldType.INTEGER, "1.234", 1234),
        (FieldType.QUANTITY, 2.5, Decimal("2.5")),
        (FieldType.QUANTITY, "2,50", Decimal("2.5")),
        (FieldType.QUANTITY, "2.5", Decimal("2.5")),
        (FieldType.QUANTITY, 3, Decimal(3)),
        (FieldType.VND, [1], None),
        (FieldType.VND, "   ", None),
        (FieldType.DATE, 20210325, None),
        (FieldType.DATE, "ngày 25 tháng 3 năm 2021", "2021-03-25"),
        (FieldType.CHOICE, 5, None),
        (FieldType.ORGANISATION, "17", 17),
        (FieldType.ORGANISATION, [17], None),
        (FieldType.TEXT, True, None),
        (FieldType.TEXT, 12, "12"),
        (FieldType.FILE, ["không phải"], None),
    ],
)
def test_a_value_is_read_by_its_field_s_type(kind: FieldType, raw: object, value: object) -> None:
    reading = read(_field(kind), raw)
    assert (reading.value, reading.code) == (value, "")


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        (FieldType.INTEGER, 2.5, "NOT_A_NUMBER"),
        (FieldType.INTEGER, 10**9, "NOT_A_NUMBER"),
        (FieldType.VND, -1, "NEGATIVE"),
        (FieldType.QUANTITY, "1,234567", "NOT_A_NUMBER"),
        (FieldType.DATE, "hôm qua", "BAD_DATE"),
        (FieldType.ORGANISATION, "Xã Lăng", "UNKNOWN_ORGANISATION"),
    ],
)
def test_what_cannot_be_read_is_kept_with_a_sentence(kind: FieldType, raw: object, code: str) -> None:
    reading = read(_field(kind), raw)
    assert (reading.value, reading.code) == (None, code)
    assert reading.stored is not None
    assert reading.message.endswith(".")


@pytest.mark.parametrize(("raw", "code"), [(0, "OUT_OF_RANGE"), (1, ""), (31, ""), (32, "OUT_OF_RANGE")])
def test_bounds_are_inclusive(raw: int, code: str) -> None:
    assert read(_field(FieldType.INTEGER, minimum=1, maximum=31), raw).code == code


def test_a_signed_amount_keeps_its_minus() -> None:
    assert read(_field(FieldType.VND, signed=True), "− 2,5 tỷ").value == -2_500_000_000
