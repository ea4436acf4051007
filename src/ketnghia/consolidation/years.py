"""The other years of the programme beside one: totals of each, lines of the year before and after.

A year counts as the year beside it does: the same states of reports, submissions summed already
(`reports.summing`). A year without a counted report has no figures, which is not zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, NamedTuple

from django.db import connection

from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.states import CampaignStatus
from ketnghia.consolidation.figures import UNPLACED, YearLine, Years, YearTotal

_COUNTED: Final = """
    FROM campaigns_campaign c
    JOIN reports_report r ON r.campaign_id = c.id AND r.state = ANY(%(states)s)
    JOIN reports_revisionsum s ON s.revision_id = r.current_revision_id
    WHERE c.programme_id = %(programme)s AND c.status = %(opened)s AND c.year = ANY(%(years)s)
"""
_PLACED: Final = _COUNTED.replace(
    "WHERE", "LEFT JOIN organisations_organisation district ON district.id = s.district_id WHERE"
)
_SUMS: Final = "sum(s.actual), sum(s.estimate), sum(s.count_actual), sum(s.count_estimate)"

# Every year gives its number of reports and its two totals, the neighbours their lines as well. GROUPING()
# has a bit for each of its columns, set where the row is not grouped by it, the last column lowest.
_YEARS: Final = f"""
    SELECT c.year, 'reports', '', '', count(*), NULL, NULL, NULL
    FROM campaigns_campaign c JOIN reports_report r ON r.campaign_id = c.id AND r.state = ANY(%(states)s)
    WHERE c.programme_id = %(programme)s AND c.status = %(opened)s AND c.year <> %(year)s GROUP BY c.year
    UNION ALL
    SELECT c.year, CASE s.side WHEN 'GIVEN' THEN 'total' ELSE 'received_total' END, '', '', {_SUMS}
    {_COUNTED.replace("= ANY(%(years)s)", "<> %(year)s")}
    AND s.cut = 'PLACE' AND s.side IN ('GIVEN', 'CONSOLIDATED', 'CORRECTION') GROUP BY 1, 2
    UNION ALL
    SELECT c.year, CASE GROUPING(s.area, s.activity) WHEN 0 THEN 'activity' WHEN 1 THEN 'area'
           ELSE 'quantity' END, CASE GROUPING(s.area, s.activity) WHEN 0 THEN s.area ELSE '' END,
           CASE GROUPING(s.activity) WHEN 0 THEN s.activity ELSE s.area END, {_SUMS}
    {_COUNTED} AND s.cut = 'ACTIVITY' AND s.side = 'GIVEN'
    GROUP BY GROUPING SETS ((c.year, s.area, s.activity), (c.year, s.area), (c.year, s.activity))
    UNION ALL
    SELECT c.year, lower(s.cut), '', s.money_source || s.indicator, {_SUMS}
    {_COUNTED} AND s.cut IN ('MONEY_SOURCE', 'INDICATOR') AND s.side = 'GIVEN'
    GROUP BY c.year, s.cut, s.money_source, s.indicator
    UNION ALL
    SELECT c.year, CASE GROUPING(s.donor_kind, r.organisation_id, s.recipient_id) WHEN 3 THEN 'donor_kind'
           WHEN 5 THEN 'donor' WHEN 6 THEN 'recipient' ELSE 'district' END, '',
           CASE GROUPING(s.donor_kind, r.organisation_id, s.recipient_id) WHEN 3 THEN s.donor_kind
           WHEN 5 THEN r.organisation_id::text WHEN 6 THEN s.recipient_id::text ELSE max(district.code) END,
           {_SUMS}
    {_PLACED}
    AND s.cut = 'PLACE' AND s.side = 'GIVEN'
    GROUP BY GROUPING SETS ((c.year, s.donor_kind), (c.year, r.organisation_id), (c.year, s.recipient_id),
                            (c.year, s.district_id))
    UNION ALL
    SELECT c.year, CASE s.side WHEN 'RECEIVED' THEN 'recipient_received' ELSE 'received' END, '',
           CASE s.side WHEN 'RECEIVED' THEN s.recipient_id::text ELSE district.code END, {_SUMS}
    {_PLACED}
    AND s.cut = 'PLACE' AND s.side IN ('RECEIVED', 'CONSOLIDATED', 'CORRECTION') GROUP BY 1, 2, 4
