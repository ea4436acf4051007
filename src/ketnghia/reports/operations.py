"""Writes on reports: begin, save, and the steps of the workflow. Each is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Changed, Invisible
from ketnghia.kernel.text import clean_lines
from ketnghia.reportforms import engine
from ketnghia.reportforms.comparing import changes
from ketnghia.reportforms.duties import Duty
from ketnghia.reportforms.merging import Whose
from ketnghia.reportforms.states import Obligation
from ketnghia.reports import freezing, policies, queries, telling
from ketnghia.reports.beginning import first_draft
from ketnghia.reports.conflicts import put_together
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.models import DraftConflict, Report, ReportingDuty, Revision
from ketnghia.reports.moving import move
from ketnghia.reports.states import Action, ReportOrigin, State

type Content = dict[str, Any]
type Derived = Mapping[str, list[Mapping[str, Any]]]
type Derive = Callable[[Report], Derived | None]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save left behind: the draft's new version, and findings, sums and progress of its content."""

    version: int
    saved_at: datetime
    state: str
    examined: engine.Examined


@dataclass(frozen=True, slots=True)
class Conflict:
    """A refused save: both contents are kept, the refused one under `conflict_id`."""

    conflict_id: int
    current_version: int


class StaleSave(Changed):
    """The draft moved on since the version this save started from; what was typed is kept."""

    conflict: Conflict


@transaction.atomic
def begin(*, viewer: Viewer, form_code: str, year: int, now: datetime) -> Report:
    """Open the unit's report on a form, or give back the one already there.

    Raises Invisible where the unit does not owe this form, Closed outside the entry window,
    NotAllowed for a role that does not write.
    """
    duty = queries.own_duty(viewer, form_code=form_code, year=year)
    existing = Report.objects.filter(
        campaign=duty.campaign, form=duty.form, organisation_id=viewer.organisation_id
    ).first()
    if existing:
        return existing
    policies.check_writer(viewer)
    policies.check_window(queries.entry_window(duty), duty.campaign, now)
    return first_draft(duty, user_id=viewer.user_id, now=now)[0]


def save(
    *,
    viewer: Viewer,
    report_id: int,
    base_version: int,
    save_id: str,
    content: Content,
    now: datetime,
    derive: Derive,
) -> Saved:
    """Keep what was typed, if it started from the draft as it stands.

    `save_id` makes a retry harmless: a save already kept is acknowledged again, not repeated.
    `derive` fills the sections the application computes, whatever `content` says of them.
    Raises StaleSave (both versions kept), NotAllowed, Invisible, Refusal where there are too many rows.
    """
    with transaction.atomic():
        report = queries.lock(viewer, report_id)
        policies.check_step(viewer, report, Action.SAVE, district_id=None)
        policies.check_rows(definition_of(report.form_version_id), content)
        conflict = None
        if report.last_save_id == save_id:
            pass  # a retry of the save that was kept last
        elif report.version == base_version:
            _keep(report, viewer, _normalised(report, content, derive), save_id, now)
        else:
            # Read like one that is kept: the database takes no NUL, and nobody chooses what no form asks.
            refused = _normalised(report, content, derive)
            conflict = _keep_refused(report, viewer, base_version, save_id, refused, now)
    if conflict:
        raise _stale(conflict)
    return Saved(report.version, report.saved_at, report.state, queries.examine(report))


def _normalised(report: Report, content: Content, derive: Derive) -> Content:
    kept = engine.normalise(definition_of(report.form_version_id), content)
    kept["sections"].update(derive(report) or {})
    return kept


def _keep(report: Report, viewer: Viewer, content: Content, save_id: str, now: datetime) -> None:
    report.version += 1
    report.content = content
    report.last_save_id = save_id
    report.saved_at = now
    report.saved_by_id = viewer.user_id
    report.save(update_fields=("version", "content", "last_save_id", "saved_at", "saved_by"))


