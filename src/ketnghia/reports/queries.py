"""Reads of reports. The viewer comes first: what they may not see does not exist for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from ketnghia.accounts.queries import members_in
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.attachments.models import Attachment
from ketnghia.attachments.queries import known_ids
from ketnghia.campaigns.queries import window_for
from ketnghia.kernel.findings import Finding
from ketnghia.kernel.refusals import Invisible
from ketnghia.kernel.windows import Window
from ketnghia.organisations.models import Organisation, Placement
from ketnghia.organisations.queries import matching
from ketnghia.reportforms import engine
from ketnghia.reportforms.definition import FormDefinition
from ketnghia.reportforms.engine import Examined, Lookups
from ketnghia.reportforms.models import CampaignForm
from ketnghia.reportforms.states import Perspective
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.facts import names_files, organisations_in
from ketnghia.reports.locking import lock_own
from ketnghia.reports.models import Report, ReportingDuty, Revision, Transition
from ketnghia.reports.states import WRITERS, Action, ReportOrigin, State
from ketnghia.twinning.choices import organisation_choices

PAGE_SIZE = 50


def visible(viewer: Viewer) -> Q:
    """Own reports always; those of others only once submitted, to whoever receives or oversees them.

    What the coordinator types in from paper is the coordinator's to see as well.
    """
    own = Q(organisation_id=viewer.organisation_id)
    submitted = Q(current_revision__isnull=False)
    if viewer.is_coordinator:
        return own | submitted | Q(origin=ReportOrigin.PAPER)
    if viewer.sees_everything:
        return own | submitted
    return own | (submitted & Q(Exists(_placed_under(viewer))))


def _placed_under(viewer: Viewer) -> QuerySet[Placement]:
    """Placements of a report's unit under the viewer's, on the last day of the data period."""
    return Placement.objects.filter(
        organisation=OuterRef("organisation"),
        parent_id=viewer.organisation_id,
        validity__contains=OuterRef("campaign__period_to"),
    )


def _reports() -> QuerySet[Report]:
    return Report.objects.select_related("campaign", "form", "organisation", "current_revision")


def get_report(viewer: Viewer, report_id: int) -> Report:
    """One report the viewer may see. Raises Invisible."""
    report = _reports().filter(visible(viewer), pk=report_id).first()
    if report is None:
        raise _no_report()
    return report


def lock(viewer: Viewer, report_id: int) -> Report:
    """The same, locked until the transaction ends. Raises Invisible."""
    # The unit's own comes first: under load nearly every lock is one.
    report = lock_own(report_id, viewer.organisation_id) or _lock_seen(viewer, report_id)
    if report is None:
        raise _no_report()
    return report


def _lock_seen(viewer: Viewer, report_id: int) -> Report | None:
    # The revision is not joined: whoever waited for the lock would see the one from before the wait.
    seen = Report.objects.filter(visible(viewer), pk=report_id)
    return seen.select_related("campaign", "form", "organisation").select_for_update(of=("self",)).first()


def _no_report() -> Invisible:
    return Invisible("NO_REPORT", _("Không có báo cáo này."))


def list_reports(viewer: Viewer, *, year: int, state: str = "", text: str = "") -> QuerySet[Report]:
    """The reports of a year the viewer may see, in dictionary order of their units.

    `state` and `text` (a name or alias, matched without marks) narrow the list; empty ones narrow nothing.
    """
    found = (
        _reports()
        .defer("content", "current_revision__frozen", "campaign__declaration")
        .filter(visible(viewer), campaign__year=year)
        .order_by("organisation__sort_key", "form__code")
    )
    if state in State.values:
        found = found.filter(state=state)
    if text.strip():
        found = found.filter(organisation__in=Organisation.objects.filter(matching(text)).values("id"))
    return found


def page(found: QuerySet[Report], number: str | None) -> Page[Report]:
    """One page of a list of reports; a page that does not exist gives the nearest one."""
    return Paginator(found, PAGE_SIZE).get_page(number)


def communes_below(viewer: Viewer, *, year: int) -> list[tuple[ReportingDuty, Report | None]]:
    """The duties of the communes under the viewer's district, each with its report if begun.

    The district learns how far a commune is; what it typed stays the commune's until it submits.
    """
    duties = list(
        ReportingDuty.objects.filter(
            Exists(_placed_under(viewer)), campaign__year=year, form__perspective=Perspective.RECIPIENT
        )
        .select_related("organisation", "form", "campaign")
        .order_by("organisation__sort_key")
    )
    reports = _reports().defer("content", "current_revision__frozen").filter(campaign__year=year)
    known = {
        (report.form_id, report.organisation_id): report
        for report in reports.filter(organisation__in=[duty.organisation_id for duty in duties])
    }
    return [(duty, known.get((duty.form_id, duty.organisation_id))) for duty in duties]


def duties_within_reach(viewer: Viewer) -> QuerySet[ReportingDuty]:
    """The duties whose units the viewer coordinates: all, or those of the communes under the district."""
    if viewer.is_coordinator:
        return ReportingDuty.objects.all()
    return ReportingDuty.objects.filter(Exists(_placed_under(viewer)))


def duty_within_reach(viewer: Viewer, duty_id: int) -> ReportingDuty:
    """One of them. Raises Invisible."""
    duty = duties_within_reach(viewer).filter(pk=duty_id).select_related("campaign", "organisation").first()
    if duty is None:
        raise Invisible("NO_DUTY", _("Không có việc báo cáo này."))
    return duty


def own_report_id(viewer: Viewer, *, year: int, perspective: Perspective) -> int | None:
    """The report the viewer's unit has begun in a year on the form of that side, if it has."""
    own = Report.objects.filter(
        organisation_id=viewer.organisation_id, campaign__year=year, form__perspective=perspective
    )
    return own.values_list("pk", flat=True).first()


