"""The sums themselves: plain SQL over the sums of revisions, each row knowing which it is the sum of.

A revision's facts are summed once, as they are written (`reports.summing`). They count while it is the
current revision of a report in a counted state; a report sent back for repair leaves the totals at once
and returns with its next revision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.db import connection

from ketnghia.consolidation.figures import Figure, total
from ketnghia.reportforms.states import Indicator

_COUNTED: Final = """
    FROM reports_report r
    JOIN reports_revisionsum s ON s.revision_id = r.current_revision_id
    WHERE r.campaign_id = %(campaign)s AND r.state = ANY(%(states)s)
"""
_MONEY_STATED: Final = "FILTER (WHERE coalesce(s.actual, s.estimate) IS NOT NULL)"
_MONEY: Final = f"sum(s.actual), sum(s.estimate), array_agg(s.revision_id) {_MONEY_STATED}"
_COUNTS: Final = "sum(s.count_actual), sum(s.count_estimate)"

# One row a line: its table, its key, money with the revisions behind it, counts with those behind them.
# Only the finest tables are asked for; areas, districts and kinds are rolled up from their parts. Facts
# are not read: each revision's are summed already, by the four cuts of `reports.summing`.
_GIVEN: Final = f"""
    SELECT 'activity', s.area, s.activity, NULL::bigint, NULL::bigint, {_MONEY}, {_COUNTS}, NULL::bigint[]
    {_COUNTED} AND s.side = 'GIVEN' AND s.cut = 'ACTIVITY' GROUP BY s.area, s.activity
    UNION ALL
    SELECT lower(s.cut), s.money_source || s.indicator, '', NULL, NULL, {_MONEY}, {_COUNTS},
           array_agg(s.revision_id) FILTER (WHERE s.cut = 'INDICATOR')
    {_COUNTED} AND s.side = 'GIVEN' AND s.cut IN ('MONEY_SOURCE', 'INDICATOR')
    GROUP BY s.cut, s.money_source, s.indicator
    UNION ALL
    SELECT CASE GROUPING(s.recipient_id) WHEN 0 THEN 'recipient' ELSE 'donor' END, s.donor_kind, '',
           CASE GROUPING(s.recipient_id) WHEN 0 THEN s.recipient_id ELSE r.organisation_id END,
           s.district_id, {_MONEY}, NULL, NULL, array_agg(s.district_id)
    {_COUNTED} AND s.side = 'GIVEN' AND s.cut = 'PLACE'
    GROUP BY GROUPING SETS ((s.recipient_id, s.district_id), (s.donor_kind, r.organisation_id))
"""

# Every mountain district of the day, and every commune that is twinned or that a donor names. What a
# district states is its Form 2, corrections included; what a commune states is its own report.
_PLACES: Final = f"""
    WITH stated AS (
        SELECT CASE WHEN s.side = 'RECEIVED' THEN s.recipient_id ELSE s.district_id END AS place_id,
               sum(s.actual) AS actual, sum(s.estimate) AS estimate, sum(s.count_estimate) AS households,
               array_agg(DISTINCT s.revision_id) {_MONEY_STATED} AS behind
        {_COUNTED} AND s.side IN ('RECEIVED', 'CONSOLIDATED', 'CORRECTION') AND s.cut = 'PLACE'
        GROUP BY 1
    )
    SELECT o.id, o.code, o.name, o.short_name, o.kind, o.lat, o.lon, above.parent_id,
           stated.actual, stated.estimate, stated.behind, stated.households
    FROM organisations_organisation o
    LEFT JOIN organisations_placement above ON above.organisation_id = o.id AND above.validity @> %(day)s
    LEFT JOIN stated ON stated.place_id = o.id
    WHERE o.id IN (SELECT unnest(%(named)s::bigint[]))
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
        }


@dataclass(frozen=True, slots=True)
class Count:
    """A sum that is not money; None where nobody stated the column. A quantity does not know its
    revisions: the money of its activity does.
    """

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


class _Row(NamedTuple):
    """A row of the one query. Where `id` is a donor, `counted` are the districts it speaks of."""

    table: str
    text: str
    activity: str
    id: int | None
    district_id: int | None
    actual: int | None
    estimate: int | None
    behind: list[int] | None
    count_actual: Decimal | None
    count_estimate: Decimal | None
    counted: list[int | None] | None


def _revisions(found: Iterable[int | None] | None) -> tuple[int, ...]:
    return tuple(sorted({one for one in found or () if one is not None}))


def given(scope: Scope) -> Given:
    """Everything donors state, summed in one query."""
    tables: dict[str, list[_Row]] = defaultdict(list)
    for row in map(_Row._make, _rows(_GIVEN, scope.parameters())):
        tables[row.table].append(row)
    by_activity = {(row.text, row.activity): figure for row, figure in _money(tables["activity"])}
    by_donor = {(row.text, row.id): figure for row, figure in _money(tables["donor"])}
    by_recipient = {(row.id, row.district_id): figure for row, figure in _money(tables["recipient"])}
    return Given(
        total=total(by_donor.values()),
        by_area=_rolled_up(by_activity, 0),
        by_activity=by_activity,
        by_district=_rolled_up(by_recipient, 1),
        by_donor_kind=_rolled_up(by_donor, 0),
        by_money_source={row.text: figure for row, figure in _money(tables["money_source"])},
        by_donor=_rolled_up(by_donor, 1),
        by_recipient=_rolled_up(by_recipient, 0),
        counts=_quantities(tables["activity"]) | _counts(tables["indicator"]),
        districts_of=_grouped((row.id, each) for row in tables["donor"] for each in row.counted or ()),
        recipients_in=_grouped((row.district_id, row.id) for row in tables["recipient"]),
    )


def _money(rows: Iterable[_Row]) -> Iterator[tuple[_Row, Figure]]:
    """The rows that state money, each with it in đồng."""
    for row in rows:
        if row.behind:
            yield row, Figure(int(row.actual or 0), int(row.estimate or 0), _revisions(row.behind))


def _counts(rows: Iterable[_Row]) -> dict[tuple[str, str], Count]:
    return {
        (row.text, ""): Count(row.count_actual, row.count_estimate, _revisions(row.counted)) for row in rows
    }


def _quantities(rows: Iterable[_Row]) -> dict[tuple[str, str], Count]:
    """Quantities by activity, whichever area its form put it in; the rows that state none are left out."""
    found: dict[tuple[str, str], Count] = {}
    for row in rows:
        key = (Indicator.QUANTITY.value, row.activity)
        if row.count_actual is not None or row.count_estimate is not None:
            known = found.get(key, Count(None, None, ()))
            actual = _added(known.actual, row.count_actual)
            found[key] = Count(actual, _added(known.estimate, row.count_estimate), ())
    return found


def _added(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return one if other is None else other if one is None else one + other


def _rolled_up(figures: Mapping[tuple[Any, ...], Figure], part: int) -> dict[Any, Figure]:
    """The same money by one part of its keys."""
    gathered: dict[Any, list[Figure]] = {}
    for key, figure in figures.items():
        gathered.setdefault(key[part], []).append(figure)
    return {key: some[0] if len(some) == 1 else total(some) for key, some in gathered.items()}


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