def _keep_refused(
    report: Report, viewer: Viewer, base_version: int, save_id: str, content: Content, now: datetime
) -> Conflict:
    kept, _created = DraftConflict.objects.get_or_create(
        report=report,
        save_id=save_id,
        defaults={
            "base_version": base_version,
            "content": content,
            "actor_id": viewer.user_id,
            "at": now,
        },
    )
    return Conflict(kept.pk, report.version)


def _stale(conflict: Conflict) -> StaleSave:
    refusal = StaleSave(
        "STALE_SAVE",
        _("Báo cáo đã được sửa ở nơi khác. Phần bạn vừa nhập vẫn được giữ; hãy xem hai bản và chọn."),
        rule=_("Không ai ghi đè lên phần người khác vừa lưu."),
    )
    refusal.conflict = conflict
    return refusal


@transaction.atomic
def resolve_conflict(
    *,
    viewer: Viewer,
    report_id: int,
    conflict_id: int,
    version: int,
    choices: Mapping[str, Whose],
    rest: Whose | None = None,
    now: datetime,
    derive: Derive,
) -> Report:
    """Settle a refused save: put it together with the draft as the next version.

    `version` is the draft the person was shown; `choices` answers by path what both sides changed, `rest`
    answers whatever it leaves open. Raises Changed where somebody saved meanwhile, Refusal where a question
    has no answer, Invisible where nothing waits, NotAllowed.
    """
    report = queries.lock(viewer, report_id)
    policies.check_step(viewer, report, Action.SAVE, district_id=None)
    conflict = DraftConflict.objects.filter(pk=conflict_id, report=report, resolved_at=None).first()
    if conflict is None:
        raise Invisible("NO_CONFLICT", _("Không còn bản nào chờ chọn."))
    policies.check_seen(report, version)
    merged = put_together(report, conflict, choices, rest)
    policies.check_chosen(len(merged.open))
    policies.check_rows(definition_of(report.form_version_id), merged.content)
    if changes(report.content, merged.content):
        # An id of its own: a browser that repeats the refused save must not be told that it was kept.
        _keep(report, viewer, _normalised(report, merged.content, derive), f"chon-{conflict.pk}", now)
    DraftConflict.objects.filter(pk=conflict.pk).update(resolved_at=now)
    return report


@transaction.atomic
def perform(
    *,
    viewer: Viewer,
    report_id: int,
    action: Action,
    version: int,
    now: datetime,
    derive: Derive,
    reason: str = "",
    link: str = "",
) -> Report:
    """Take one step of the workflow; a submission freezes a revision and writes its facts.

    `version` is the draft the person was looking at; `derive` fills the sections the application
    computes, as of this moment. A second click on an act already done gives the same report back. `link`
    leads a unit whose report comes back to it.
    Raises NotAllowed, Closed, Incomplete, Changed, Refusal.
    """
    report = queries.lock(viewer, report_id)
    if action is Action.SUBMIT and _already_submitted(report, viewer, version):
        return report
    step = policies.check_step(viewer, report, action, district_id=_district_id(viewer, report))
    reason = clean_lines(reason)
    policies.check_reason(step, reason)
    _check_version(report, action, version)
    if step.needs_open_window and not report.is_correction:
        _check_window(report, now)
    _check_person(viewer, report, action, now)
    if step.needs_clean_content:
        _fill(report, derive(report))
        _check_content(report)
    revision = _freeze(report, viewer, now) if action is Action.SUBMIT else report.current_revision
    move(report, step, action, viewer=viewer, revision=revision, reason=reason, now=now)
    if action is Action.TAKE_OVER:
        _become_own(report)
    elif action in telling.TOLD:
        telling.tell_unit(report, action, reason=reason, link=link, now=now)
    return report


def _become_own(report: Report) -> None:
    """From here on the unit speaks for itself; what was typed for it stays in its revisions."""
    report.origin, report.paper_received_on = ReportOrigin.SYSTEM, None
    report.save(update_fields=("origin", "paper_received_on"))


