"""The sums themselves: plain SQL over facts, each row knowing the revisions it is the sum of.

A fact counts while it belongs to the current revision of a report in a counted state; a report sent
back for repair leaves the totals at once and returns with its next revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection

from ketnghia.consolidation.figures import Figure, total
from ketnghia.reportforms.states import Indicator

# What a line of a table can be grouped by, in the order the sums give it back; then what money and what
# counts are grouped by, in the order of the bits of GROUPING().
_COLUMNS: Final = (
    "area", "activity", "district_id", "donor_kind", "money_source", "donor_id", "recipient_id", "indicator",
)  # fmt: skip
_OF_MONEY: Final = _COLUMNS[:-1]
_OF_COUNTS: Final = ("activity", "district_id", "donor_id", "recipient_id", "indicator")
_KEY: Final = ", ".join(_COLUMNS)

_COUNTED_FACTS: Final = """
    FROM reports_report r
    JOIN reports_fact f ON f.revision_id = r.current_revision_id
    WHERE r.campaign_id = %(campaign)s AND r.state = ANY(%(states)s)
"""

# Summed in two steps, first within each revision: so a line learns its revisions without sorting facts.
# Only the finest tables are asked for; areas, districts and kinds are rolled up from their parts.
# Facts are read twice rather than copied once: a copy of them all does not fit in memory.
_GIVEN: Final = f"""
    WITH given AS NOT MATERIALIZED (
        SELECT f.revision_id, f.area, f.district_id, f.donor_kind, f.money_source, f.donor_id,
               f.recipient_id, f.indicator, f.indicator = %(money)s AS is_money,
               CASE WHEN f.indicator IN (%(money)s, %(quantity)s) THEN f.activity ELSE '' END
                   AS activity,
               f.actual, f.estimate
        {_COUNTED_FACTS} AND f.side = 'GIVEN'
    ), within AS (
        SELECT revision_id, is_money, GROUPING({", ".join(_OF_MONEY)}) AS tables,
               {", ".join(_OF_MONEY)}, NULL AS indicator, sum(actual) AS actual, sum(estimate) AS estimate
        FROM given WHERE is_money
        GROUP BY revision_id, is_money, GROUPING SETS (
            (area, activity), (money_source), (donor_kind, donor_id), (recipient_id, district_id))
        UNION ALL
        SELECT revision_id, is_money, GROUPING({", ".join(_OF_COUNTS)}) AS tables,
               NULL, activity, district_id, NULL, NULL, donor_id, recipient_id, indicator,
               sum(actual), sum(estimate)
        FROM given WHERE NOT is_money
        GROUP BY revision_id, is_money, GROUPING SETS (
            (indicator, activity), (donor_id), (recipient_id, district_id))
    )
    SELECT is_money, tables, {_KEY}, sum(actual), sum(estimate), array_agg(revision_id ORDER BY revision_id)
    FROM within GROUP BY is_money, tables, {_KEY}
"""  # noqa: S608 -- only constants of this module are put together

# Every mountain district of the day, and every commune that is twinned or that a donor names. What a
# district states is its Form 2, corrections included; what a commune states is its own report.
_PLACES: Final = f"""
    WITH stated AS (
        SELECT CASE WHEN f.side = 'RECEIVED' THEN f.recipient_id ELSE f.district_id END AS place_id,
               f.indicator, sum(f.actual) AS actual, sum(f.estimate) AS estimate,
               array_agg(DISTINCT f.revision_id) AS behind
        {_COUNTED_FACTS} AND f.side IN ('RECEIVED', 'CONSOLIDATED', 'CORRECTION')
        AND f.indicator IN (%(money)s, %(households)s)
        GROUP BY 1, 2
    )
    SELECT o.id, o.code, o.name, o.short_name, o.kind, o.lat, o.lon, above.parent_id,
           money.actual, money.estimate, money.behind, households.estimate
    FROM organisations_organisation o
    LEFT JOIN organisations_placement above ON above.organisation_id = o.id AND above.validity @> %(day)s
    LEFT JOIN stated money ON money.place_id = o.id AND money.indicator = %(money)s
    LEFT JOIN stated households
        ON households.place_id = o.id AND households.indicator = %(households)s
    WHERE o.id = ANY(%(named)s)
       OR (o.kind = 'MOUNTAIN_DISTRICT' AND o.validity @> %(day)s)
       OR o.id IN (SELECT recipient_id FROM twinning_assignment WHERE validity @> %(day)s)
    ORDER BY o.sort_key, o.id
"""  # noqa: S608 -- as above


@dataclass(frozen=True, slots=True)
class Scope:
    """Which facts count: those of one campaign whose reports stand in one of the states.

    `day`, the last of the data period, says which districts there are.
    """

    campaign_id: int
    states: tuple[str, ...]
    day: date

    def parameters(self) -> dict[str, Any]:
        return {
            "campaign": self.campaign_id,
            "states": list(self.states),
            "day": self.day,
            "money": Indicator.SUPPORT_AMOUNT.value,
            "quantity": Indicator.QUANTITY.value,
            "households": Indicator.HOUSEHOLDS_DISTINCT.value,
        }


@dataclass(frozen=True, slots=True)
class Count:
    """A sum that is not money; None where nobody stated the column."""

    actual: Decimal | None
    estimate: Decimal | None
    revisions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What donors state: every money table of a year, keyed by the code (or organisation id) of its
    lines, in đồng; the counts by (indicator, activity), where the activity is empty except for
    quantities; which districts each donor and which recipients each district has in these reports.
    """

    total: Figure
    by_area: Mapping[str, Figure]
    by_activity: Mapping[tuple[str, str], Figure]
    by_district: Mapping[int | None, Figure]
    by_donor_kind: Mapping[str, Figure]
    by_money_source: Mapping[str, Figure]
    by_donor: Mapping[int, Figure]
    by_recipient: Mapping[int | None, Figure]
    counts: Mapping[tuple[str, str], Count]
    districts_of: Mapping[int, frozenset[int]]
    recipients_in: Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Place:
    """A mountain district or a recipient. `received` in đồng as it says itself; `households` distinct
    ones, None when it has not said. `district_id`: the unit above it.
    """

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    lat: float | None
    lon: float | None
    district_id: int | None
    received: Figure
    households: int | None


