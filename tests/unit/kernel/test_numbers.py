"""Counts and quantities as typed and as printed."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnghia.kernel.numbers import parse_count, parse_quantity, vn_number
from tests.unit.case_tables import cases


@pytest.mark.parametrize("case", cases("numbers", "count"), ids=lambda case: repr(case["text"]))
def test_a_count_is_a_whole_number_from_zero_up(case: dict[str, Any]) -> None:
    parsed = parse_count(case["text"])
    assert (parsed.value, parsed.error) == (case.get("value"), case.get("error"))
    assert parsed.ambiguous is case.get("ambiguous", False)


@pytest.mark.parametrize("case", cases("numbers", "quantity"), ids=lambda case: repr(case["text"]))
def test_a_quantity_has_at_most_two_decimals(case: dict[str, Any]) -> None:
    parsed = parse_quantity(case["text"])
    expected = Decimal(case["value"]) if "value" in case else None
    assert (parsed.value, parsed.error) == (expected, case.get("error"))
    assert parsed.ambiguous is case.get("ambiguous", False)


@pytest.mark.parametrize("case", cases("numbers", "printed"), ids=lambda case: case["number"])
def test_a_number_is_printed_with_dots_and_a_comma(case: dict[str, Any]) -> None:
    assert vn_number(Decimal(case["number"])) == case["text"]


@given(st.integers(0, 999_999_999))
def test_a_printed_count_is_read_back(count: int) -> None:
    assert parse_count(vn_number(count)).value == count


@given(st.decimals(0, 999_999_999, places=2))
def test_a_printed_quantity_is_read_back(quantity: Decimal) -> None:
    assert parse_quantity(vn_number(quantity)).value == quantity
