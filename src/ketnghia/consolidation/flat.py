"""A consolidated year line by line, every table alike: what comparing two states or two years reads.

`by` names the table as `consolidation.trace` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ketnghia.consolidation.figures import (
    Consolidated,
    DistrictLine,
    DonorLine,
    Figure,
    IndicatorLine,
    Line,
    RecipientLine,
    total,
)

type Key = tuple[str, str, str]

# In the order of the screen.
TABLES: Final = (
    *("total", "received_total", "area", "district", "received", "households", "donor_kind"),
    *("money_source", "activity", "quantity", "indicator", "donor", "recipient", "recipient_received"),
    "recipient_households",
)
COUNTS: Final = frozenset(("households", "quantity", "indicator", "recipient_households"))


@dataclass(frozen=True, slots=True)
class Amounts:
    """A line of a table: `code` as the trace takes it, `area` that of an activity, the two amounts in đồng
    or in `unit`; None: reported by nobody. A count of households has no `actual`.
    """

    by: str
    code: str
    label: str
    actual: Decimal | None
    estimate: Decimal | None
    revisions: tuple[int, ...] = ()
    area: str = ""
    unit: str = ""

    @property
    def key(self) -> Key:
        return self.by, self.area, self.code

    @property
    def is_money(self) -> bool:
        return self.by not in COUNTS


def amounts(c: Consolidated) -> list[Amounts]:
    """Every line of every table, in the order of `TABLES`."""
    found = [*_totals(c), *_breakdowns(c), *_activities(c), *map(_indicator, c.indicators)]
    return sorted(found, key=lambda each: TABLES.index(each.by))


def _totals(c: Consolidated) -> Iterator[Amounts]:
    yield _money("total", "", "", c.totals)
    yield _money("received_total", "", "", total(line.received for line in c.by_district))


def _breakdowns(c: Consolidated) -> Iterator[Amounts]:
    yield from _lines("area", c.by_area)
    yield from _lines("donor_kind", c.by_donor_kind)
    yield from _lines("money_source", c.by_money_source)
    yield from _lines("donor", c.by_donor)
    yield from _both_sides(c.by_district, "district", "received", "households")
    yield from _both_sides(c.by_recipient, "recipient", "recipient_received", "recipient_households")


def _lines(by: str, lines: Iterable[Line | DonorLine]) -> Iterator[Amounts]:
    return (_money(by, line.code, line.label, line.figure) for line in lines)


def _both_sides(
    lines: Iterable[DistrictLine | RecipientLine], given: str, received: str, households: str
) -> Iterator[Amounts]:
    for line in lines:
        yield _money(given, line.code, line.label, line.figure)
        yield _money(received, line.code, line.label, line.received)
        counted = None if line.households is None else Decimal(line.households)
        yield Amounts(households, line.code, line.label, None, counted, line.received.revisions)


def _activities(c: Consolidated) -> Iterator[Amounts]:
    for line in c.by_activity:
        yield _money("activity", line.code, line.label, line.figure, area=line.area)
        yield Amounts(
            *("quantity", line.code, line.label, line.quantity_actual, line.quantity_estimate),
            line.figure.revisions,
            unit=line.unit,
        )


def _indicator(line: IndicatorLine) -> Amounts:
    stated = line.actual, line.estimate
    return Amounts("indicator", line.code, line.label, *stated, line.revisions, unit=line.unit)


def _money(by: str, code: str, label: str, figure: Figure, *, area: str = "") -> Amounts:
    known = figure.is_known
    actual, estimate = (Decimal(figure.actual), Decimal(figure.estimate)) if known else (None, None)
    return Amounts(by, code, label, actual, estimate, figure.revisions, area=area)