"""  # noqa: S608 -- only constants of this module are put together

# By table of the query: the table its money is a line of, and the one its counts are a line of.
_LINES: Final = {
    "area": ("area", ""),
    "activity": ("activity", ""),
    "quantity": ("", "quantity"),
    "money_source": ("money_source", ""),
    "indicator": ("", "indicator"),
    "donor_kind": ("donor_kind", ""),
    "donor": ("donor", ""),
    "recipient": ("recipient", ""),
    "district": ("district", ""),
    "received": ("received", "households"),
    "recipient_received": ("recipient_received", "recipient_households"),
}
_ESTIMATED_ONLY: Final = ("households", "recipient_households")
_TENTH: Final = Decimal("0.1")


class _Row(NamedTuple):
    year: int
    table: str
    area: str
    code: str | None
    actual: Decimal | None
    estimate: Decimal | None
    count_actual: Decimal | None
    count_estimate: Decimal | None


def neighbours_of(campaign: Campaign) -> tuple[int, ...]:
    """The year before and the year after, as far as the programme has them."""
    first, last = campaign.programme.first_year, campaign.programme.last_year
    return tuple(year for year in (campaign.year - 1, campaign.year + 1) if first <= year <= last)


def beside(campaign: Campaign, states: Iterable[str], own: YearTotal) -> Years:
    """Every year of the programme, `own` among them, and the lines of the neighbours. One query."""
    neighbours = neighbours_of(campaign)
    wanted: dict[str, Any] = {
        "programme": campaign.programme_id,
        "year": campaign.year,
        "years": list(neighbours),
        "states": list(states),
        "opened": CampaignStatus.OPENED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_YEARS, wanted)
        rows = [_Row._make(row) for row in cursor.fetchall()]
    programme = campaign.programme
    of_years = {(row.year, row.table): row for row in rows}
    totals = tuple(
        own if year == campaign.year else _total(year, of_years)
        for year in range(programme.first_year, programme.last_year + 1)
    )
    return Years(totals, neighbours, tuple(line for row in rows for line in _lines(row)))


def _total(year: int, rows: Mapping[tuple[int, str], _Row]) -> YearTotal:
    """The total of a year from the three rows about it."""
    reports, given, received = (rows.get((year, each)) for each in ("reports", "total", "received_total"))
    return YearTotal(
        year=year,
        reports=(_whole(reports.actual) or 0) if reports else 0,
        actual=_whole(given.actual) if given else None,
        estimate=_whole(given.estimate) if given else None,
        received_actual=_whole(received.actual) if received else None,
        received_estimate=_whole(received.estimate) if received else None,
    )


def _whole(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount)


def _lines(row: _Row) -> Iterator[YearLine]:
    """The lines one row of the query holds: of money, of counts, of both, or none."""
    money, counts = _LINES.get(row.table, ("", ""))
    code = row.code or UNPLACED
    if money and (row.actual is not None or row.estimate is not None):
        yield YearLine(row.year, money, code, row.actual, row.estimate, row.area)
    if counts and (row.count_actual is not None or row.count_estimate is not None):
        actual = None if counts in _ESTIMATED_ONLY else row.count_actual
        yield YearLine(row.year, counts, code, actual, row.count_estimate, row.area)


def percent_change(before: Decimal | int | None, after: Decimal | int | None) -> Decimal | None:
    """By how many percent the later amount is more, one decimal, half up; None where there is no saying."""
    if before is None or after is None or before <= 0:
        return None
    return ((Decimal(after) - before) * 100 / before).quantize(_TENTH, ROUND_HALF_UP)