def _check_window(report: Report, now: datetime) -> None:
    """Extensions are asked for only where the campaign's own window leaves no room."""
    campaign = report.campaign
    moment = policies.sent_at(report.paper_received_on, campaign, now)
    if not campaign.window.is_open(moment):
        policies.check_window(queries.entry_window(report), campaign, moment)


def _check_person(viewer: Viewer, report: Report, action: Action, now: datetime) -> None:
    """Two people look at what a unit sends; what it sent on paper was signed there."""
    if viewer.organisation_id != report.organisation_id:
        if action is Action.SUBMIT:
            policies.check_original(report)
    elif action is Action.SUBMIT:
        policies.check_four_eyes(
            viewer, report, sent_by=queries.sent_by(report), writers=queries.writers_in(report, now)
        )
    elif action is Action.RECALL:
        policies.check_recall(viewer, queries.writers_in(report, now))
    if action is Action.ACCEPT and report.origin == ReportOrigin.PAPER:
        policies.check_other_eyes(viewer, report, queries.coordinators_beside(viewer, now))


def _district_id(viewer: Viewer, report: Report) -> int | None:
    """The district that oversees the report; of no account to the unit itself."""
    is_own = viewer.organisation_id == report.organisation_id
    return None if is_own else queries.district_id_of(report)


def _already_submitted(report: Report, viewer: Viewer, version: int) -> bool:
    """The second click of one person; anybody else is told what the workflow allows."""
    if report.state != State.SUBMITTED or report.current_revision is None:
        return False
    revision = report.current_revision
    return (revision.from_version, revision.submitted_by_id) == (version, viewer.user_id)


def _check_version(report: Report, action: Action, version: int) -> None:
    """A step rests on what its actor saw; a draft that moved on since is looked at again first."""
    if version != report.version:
        raise Changed(
            "CHANGED_SINCE",
            _("Báo cáo đã thay đổi từ khi bạn mở trang này. Xem lại rồi bấm “%(action)s” lần nữa.")
            % {"action": action.label},
        )


def _fill(report: Report, derived: Derived | None) -> None:
    """Put the computed sections of this moment into the draft, of a form that has any."""
    if derived:
        report.content["sections"].update(derived)
        report.save(update_fields=("content",))


def _check_content(report: Report) -> None:
    policies.check_clean(queries.findings(report))


def _freeze(report: Report, viewer: Viewer, now: datetime) -> Revision:
    definition = definition_of(report.form_version_id)
    return freezing.freeze(report, definition, user_id=viewer.user_id, now=now)


@transaction.atomic
def issue_duties(*, campaign_id: int, duties: Sequence[Duty]) -> int:
    """Put the list attached to the opening dispatch on record, each duty with the sentence that makes it one.

    Idempotent; a duty that changed its obligation or its sentence is updated, one that is no longer on the
    list goes, unless its report was begun. Returns how many stand on the list.
    """
    listed = {(duty.form_id, duty.organisation_id) for duty in duties}
    begun = set(Report.objects.filter(campaign_id=campaign_id).values_list("form_id", "organisation_id"))
    standing = ReportingDuty.objects.filter(campaign_id=campaign_id)
    for known in standing:
        if (known.form_id, known.organisation_id) not in listed | begun:
            known.delete()
    ReportingDuty.objects.bulk_create(
        [
            ReportingDuty(
                campaign_id=campaign_id,
                form_id=duty.form_id,
                organisation_id=duty.organisation_id,
                obligation=Obligation(duty.obligation),
                citation_id=duty.citation_id,
            )
            for duty in duties
        ],
        update_conflicts=True,
        unique_fields=("campaign", "form", "organisation"),
        update_fields=("obligation", "citation"),
    )
    return ReportingDuty.objects.filter(campaign_id=campaign_id).count()
