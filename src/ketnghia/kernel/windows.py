"""Entry windows: half-open spans of time, counted in Vietnam's days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self

from ketnghia.kernel.dates import TZ, days_left, vn_day


class WindowState(StrEnum):
    """Where a moment lies: before the window, inside it, or after it."""

    NOT_YET = "not_yet"
    OPEN = "open"
    SHUT = "shut"


@dataclass(frozen=True)
class Window:
    """From ``opens_at`` (included) to ``closes_at`` (excluded), both with a time zone.

    "Đến 30/11/2021" therefore closes on 01/12/2021 at 00:00 Vietnam time.
    """

    opens_at: datetime
    closes_at: datetime

    def __post_init__(self) -> None:
        if self.opens_at.tzinfo is None or self.closes_at.tzinfo is None:
            raise ValueError("a window needs moments with a time zone")
        if self.opens_at >= self.closes_at:
            raise ValueError("a window must open before it closes")

    @classmethod
    def of_days(cls, first: date, last: date) -> Self:
        """The window that holds every moment of both days, Vietnam time."""
        opens_at = datetime.combine(first, time.min, TZ)
        return cls(opens_at, datetime.combine(last + timedelta(days=1), time.min, TZ))

    def state(self, now: datetime) -> WindowState:
        if now < self.opens_at:
            return WindowState.NOT_YET
        return WindowState.OPEN if now < self.closes_at else WindowState.SHUT

    def is_open(self, now: datetime) -> bool:
        return self.state(now) is WindowState.OPEN

    @property
    def first_day(self) -> date:
        return vn_day(self.opens_at)

    @property
    def last_day(self) -> date:
        return vn_day(self.closes_at - timedelta(microseconds=1))

    def days_left(self, now: datetime) -> int:
        return days_left(now, self.closes_at)
