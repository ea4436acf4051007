"""What a unit must do now: one card a duty, with its date, its sentence and how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import Campaign
from ketnghia.comments.queries import unanswered
from ketnghia.kernel.findings import Finding
from ketnghia.kernel.refusals import Closed
from ketnghia.kernel.windows import Window, WindowState
from ketnghia.legal.models import Citation
from ketnghia.reportforms.progress import Progress
from ketnghia.reportforms.states import Obligation
from ketnghia.reports import deeming, policies, queries
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.extensions import Given, extensions_beside
from ketnghia.reports.locks import Lock, lock_of_window, lock_on
from ketnghia.reports.models import Report, ReportingDuty, Transition
from ketnghia.reports.states import NOT_STARTED, Action, ReportOrigin, State


@dataclass(frozen=True, slots=True)
class DutyCard:
    """One duty of a unit in a campaign, with the sentence that makes it one.

    `missing` are the problems of the draft, each with its place.
    """

    campaign: Campaign
    form_code: str
    title: str
    short_title: str
    obligation: Obligation
    state: str
    report: Report | None
    window: Window
    window_state: WindowState
    days_left: int
    citation: Citation
    progress: Progress | None
    missing: tuple[str, ...]
    reason: str
    lock: Lock | None = None
    recalled_at: datetime | None = None
    unanswered: int = 0
    extensions: tuple[Given, ...] = ()
    is_deemed: bool = False

    @property
    def is_open(self) -> bool:
        return self.window_state is WindowState.OPEN

    @property
    def is_correction(self) -> bool:
        """Whether it came back to be corrected, which no window hinders."""
        return self.report is not None and self.report.is_correction

    @property
    def is_done(self) -> bool:
        return self.state in (State.SUBMITTED, State.ACCEPTED)


def own_cards(viewer: Viewer, *, year: int, now: datetime) -> list[DutyCard]:
    """The duties of the viewer's unit in a year, unfinished ones first."""
    duties = list(
        ReportingDuty.objects.filter(organisation_id=viewer.organisation_id, campaign__year=year)
        .select_related("campaign__lateness_citation", "campaign__instrument", "form", "citation__instrument")
        .order_by("form__code")
    )
    if not duties:
        return []
    reports = {
        report.form_id: report
        for report in Report.objects.filter(organisation_id=viewer.organisation_id, campaign__year=year)
        .select_related("campaign", "form", "organisation", "current_revision")
        .defer("current_revision__frozen")
    }
    given = tuple(extensions_beside(duties[0].campaign_id, viewer.organisation_id, now=now))
    cards = [_card(viewer, duty, reports.get(duty.form_id), given, now) for duty in duties]
    waiting = unanswered(viewer.organisation_id, [report.container for report in reports.values()])
    cards = [
        replace(card, unanswered=waiting.get(card.report.container, 0)) if card.report else card
        for card in cards
    ]
    return sorted(cards, key=lambda card: card.is_done)


def _card(
    viewer: Viewer, duty: ReportingDuty, report: Report | None, given: tuple[Given, ...], now: datetime
) -> DutyCard:
    window = queries.entry_window(duty)
    on_paper = report is not None and report.origin == ReportOrigin.PAPER
    being_written = report is not None and not on_paper and report.state in (State.DRAFT, State.RETURNED)
    examined = queries.examine(report) if report is not None and being_written else None
    return DutyCard(
        campaign=duty.campaign,
        form_code=duty.form.code,
        title=duty.form.title,
        short_title=duty.form.short_title,
        obligation=Obligation(duty.obligation),
        state=report.state if report else NOT_STARTED,
        report=report,
        window=window,
        window_state=window.state(now),
        days_left=window.days_left(now),
        citation=duty.citation,
        progress=examined.progress if examined else None,
        missing=_problems(report, examined.findings) if report and examined else (),
        reason=_last_reason(report) if report and report.state in (State.DRAFT, State.RETURNED) else "",
        lock=_lock(viewer, duty, report, window, now),
        recalled_at=queries.recalled_at(report) if report and not on_paper else None,
        extensions=given,
        is_deemed=deeming.is_deemed(
            obligation=duty.obligation,
            state=report.state if report else NOT_STARTED,
            is_correction=report is not None and report.is_correction,
            window=window,
            now=now,
        ),
    )


def _lock(
    viewer: Viewer, duty: ReportingDuty, report: Report | None, window: Window, now: datetime
) -> Lock | None:
    """What keeps the unit from going on; a report that is in needs nothing."""
    if report is not None and report.is_submitted:
        return None
    if report is not None and report.origin == ReportOrigin.PAPER:
        return lock_on(viewer, report, window=window, since=queries.in_state_since(report), now=now)
    if report is not None and report.is_correction:
        return None
    try:
        policies.check_window(window, duty.campaign, now)
    except Closed as closed:
        return lock_of_window(closed)
    if report is None or report.state != State.PENDING_APPROVAL:
        return None
    return lock_on(viewer, report, window=window, since=queries.in_state_since(report), now=now)


def _problems(report: Report, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Each problem once, with the section and the row it is about."""
    definition = definition_of(report.form_version_id)
    titles = {section.code: section.title for section in definition.sections}
    rows = {
        f"{code}.{row['id']}": number
        for code, stated in report.content["sections"].items()
        if isinstance(stated, list)
        for number, row in enumerate(stated, start=1)
    }
    said: dict[str, None] = {}
    for finding in findings:
        section, _, rest = finding.path.partition(".")
        row = rows.get(f"{section}.{rest.partition('.')[0]}")
        place = titles.get(section, "")
        if row:
            place = gettext("%(section)s, dòng %(row)s") % {"section": place, "row": row}
        said[f"{place}: {finding.message}" if place else finding.message] = None
    return tuple(said)


def _last_reason(report: Report) -> str:
    """Why the report came back last, if it did."""
    last = (
        Transition.objects.filter(report=report)
        .exclude(action=Action.SEND_FOR_APPROVAL)
        .order_by("-pk")
        .values_list("action", "reason")
        .first()
    )
    return last[1] if last and last[0] in (Action.RETURN, Action.HAND_BACK, Action.REOPEN) else ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """Reports waiting for the viewer: to approve in the own unit, to look at in units below."""

    to_approve: int
    to_review: int


def inbox(viewer: Viewer, *, year: int) -> Inbox:
    """How many reports wait for the viewer to approve (own unit) or to accept or return (received)."""
    reports = Report.objects.filter(campaign__year=year)
    own = reports.filter(organisation_id=viewer.organisation_id, state=State.PENDING_APPROVAL)
    received = reports.filter(
        queries.visible(viewer), state=State.SUBMITTED, form__reviewed_by=viewer.role
    ).exclude(organisation_id=viewer.organisation_id)
    return Inbox(own.count(), received.count())
