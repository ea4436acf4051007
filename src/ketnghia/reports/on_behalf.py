"""Typing a report from the paper a unit sent: begun, and the scan of the paper put beside it.

The dispatch lets businesses and organisations, who are encouraged to report, send their report on paper. From
then on it is saved, sent and recalled like any other, by the relation ON_BEHALF of the workflow table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ketnghia.accounts.queries import members_of_units
from ketnghia.accounts.viewer import Viewer
from ketnghia.attachments import operations as attachments
from ketnghia.campaigns.spoken import moment_text
from ketnghia.kernel.dates import vn_date, vn_day
from ketnghia.kernel.refusals import Invisible, NotAllowed, Refusal
from ketnghia.notices.operations import notify
from ketnghia.reportforms.states import Obligation
from ketnghia.reports import policies, queries
from ketnghia.reports.beginning import first_draft
from ketnghia.reports.models import Report, ReportingDuty, Revision
from ketnghia.reports.states import WRITERS, Action, ReportOrigin


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper behind a report: when it came, and which file is its scan (None: none yet)."""

    received_on: date
    original: UUID | None


def paper_behind(report: Report, revision: Revision | None) -> Paper | None:
    """The paper behind what is read: of a frozen revision its own, else that of the draft."""
    if revision is not None:
        frozen: dict[str, Any] | None = revision.frozen.get("paper")
        return Paper(date.fromisoformat(frozen["received_on"]), UUID(frozen["original"])) if frozen else None
    if report.paper_received_on is None:
        return None
    return Paper(report.paper_received_on, report.paper_original)


def duty_on_paper(viewer: Viewer, duty_id: int) -> ReportingDuty:
    """The duty of a unit whose paper may be typed. Raises Invisible, NotAllowed."""
    if not viewer.is_coordinator:
        raise Invisible("NO_DUTY", _("Không có việc báo cáo này."))
    duty = (
        ReportingDuty.objects.filter(pk=duty_id)
        .select_related("campaign__window_citation", "campaign__instrument", "form", "organisation")
        .select_related("citation__instrument")
        .first()
    )
    if duty is None:
        raise Invisible("NO_DUTY", _("Không có việc báo cáo này."))
    if duty.obligation != Obligation.ENCOURAGED:
        raise NotAllowed(
            "MUST_TYPE_ITSELF",
            _("%(unit)s phải tự báo cáo trên hệ thống, không nhập thay được.")
            % {"unit": duty.organisation.name},
            rule=f"“{duty.citation.sentence}” – {duty.citation.instrument.cited_as}",
            help=_("Người nhập của đơn vị; chưa có tài khoản thì Ban Dân tộc cấp."),
        )
    return duty


def begun_report(duty: ReportingDuty) -> Report | None:
    """The report of a duty, whoever began it."""
    return (
        Report.objects.filter(campaign=duty.campaign_id, form=duty.form_id, organisation=duty.organisation_id)
        .select_related("organisation", "saved_by")
        .first()
    )


def check_not_begun(report: Report) -> None:
    """A report the unit began itself stays the unit's. Raises NotAllowed, and names who has it."""
    if report.origin != ReportOrigin.PAPER:
        raise NotAllowed(
            "UNIT_HAS_BEGUN",
            _("%(unit)s đã tự lập báo cáo này; người lưu gần nhất: %(who)s, lúc %(at)s.")
            % {
                "unit": report.organisation.name,
                "who": report.saved_by.display_name,
                "at": moment_text(report.saved_at),
            },
            rule=_("Mỗi lúc chỉ một bên sửa một báo cáo."),
            since=report.started_at,
            help=_("Đề nghị đơn vị nhập tiếp và nộp."),
        )


def check_received(received_on: date, now: datetime) -> None:
    """Paper came today or before. Raises Refusal."""
    if received_on > vn_day(now):
        raise Refusal("PAPER_TO_COME", _("Ngày nhận bản giấy không thể sau hôm nay."))


@transaction.atomic
def begin(*, viewer: Viewer, duty_id: int, received_on: date, link: str, now: datetime) -> Report:
    """Begin typing what a unit sent on paper, or give back what was begun so; the unit is told.

    The day the paper came is held against the unit's window, not the moment of typing. `link` leads the unit
    to its duties. Raises Invisible, NotAllowed, Closed, Refusal.
    """
    duty = duty_on_paper(viewer, duty_id)
    check_received(received_on, now)
    campaign = duty.campaign
    moment = policies.sent_at(received_on, campaign, now)
    policies.check_window(queries.entry_window(duty), campaign, moment)
    report, created = first_draft(duty, user_id=viewer.user_id, now=now, paper_received_on=received_on)
    if created:
        _tell_unit(report, received_on, link, now)
    else:
        check_not_begun(report)
    return report


def _tell_unit(report: Report, received_on: date, link: str, now: datetime) -> None:
    members = members_of_units([report.organisation_id], WRITERS, now=now)
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            user_ids=[user_id for user_id, _email in members.get(report.organisation_id, [])],
            subject=_("Ban Dân tộc nhập thay báo cáo từ bản giấy"),
            text=_(
                "Ban Dân tộc đang nhập thay báo cáo đơn vị gửi bằng bản giấy, nhận ngày %(day)s. "
                "Đơn vị xem được báo cáo ở đây; thấy chỗ chưa đúng thì báo lại."
            )
            % {"day": vn_date(received_on)},
            link=link,
            now=now,
            mail=True,
        )


@transaction.atomic
def attach_original(*, viewer: Viewer, report_id: int, name: str, stream: IO[bytes], now: datetime) -> Report:
    """Put the scan of the paper beside the report; a later one takes its place, the earlier file is kept.

    Raises Invisible, NotAllowed, Refusal for a file that is neither a picture nor a PDF.
    """
    report = queries.lock(viewer, report_id)
    if report.origin != ReportOrigin.PAPER:
        raise NotAllowed("NOT_ON_PAPER", _("Báo cáo này đơn vị tự nhập, không có bản giấy đi kèm."))
    policies.check_step(viewer, report, Action.SAVE, district_id=None)
    stored = attachments.store(
        container=report.container,
        name=name,
        stream=stream,
        # A sheet of paper the unit itself sent to the Board: nobody's likeness.
        consent=True,
        user_id=viewer.user_id,
        now=now,
    )
    report.paper_original = stored.pk
    report.save(update_fields=("paper_original",))
    return report
