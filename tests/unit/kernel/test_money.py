"""Money as typed, in words and as printed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnghia.kernel.money import MAX_DONG, dong, in_words, parse_amount, trieu
from tests.unit.case_tables import cases

amounts = st.integers(0, MAX_DONG)


@pytest.mark.parametrize("case", cases("money", "typed"), ids=lambda case: repr(case["text"]))
def test_an_amount_is_read_as_people_type_it(case: dict[str, Any]) -> None:
    parsed = parse_amount(case["text"])
    assert parsed.value == case.get("value")
    assert parsed.error == case.get("error")
    assert parsed.ambiguous is case.get("ambiguous", False)


@pytest.mark.parametrize("case", cases("money", "words"), ids=lambda case: str(case["amount"]))
def test_an_amount_is_read_aloud_as_a_clerk_would(case: dict[str, Any]) -> None:
    assert in_words(case["amount"]) == case["words"]


@pytest.mark.parametrize("case", cases("money", "printed"), ids=lambda case: str(case["amount"]))
def test_an_amount_is_printed_in_dong_and_in_millions(case: dict[str, Any]) -> None:
    assert (dong(case["amount"]), trieu(case["amount"])) == (case["dong"], case["trieu"])


@given(amounts)
def test_what_is_printed_is_read_back_to_the_dong(amount: int) -> None:
    assert parse_amount(dong(amount)).value == amount
    assert parse_amount(f"{dong(amount)} đồng").value == amount


@given(amounts, amounts)
def test_two_amounts_never_sound_the_same(left: int, right: int) -> None:
    assert (in_words(left) == in_words(right)) is (left == right)


@given(st.text())
def test_whatever_is_typed_gives_a_value_or_a_sentence_or_nothing(text: str) -> None:
    parsed = parse_amount(text)
    assert parsed.value is None or parsed.error is None
    assert parsed.blank is (parsed.value is None and parsed.error is None)


@given(st.text(alphabet="0123456789., trieuỷtđk-", min_size=1))
def test_a_misprint_never_becomes_a_negative_or_boundless_amount(text: str) -> None:
    value = parse_amount(text).value
    assert value is None or 0 <= value <= MAX_DONG