def reporting_units(viewer: Viewer, year: int) -> set[int]:
    """The units that owe or may send a report in a year; none for who does not see everything. One query."""
    if not viewer.sees_everything:
        return set()
    duties = ReportingDuty.objects.filter(campaign__year=year)
    return set(duties.values_list("organisation_id", flat=True))


def own_duty(viewer: Viewer, *, form_code: str, year: int) -> ReportingDuty:
    """The duty of the viewer's unit on a form in a year. Raises Invisible."""
    duty = (
        ReportingDuty.objects.filter(
            organisation_id=viewer.organisation_id, form__code=form_code, campaign__year=year
        )
        .select_related("campaign", "form")
        .first()
    )
    if duty is None:
        raise Invisible("NO_DUTY", _("Đơn vị của bạn không có tên trong danh sách báo cáo theo biểu này."))
    return duty


def entry_window(of: Report | ReportingDuty) -> Window:
    """When a unit may send this report: the campaign's window and its extensions. One query."""
    return window_for(of.campaign, of.organisation_id)


def form_version_in(campaign_id: int, form_id: int) -> int:
    """The id of the form version a campaign uses."""
    return CampaignForm.objects.values_list("form_version_id", flat=True).get(
        campaign_id=campaign_id, form_version__form_id=form_id
    )


def lookups(report: Report, definition: FormDefinition) -> Lookups:
    """What a choice of organisation or of evidence may hold in this report."""
    wanted: set[str] = {f.organisations for s in definition.sections for f in s.fields if f.organisations}
    campaign = report.campaign
    cites_files = names_files(definition, report.content)
    return Lookups(
        organisations={
            name: organisation_choices(
                name,
                organisation_id=report.organisation_id,
                first_day=campaign.period_from,
                last_day=campaign.period_to,
            )
            for name in wanted
        },
        attachments=known_ids((report.container,)) if cites_files else frozenset(),
    )


def findings(report: Report) -> tuple[Finding, ...]:
    """Findings of the working draft alone."""
    definition = definition_of(report.form_version_id)
    return engine.check(definition, report.content, lookups(report, definition), year=report.campaign.year)


def examine(report: Report) -> Examined:
    """Findings, sums and progress of the working draft."""
    definition = definition_of(report.form_version_id)
    return engine.examine(definition, report.content, lookups(report, definition), year=report.campaign.year)


def organisation_names(definition: FormDefinition, content: Mapping[str, Any]) -> dict[int, str]:
    """Names of the organisations a content mentions. One query."""
    named = Organisation.objects.filter(pk__in=organisations_in(definition, content))
    return dict(named.values_list("pk", "name"))


def evidence_names(report: Report) -> dict[str, str]:
    """Names of the report's files by id, those taken out of the draft included. One query."""
    files = Attachment.objects.filter(container=report.container)
    return {str(pk): name for pk, name in files.values_list("pk", "name")}


def district_id_of(report: Report) -> int | None:
    """The unit above the reporting one on the last day of the data period."""
    return (
        Placement.objects.filter(
            organisation_id=report.organisation_id, validity__contains=report.campaign.period_to
        )
        .values_list("parent_id", flat=True)
        .first()
    )


def writers_in(report: Report, now: datetime) -> list[tuple[int, str]]:
    """User id and role of those who may write in the reporting unit."""
    return members_in(report.organisation_id, WRITERS, now=now)


def coordinators_beside(viewer: Viewer, now: datetime) -> frozenset[int]:
    """User ids of those who coordinate in the viewer's organisation. One query."""
    members = members_in(viewer.organisation_id, (Role.COORDINATOR,), now=now)
    return frozenset(user_id for user_id, _role in members)


def sent_by(report: Report) -> int | None:
    """Who asked for the approval the report is waiting for; None where it waits for none."""
    if report.state != State.PENDING_APPROVAL:
        return None
    return (
        Transition.objects.filter(report=report, action=Action.SEND_FOR_APPROVAL)
        .order_by("-pk")
        .values_list("actor_id", flat=True)
        .first()
    )


def in_state_since(report: Report) -> datetime:
    """When the report came into the state it is in. One query."""
    moved = Transition.objects.filter(report=report).order_by("-pk").values_list("at", flat=True).first()
    return moved or report.started_at


def recalled_at(report: Report) -> datetime | None:
    """When the unit took back what it had sent and has not sent again; None where it has not."""
    if not report.is_recalled:
        return None
    recalls = Transition.objects.filter(report=report, action=Action.RECALL)
    return recalls.order_by("-pk").values_list("at", flat=True).first()


def get_revision(viewer: Viewer, report_id: int, number: int) -> Revision:
    """A frozen revision of a report the viewer may see. Raises Invisible."""
    report = get_report(viewer, report_id)
    revision = (
        Revision.objects.filter(report=report, number=number)
        .select_related("report__organisation", "report__form", "report__campaign", "submitted_by")
        .first()
    )
    if revision is None:
        raise Invisible("NO_REVISION", _("Không có bản nộp này."))
    return revision


def revisions_of(report: Report) -> QuerySet[Revision]:
    """Every submission of a report the viewer was shown, first to last, with what it said."""
    return Revision.objects.filter(report=report).order_by("number")


def revision_before(revision: Revision) -> Revision | None:
    """The revision submitted before this one."""
    return Revision.objects.filter(report_id=revision.report_id, number=revision.number - 1).first()


def verify_receipt(token: str) -> Revision | None:
    """The revision behind a receipt's public address; whoever holds the address may ask."""
    # An address may hold what no text of the database can.
    return Revision.objects.filter(receipt_token=token).first() if token.isprintable() else None
