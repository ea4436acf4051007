"""What one unit stated in each year of the programme: a donor what it gave, a recipient what it received."""

from __future__ import annotations

from typing import Any, Final

from django.db import connection

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.states import CampaignStatus
from ketnghia.consolidation.figures import YearTotal
from ketnghia.reports.states import COUNTED

# A unit's own money is of one side: what a donor gave, a commune received, a district put together.
_YEARS: Final = """
    SELECT every.year, count(DISTINCT r.id), sum(s.actual), sum(s.estimate)
    FROM campaigns_programme p
    CROSS JOIN LATERAL generate_series(p.first_year::int, p.last_year::int) AS every(year)
    LEFT JOIN campaigns_campaign c ON c.programme_id = p.id AND c.year = every.year AND c.status = %(opened)s
    LEFT JOIN reports_report r
        ON r.campaign_id = c.id AND r.organisation_id = %(unit)s AND r.state = ANY(%(states)s)
    LEFT JOIN reports_revisionsum s ON s.revision_id = r.current_revision_id AND s.cut = 'PLACE'
    GROUP BY every.year ORDER BY every.year
"""


def unit_years(viewer: Viewer, organisation_id: int) -> list[YearTotal]:
    """Every year of the programme, in đồng; the viewer's own unit, or any for who sees the whole province.

    Empty for everybody else: nobody learns what a neighbour gave. One query.
    """
    if not viewer.sees_everything and viewer.organisation_id != organisation_id:
        return []
    wanted: dict[str, Any] = {
        "opened": CampaignStatus.OPENED.value,
        "unit": organisation_id,
        "states": [str(state) for state in COUNTED],
    }
    with connection.cursor() as cursor:
        cursor.execute(_YEARS, wanted)
        return [
            YearTotal(year, reports, *(None if each is None else int(each) for each in amounts))
            for year, reports, *amounts in cursor.fetchall()
        ]
