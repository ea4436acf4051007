"""Entry windows: half-open, in Vietnam's days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnghia.kernel.dates import TZ
from ketnghia.kernel.windows import Window, WindowState

NOVEMBER = Window.of_days(date(2021, 11, 1), date(2021, 11, 30))


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (datetime(2021, 10, 31, 23, 59, 59, 999_999, TZ), WindowState.NOT_YET),
        (datetime(2021, 11, 1, tzinfo=TZ), WindowState.OPEN),
        (datetime(2021, 11, 30, 23, 59, 59, tzinfo=TZ), WindowState.OPEN),
        (datetime(2021, 11, 30, 23, 59, 59, 999_999, TZ), WindowState.OPEN),
        (datetime(2021, 12, 1, tzinfo=TZ), WindowState.SHUT),
        (datetime(2021, 11, 30, 17, tzinfo=UTC), WindowState.SHUT),
    ],
)
def test_a_window_to_30_november_shuts_at_midnight_in_vietnam(moment: datetime, state: WindowState) -> None:
    assert NOVEMBER.state(moment) is state
    assert NOVEMBER.is_open(moment) is (state is WindowState.OPEN)


def test_a_window_names_its_first_and_last_day() -> None:
    assert (NOVEMBER.first_day, NOVEMBER.last_day) == (date(2021, 11, 1), date(2021, 11, 30))


def test_six_days_are_left_on_24_november() -> None:
    assert NOVEMBER.days_left(datetime(2021, 11, 24, 8, tzinfo=TZ)) == 6


@given(st.dates(date(2001, 1, 1), date(2099, 1, 1)), st.integers(0, 400))
def test_every_window_of_days_holds_exactly_its_days(first: date, length: int) -> None:
    window = Window.of_days(first, first + timedelta(days=length))
    assert window.closes_at - window.opens_at == timedelta(days=length + 1)
    assert window.last_day == first + timedelta(days=length)


def test_a_window_refuses_moments_without_a_time_zone() -> None:
    naive = datetime(2021, 11, 1)  # noqa: DTZ001 -- the missing zone is what is tested
    with pytest.raises(ValueError, match="time zone"):
        Window(naive, NOVEMBER.closes_at)


def test_a_window_must_open_before_it_closes() -> None:
    with pytest.raises(ValueError, match="before it closes"):
        Window(NOVEMBER.closes_at, NOVEMBER.opens_at)
