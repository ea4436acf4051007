"""Dates as typed, as shown and as counted in Vietnam."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnghia.kernel.dates import administrative_date, days_left, parse_date, vn_date, vn_datetime
from tests.unit.case_tables import cases


@pytest.mark.parametrize("case", cases("dates", "typed"), ids=lambda case: repr(case["text"]))
def test_a_date_is_read_day_first_or_the_fault_is_named(case: dict[str, Any]) -> None:
    parsed = parse_date(case["text"])
    assert (parsed.value.isoformat() if parsed.value else None) == case.get("value")
    assert parsed.error == case.get("error")


@pytest.mark.parametrize("case", cases("dates", "shown"), ids=lambda case: case["moment"])
def test_a_moment_is_shown_in_vietnam_time(case: dict[str, Any]) -> None:
    moment = datetime.fromisoformat(case["moment"])
    assert (vn_date(moment), vn_datetime(moment)) == (case["date"], case["datetime"])


@pytest.mark.parametrize("case", cases("dates", "left"), ids=lambda case: case["now"])
def test_days_left_are_counted_in_vietnams_calendar(case: dict[str, Any]) -> None:
    now, closes_at = (datetime.fromisoformat(case[key]) for key in ("now", "closes_at"))
    assert days_left(now, closes_at) == case["days"]


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2022, 2, 5), "ngày 05 tháng 02 năm 2022"),
        (date(2022, 1, 31), "ngày 31 tháng 01 năm 2022"),
        (date(2021, 3, 9), "ngày 09 tháng 3 năm 2021"),
        (date(2021, 12, 10), "ngày 10 tháng 12 năm 2021"),
    ],
)
def test_a_document_puts_a_zero_before_days_below_ten_and_months_one_and_two(day: date, line: str) -> None:
    assert administrative_date(day) == line


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_printed_date_is_read_back(day: date) -> None:
    assert parse_date(vn_date(day)).value == day
    assert parse_date(administrative_date(day)).value == day


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_and_its_date_agree(moment: datetime) -> None:
    assert vn_datetime(moment).endswith(f"ngày {vn_date(moment)}")
