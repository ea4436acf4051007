"""The first draft of a report: blank, on the form version its campaign uses."""

from __future__ import annotations

from datetime import date, datetime

from ketnghia.reportforms import engine
from ketnghia.reports import queries
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.models import Report, ReportingDuty
from ketnghia.reports.states import ReportOrigin


def first_draft(
    duty: ReportingDuty, *, user_id: int, now: datetime, paper_received_on: date | None = None
) -> tuple[Report, bool]:
    """The unit's report on a duty, and whether it was made just now: two who begin at once share one.

    With the day its paper came it is one typed on behalf of the unit.
    """
    version = queries.form_version_in(duty.campaign_id, duty.form_id)
    return Report.objects.select_related("organisation", "saved_by").get_or_create(
        campaign=duty.campaign,
        form=duty.form,
        organisation_id=duty.organisation_id,
        defaults={
            "form_version_id": version,
            "content": engine.blank(definition_of(version)),
            "started_at": now,
            "saved_at": now,
            "saved_by_id": user_id,
            "origin": ReportOrigin.PAPER if paper_received_on else ReportOrigin.SYSTEM,
            "paper_received_on": paper_received_on,
        },
    )
