"""The sums themselves: plain SQL over facts, each row knowing the revisions it is the sum of.

A fact counts while it belongs to the current revision of a report in a counted state; a report sent
back for repair leaves the totals at once and returns with its next revision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection

from ketnghia.consolidation.figures import Figure

_COUNTED_FACTS: Final = """
    FROM reports_fact f
    JOIN reports_report r ON r.current_revision_id = f.revision_id
    WHERE r.campaign_id = %(campaign)s AND r.state = ANY(%(states)s)
"""

# One pass over the facts for every money table: each set below is one table of the report.
_MONEY: Final = f"""
    SELECT GROUPING(f.area, f.activity, f.district_id, f.donor_kind, f.money_source, f.donor_id) AS tables,
           f.area, f.activity, f.district_id, f.donor_kind, f.money_source, f.donor_id,
           coalesce(sum(f.actual), 0), coalesce(sum(f.estimate), 0),
           array_agg(DISTINCT f.revision_id)
    {_COUNTED_FACTS} AND f.side = 'GIVEN' AND f.indicator = 'support_amount'
    GROUP BY GROUPING SETS ((), (f.area), (f.area, f.activity), (f.district_id), (f.donor_kind),
                            (f.money_source), (f.donor_id))
"""

_COUNTS: Final = f"""
    SELECT f.indicator, CASE WHEN f.indicator = 'quantity' THEN f.activity ELSE '' END AS activity,
           sum(f.actual), sum(f.estimate), array_agg(DISTINCT f.revision_id)
    {_COUNTED_FACTS} AND f.side = 'GIVEN' AND f.indicator <> 'support_amount'
    GROUP BY 1, 2
"""

# Every mountain district of the day, with what it states in Form 2, corrections included.
_DISTRICTS: Final = f"""
    WITH stated AS (
        SELECT f.district_id, f.indicator, sum(f.actual) AS actual, sum(f.estimate) AS estimate,
               array_agg(DISTINCT f.revision_id) AS behind
        {_COUNTED_FACTS} AND f.side IN ('CONSOLIDATED', 'CORRECTION')
        AND f.indicator IN ('support_amount', 'households_distinct')
        GROUP BY 1, 2
    )
    SELECT d.id, d.code, d.name, d.short_name, money.actual, money.estimate, money.behind, households.estimate
    FROM organisations_organisation d
    LEFT JOIN stated money ON money.district_id = d.id AND money.indicator = 'support_amount'
    LEFT JOIN stated households
        ON households.district_id = d.id AND households.indicator = 'households_distinct'
    WHERE d.kind = 'MOUNTAIN_DISTRICT' AND d.validity @> %(day)s
    ORDER BY d.sort_key
"""

_REACH: Final = f"""
    SELECT f.district_id, f.donor_id, count(DISTINCT f.recipient_id), array_agg(DISTINCT f.district_id)
    {_COUNTED_FACTS} AND f.side = 'GIVEN' AND f.district_id IS NOT NULL AND f.recipient_id <> f.district_id
    GROUP BY GROUPING SETS ((f.district_id), (f.donor_id))
"""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which facts count: those of one campaign whose reports stand in one of the states.

    `day`, the last of the data period, says which districts there are.
    """

    campaign_id: int
    states: tuple[str, ...]
    day: date

    def parameters(self) -> dict[str, int | list[str] | date]:
        return {"campaign": self.campaign_id, "states": list(self.states), "day": self.day}


@dataclass(frozen=True, slots=True)
class Money:
    """Every money table of a year, keyed by the code (or organisation id) of its lines."""

    total: Figure
    by_area: Mapping[str, Figure]
    by_activity: Mapping[tuple[str, str], Figure]
    by_district: Mapping[int | None, Figure]
    by_donor_kind: Mapping[str, Figure]
    by_money_source: Mapping[str, Figure]
    by_donor: Mapping[int, Figure]


@dataclass(frozen=True, slots=True)
class Count:
    """A sum that is not money; None where nobody stated the column."""

    actual: Decimal | None
    estimate: Decimal | None
    revisions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class District:
    """A mountain district. `received` in đồng; `households` distinct ones, None when it has not said."""

    id: int
    code: str
    name: str
    short_name: str
    received: Figure
    households: int | None


@dataclass(frozen=True, slots=True)
class Reach:
    """How many communes of each district the donors speak of, and which districts each donor does."""

    communes_in: dict[int, int]
    districts_of: dict[int, list[int]]


# Bit masks of GROUPING(area, activity, district, donor kind, money source, donor): 0 = grouped by it.
_TOTAL, _AREA, _ACTIVITY, _DISTRICT, _KIND, _SOURCE, _DONOR = 63, 31, 15, 55, 59, 61, 62


def money(scope: Scope) -> Money:
    """All money tables of the year, in đồng, in one query."""
    tables: dict[int, dict[tuple[Any, ...], Figure]] = {}
    for mask, *key, actual, estimate, behind in _rows(_MONEY, scope):
        figure = Figure(int(actual), int(estimate), tuple(behind or ()))
        tables.setdefault(mask, {})[tuple(key)] = figure

    def table(mask: int, column: int) -> dict[Any, Figure]:
        return {key[column]: figure for key, figure in tables.get(mask, {}).items()}

    return Money(
        total=next(iter(tables[_TOTAL].values())),
        by_area=table(_AREA, 0),
        by_activity={key[:2]: figure for key, figure in tables.get(_ACTIVITY, {}).items()},
        by_district=table(_DISTRICT, 2),
        by_donor_kind=table(_KIND, 3),
        by_money_source=table(_SOURCE, 4),
        by_donor=table(_DONOR, 5),
    )


def counts(scope: Scope) -> dict[tuple[str, str], Count]:
    """Counts by (indicator, activity); the activity is empty except for quantities."""
    return {
        (indicator, activity): Count(actual, estimate, tuple(behind))
        for indicator, activity, actual, estimate, behind in _rows(_COUNTS, scope)
    }


def districts(scope: Scope) -> list[District]:
    """The mountain districts in dictionary order, each with what it states it received."""
    return [
        District(
            id=pk,
            code=code,
            name=name,
            short_name=short_name,
            received=Figure(int(actual or 0), int(estimate or 0), tuple(behind or ())),
            households=None if households is None else int(households),
        )
        for pk, code, name, short_name, actual, estimate, behind, households in _rows(_DISTRICTS, scope)
    ]


def reach(scope: Scope) -> Reach:
    """How far the donors' reports reach, in one query."""
    found = Reach({}, {})
    for district, donor, communes, districts in _rows(_REACH, scope):
        if donor is None:
            found.communes_in[district] = communes
        else:
            found.districts_of[donor] = districts
    return found


def _rows(sql: str, scope: Scope) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, scope.parameters())
        return list(cursor.fetchall())
