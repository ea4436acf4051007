"""What `demo/reports.toml` says: outcomes of units, sizes, texts and times of the illustrative reports."""

import random
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Self

from ketnghia.kernel.dates import TZ

type Between = tuple[int, int]
type Days = tuple[date, date]

_OFFICE_OPENS, _OFFICE_CLOSES = 7, 17
# People finish reports late, but not all night.
_MORNING, _NIGHT = 7, 22


@dataclass(frozen=True, slots=True)
class ActivityPlan:
    """How big one activity usually is: quantity in its unit, price in đồng a unit, people a unit."""

    code: str
    quantity: Between
    price: Between
    households: int
    people: int


@dataclass(frozen=True, slots=True)
class Showcase:
    """An account to try first, and what for."""

    username: str
    what: str


@dataclass(frozen=True)
class Plan:
    """The whole file; keys with dots are form.section.field."""

    year: int
    seed: int
    clock: datetime
    days: Mapping[str, Days]
    hours: Mapping[str, Between]
    later: Mapping[str, datetime]
    outcomes: Mapping[str, Mapping[str, Any]]
    sources: Mapping[str, list[str]]
    deeds: Mapping[str, Between]
    activities: tuple[ActivityPlan, ...]
    counts: Mapping[str, Between]
    optional: Mapping[str, float]
    dates: Mapping[str, Days]
    late: Mapping[str, Days]
    texts: Mapping[str, list[str]]
    reasons: Mapping[str, list[str]]
    waivers: Mapping[str, str]
    showcases: tuple[Showcase, ...]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file; raises KeyError or TypeError when its shape is wrong."""
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        activities = tuple(_activity(each) for each in table.pop("activity"))
        showcases = tuple(Showcase(**each) for each in table.pop("try"))
        return cls(**table, activities=activities, showcases=showcases)

    def outcome(self, form: str, unit: str, *, group: str, place: int) -> str:
        """What becomes of a unit's report; ``group`` is a kind or a district, ``place`` its turn there."""
        chosen = self.outcomes["unit"].get(unit)
        if chosen:
            return str(chosen)
        order = self.outcomes[form].get(group) or ["NOT_STARTED"]
        return str(order[place % len(order)])

    def dice(self, *what: object) -> random.Random:
        """Chance for one purpose: the same plan and purpose always fall the same way."""
        # Not for secrets: illustrative figures have to come out alike every time.
        return random.Random("/".join(map(str, (self.seed, *what))))  # noqa: S311 - as said above

    def beginning(self, form: str, unit: str, dice: random.Random) -> datetime:
        """A moment in office hours, Vietnam time, on which a unit begins its report."""
        if unit in self.later:
            return self.later[unit]
        day = self.day(self.days[form], dice)
        clock = time(
            dice.randint(_OFFICE_OPENS, _OFFICE_CLOSES - 1), dice.randint(0, 59), dice.randint(0, 59)
        )
        return datetime.combine(day, clock, TZ)

    def pause(self, pace: str, dice: random.Random) -> timedelta:
        """How long until the next step; ``pace`` is a form, or what is typed from paper."""
        low, high = self.hours[pace]
        return timedelta(seconds=dice.randint(low * 3600, high * 3600))

    @staticmethod
    def day(between: Days | Iterable[date], dice: random.Random) -> date:
        """A day from the first to the last, both included."""
        first, last = between
        return first + timedelta(days=dice.randint(0, (last - first).days))


def by_day(moment: datetime) -> datetime:
    """The same moment, or the next morning when it falls into the night."""
    local = moment.astimezone(TZ)
    if _MORNING <= local.hour < _NIGHT:
        return moment
    day = local.date() if local.hour < _MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, time(_MORNING, local.minute, local.second), TZ)


def _activity(table: Mapping[str, Any]) -> ActivityPlan:
    return ActivityPlan(
        code=table["code"],
        quantity=tuple(table["quantity"]),
        price=tuple(table["price"]),
        households=table.get("households", 0),
        people=table.get("people", 0),
    )
