"""The years of the programme as the screen shows them: beside each total, and beside each line on request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.consolidation.figures import Consolidated, Figure, YearTotal
from ketnghia.consolidation.flat import COUNTS, Key
from ketnghia.consolidation.years import percent_change

PARAMETER = "cac-nam"


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of the programme and by how many percent its estimate differs from the year before."""

    total: YearTotal
    is_current: bool
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What a line was in a neighbouring year; `percent`: from the earlier of the two years to the later."""

    year: int
    has_data: bool
    is_money: bool
    value: Decimal | int | None
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Beside:
    """The neighbouring years of one year, to be asked line by line."""

    year: int
    neighbours: tuple[YearTotal, ...]
    estimates: Mapping[tuple[int, Key], Decimal | int | None]

    def cells(self, key: Key, current: Figure | Decimal | int | None) -> list[Cell]:
        """One cell for each neighbour. `current`: the same line in the year itself."""
        if isinstance(current, Figure):
            current = current.estimate if current.is_known else None
        found = []
        for each in self.neighbours:
            value = self.estimates.get((each.year, key))
            pair = (value, current) if each.year < self.year else (current, value)
            found.append(Cell(each.year, each.has_data, key[0] not in COUNTS, value, percent_change(*pair)))
        return found


def rows(c: Consolidated) -> list[YearRow]:
    """Every year of the programme, in order."""
    totals = c.years.totals
    before: Iterable[YearTotal | None] = (None, *totals)
    return [
        YearRow(each, each.year == c.year, percent_change(last.estimate if last else None, each.estimate))
        for last, each in zip(before, totals, strict=False)
    ]


def beside(c: Consolidated) -> Beside:
    """The neighbours of a year and their lines."""
    neighbours = tuple(c.years.total_of(year) for year in c.years.neighbours)
    lines = {(line.year, (line.by, line.area, line.code)): line.estimate for line in c.years.lines}
    totals = {(each.year, ("total", "", "")): each.estimate for each in neighbours}
    return Beside(c.year, neighbours, {**lines, **totals})


def tabs(c: Consolidated, *, narrowing: str, is_beside: bool) -> list[dict[str, Any]]:
    """The tables of the year alone, or with a column for each neighbouring year."""
    years = _(" và ").join(str(year) for year in c.years.neighbours)
    choices = (
        (False, _("Riêng năm %(year)s") % {"year": c.year}),
        (True, _("Cạnh năm %(years)s") % {"years": years}),
    )
    return [
        {
            "url": "?" + "&".join(filter(None, (narrowing, f"{PARAMETER}=1" if each else ""))),
            "label": label,
            "current": each == is_beside,
            "count": None,
        }
        for each, label in choices
        if c.years.neighbours
    ]
