"""Silence: who is deemed not to have implemented the programme. Derived at every look, never stored.

The dispatch: who has not reported within the time is "xem như không triển khai"
(`Campaign.lateness_citation`). It falls on a unit that must report, whose own time (extensions included) is
over, and whose report it has not sent; not on one whose report waits in somebody else's hands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from ketnghia.campaigns.models import Campaign
from ketnghia.kernel.dates import vn_day
from ketnghia.kernel.windows import Window, WindowState
from ketnghia.reportforms.states import Obligation
from ketnghia.reports.models import Report, ReportingDuty
from ketnghia.reports.states import COUNTED, NOT_STARTED, ReportOrigin, State

# Nothing sent, and nobody outside the unit to wait for: its own leader did not send it either.
UNSENT: Final = (NOT_STARTED, State.DRAFT.value, State.PENDING_APPROVAL.value)


def is_deemed(*, obligation: str, state: str, is_correction: bool, window: Window, now: datetime) -> bool:
    """Whether silence counts. `window` is the unit's own; `state` may be NOT_STARTED."""
    return (
        obligation == Obligation.MUST
        and window.state(now) is WindowState.SHUT
        and state in UNSENT
        and not is_correction
    )


@dataclass(frozen=True, slots=True)
class Silence:
    """What a unit is told whose silence counts: the sentence and its document."""

    sentence: str
    cited_as: str


def silence_of(campaign: Campaign) -> Silence:
    """The words of a campaign on silence."""
    said = campaign.lateness_citation
    return Silence(said.sentence, said.instrument.cited_as)


def silence_about(report: Report, window: Window, now: datetime) -> Silence | None:
    """What stands over a report whose unit's silence counts; None for any other. At most three queries."""
    if report.state not in UNSENT or window.state(now) is not WindowState.SHUT:
        return None
    duty = ReportingDuty.objects.filter(
        campaign=report.campaign_id, form=report.form_id, organisation=report.organisation_id
    ).first()
    counts = duty is not None and is_deemed(
        obligation=duty.obligation,
        state=report.state,
        is_correction=report.is_correction,
        window=window,
        now=now,
    )
    return silence_of(report.campaign) if counts else None


# The same rule over the rows of `reports.board`: d the duty, c its campaign, r its report if there is one.
_UNTIL: Final = """(
    SELECT max(e.until) FROM campaigns_extendedunit u JOIN campaigns_extension e ON e.id = u.extension_id
    WHERE u.organisation_id = d.organisation_id AND e.campaign_id = d.campaign_id AND e.withdrawn_at IS NULL
)"""
CONDITION: Final = f"""(
    d.obligation = '{Obligation.MUST}'
    AND c.window_closes_at <= %(deemed)s
    AND coalesce(r.state, '{NOT_STARTED}') IN ({", ".join(f"'{state}'" for state in UNSENT)})
    AND NOT coalesce(r.is_correction, false)
    AND NOT coalesce({_UNTIL} > %(deemed)s, false)
)"""
_JOINED: Final = """
    FROM reports_reportingduty d
    JOIN campaigns_campaign c ON c.id = d.campaign_id
    LEFT JOIN reports_report r
        ON r.campaign_id = d.campaign_id AND r.form_id = d.form_id AND r.organisation_id = d.organisation_id
"""
_DEEMED: Final = f"SELECT d.id {_JOINED} WHERE d.campaign_id = %(campaign)s AND {CONDITION}"
_MARKS: Final = f"""
    SELECT d.id, {_UNTIL} - interval '1 microsecond', {CONDITION}, r.paper_received_on, r.origin,
        r.current_revision_id IS NOT NULL AND r.state <> ALL(%(counted)s) AND NOT r.is_correction
    {_JOINED} WHERE d.id = ANY(%(duties)s)
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside a duty on lists: its last day by extension, silence that counts, a paper report."""

    extended_to: date | None = None
    is_deemed: bool = False
    paper_received_on: date | None = None
    is_recalled: bool = False


NO_MARK: Final = Mark()


def deemed_duties(campaign: Campaign, now: datetime) -> frozenset[int]:
    """Ids of the duties of a campaign whose silence counts. One query, none while the window is open."""
    if campaign.window.state(now) is not WindowState.SHUT:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(_DEEMED, {"campaign": campaign.pk, "deemed": now})
        return frozenset(pk for (pk,) in cursor.fetchall())


def count_deemed(campaign: Campaign, now: datetime) -> int:
    """How many duties of a campaign are deemed not implemented."""
    return len(deemed_duties(campaign, now))


def marks_of(duty_ids: Iterable[int], *, now: datetime) -> Mapping[int, Mark]:
    """The marks of these duties, by their id. One query."""
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {
            "duties": list(duty_ids),
            "deemed": now,
            "counted": [str(state) for state in COUNTED],
        }
        cursor.execute(_MARKS, asked)
        return {row[0]: _mark(row) for row in cursor.fetchall()}


def _mark(row: tuple[Any, ...]) -> Mark:
    _duty, until, deemed, received_on, origin, recalled = row
    on_paper = origin == ReportOrigin.PAPER
    return Mark(
        vn_day(until) if until else None, bool(deemed), received_on if on_paper else None, bool(recalled)
    )
