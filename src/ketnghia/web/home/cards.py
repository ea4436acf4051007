"""Duty cards as the template draws them: words, urgency, and the one button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.dates import vn_date
from ketnghia.kernel.windows import WindowState
from ketnghia.reportforms.states import Obligation
from ketnghia.reports.cards import DutyCard
from ketnghia.reports.deeming import Silence, silence_of
from ketnghia.reports.extensions import Given
from ketnghia.reports.locks import Lock
from ketnghia.reports.states import WRITERS, ReportOrigin, State

# From this many days on the card is shown as urgent.
_SOON_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class ShownCard:
    """The context of `web/partials/duty_card.html`, and what is missing under it."""

    title: str
    purpose: str
    deadline: datetime
    left_text: str
    urgency: str
    state: str
    done: int
    total: int
    url: str
    action_label: str
    begin_url: str
    sentence: str
    instrument: str
    instrument_url: str
    issued_on: date | None
    verified: bool
    missing: tuple[str, ...]
    reason: str
    recalled_at: datetime | None
    unanswered: int
    remarks_url: str
    extensions: tuple[Given, ...]
    deemed: Silence | None
    lock: Lock | None


def shown(card: DutyCard, viewer: Viewer) -> ShownCard:
    """A duty in words. A duty that is done asks for nothing."""
    instrument = card.citation.instrument
    url, begin_url, label = _button(card, viewer)
    return ShownCard(
        title=card.title,
        purpose=_purpose(card),
        deadline=card.window.closes_at - timedelta(microseconds=1),
        left_text=_left(card),
        urgency=_urgency(card),
        state=card.state,
        done=card.progress.done if card.progress else 0,
        total=card.progress.total if card.progress else 0,
        url=url,
        action_label=label,
        begin_url=begin_url,
        sentence=card.citation.sentence,
        instrument=instrument.cited_as,
        instrument_url=reverse("instrument", args=[instrument.code]),
        issued_on=instrument.issued_on,
        verified=instrument.verified,
        missing=card.missing,
        reason=card.reason,
        recalled_at=card.recalled_at,
        unanswered=card.unanswered,
        remarks_url=f"{reverse('report', args=[card.report.pk])}#y-kien" if card.report else "",
        extensions=card.extensions,
        deemed=silence_of(card.campaign) if card.is_deemed else None,
        lock=card.lock,
    )


def _purpose(card: DutyCard) -> str:
    if card.obligation is Obligation.ENCOURAGED:
        return _("Đơn vị được khuyến khích báo cáo; không báo cáo không bị xem là không triển khai.")
    return _("Đơn vị phải báo cáo. Công văn ghi: “%s”") % card.campaign.lateness_citation.sentence


def _left(card: DutyCard) -> str:
    if card.is_done:
        return ""
    if card.is_correction and not card.is_open:
        return _("được sửa và nộp lại")
    if card.window_state is WindowState.SHUT:
        return _("đã hết hạn")
    if card.window_state is WindowState.NOT_YET:
        return _("mở nhập từ %s") % vn_date(card.window.first_day)
    if card.days_left == 0:
        return _("hôm nay là ngày cuối")
    return ngettext("còn %d ngày", "còn %d ngày", card.days_left) % card.days_left


def _urgency(card: DutyCard) -> str:
    if card.is_done:
        return "done"
    if card.window_state is WindowState.SHUT:
        return "soon" if card.is_correction else "late"
    return "soon" if card.is_open and card.days_left <= _SOON_DAYS else "later"


def _button(card: DutyCard, viewer: Viewer) -> tuple[str, str, str]:
    """(address to open, address to begin at, label): the button continues where the person stopped."""
    may_write = viewer.role in WRITERS
    if card.report is None:
        begin_url = reverse("begin", args=[card.form_code, card.campaign.year])
        return "", begin_url if may_write and card.is_open else "", _("Bắt đầu báo cáo")
    report_url = reverse("report", args=[card.report.pk])
    match card.state:
        case State.DRAFT | State.RETURNED if may_write and card.report.origin == ReportOrigin.SYSTEM:
            return reverse("entry", args=[card.report.pk]), "", _("Làm tiếp")
        case State.PENDING_APPROVAL:
            return report_url, "", _("Xem và duyệt") if viewer.role == Role.REVIEWER else _("Xem báo cáo")
    return report_url, "", _("Xem báo cáo")