class _Tables:
    """The rows of the one query, apart again by table."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._found: dict[tuple[bool, int], list[tuple[dict[str, Any], Any, Any, list[int]]]] = {}
        for is_money, tables, *key, actual, estimate, behind in rows:
            named = dict(zip(_COLUMNS, key, strict=True))
            self._found.setdefault((is_money, tables), []).append((named, actual, estimate, behind))

    def rows(self, *columns: str, is_money: bool) -> list[tuple[tuple[Any, ...], Any, Any, list[int]]]:
        """Key, actual, estimate, revisions of the table grouped by these columns."""
        # GROUPING() sets the bit of each column that is not grouped by, the last column lowest.
        known = _OF_MONEY if is_money else _OF_COUNTS
        mask = sum(1 << at for at, name in enumerate(reversed(known)) if name not in columns)
        return [
            (tuple(named[column] for column in columns), *rest)
            for named, *rest in self._found.get((is_money, mask), [])
        ]

    def money(self, *columns: str) -> dict[tuple[Any, ...], Figure]:
        return {
            key: Figure(int(actual or 0), int(estimate or 0), tuple(behind))
            for key, actual, estimate, behind in self.rows(*columns, is_money=True)
        }

    def revisions_by(self, *columns: str) -> dict[tuple[Any, ...], set[int]]:
        """The revisions that state money or counts, by the key of a table."""
        found: dict[tuple[Any, ...], set[int]] = {}
        for is_money in (True, False):
            for key, _actual, _estimate, behind in self.rows(*columns, is_money=is_money):
                found.setdefault(key, set()).update(behind)
        return found


def given(scope: Scope) -> Given:
    """Everything donors state, summed in one query."""
    found = _Tables(_rows(_GIVEN, scope.parameters()))
    by_activity = found.money("area", "activity")
    by_donor = found.money("donor_kind", "donor_id")
    by_recipient = found.money("recipient_id", "district_id")
    districts = _pairs(found)
    return Given(
        total=total(by_donor.values()),
        by_area=_rolled_up(by_activity, 0),
        by_activity=by_activity,
        by_district=_rolled_up(by_recipient, 1),
        by_donor_kind=_rolled_up(by_donor, 0),
        by_money_source=_rolled_up(found.money("money_source"), 0),
        by_donor=_rolled_up(by_donor, 1),
        by_recipient=_rolled_up(by_recipient, 0),
        counts={
            key: Count(actual, estimate, tuple(behind))
            for key, actual, estimate, behind in found.rows("indicator", "activity", is_money=False)
        },
        districts_of=_grouped(districts),
        recipients_in=_grouped((b, a) for a, b in found.revisions_by("recipient_id", "district_id")),
    )


def _rolled_up(figures: Mapping[tuple[Any, ...], Figure], part: int) -> dict[Any, Figure]:
    """The same money by one part of its keys."""
    gathered: dict[Any, list[Figure]] = {}
    for key, figure in figures.items():
        gathered.setdefault(key[part], []).append(figure)
    return {key: some[0] if len(some) == 1 else total(some) for key, some in gathered.items()}


def _pairs(found: _Tables) -> set[tuple[Any, ...]]:
    """Donor and district: a revision has one donor, and stands behind the districts it speaks of."""
    donors = {
        revision: key[-1]
        for table in (
            found.rows("donor_kind", "donor_id", is_money=True),
            found.rows("donor_id", is_money=False),
        )
        for key, _actual, _estimate, behind in table
        for revision in behind
    }
    return {
        (donors[revision], district)
        for (_recipient, district), behind in found.revisions_by("recipient_id", "district_id").items()
        for revision in behind
    }


def _grouped(pairs: Iterable[tuple[Any, ...]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for key, value in pairs:
        if key is not None and value is not None:
            found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}


def places(scope: Scope, named: Iterable[int | None]) -> list[Place]:
    """The mountain districts, the twinned communes and the `named` ones in dictionary order, each with
    what it states itself. One query.
    """
    parameters = scope.parameters() | {"named": [one for one in named if one is not None]}
    return [_place(*row) for row in _rows(_PLACES, parameters)]


def _place(*row: Any) -> Place:
    pk, code, name, short_name, kind, lat, lon, district_id, actual, estimate, behind, households = row
    return Place(
        id=pk,
        code=code,
        name=name,
        short_name=short_name,
        kind=kind,
        lat=lat,
        lon=lon,
        district_id=district_id,
        received=Figure(int(actual or 0), int(estimate or 0), tuple(sorted(behind or ()))),
        households=None if households is None else int(households),
    )


def _rows(sql: str, parameters: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
