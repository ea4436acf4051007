"""Locks: why a viewer cannot change or send a report. Each names its rule, since when, and who opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.dates import vn_date
from ketnghia.kernel.refusals import Closed
from ketnghia.kernel.windows import Window
from ketnghia.reports.models import Report
from ketnghia.reports.states import WRITERS, ReportOrigin, State


@dataclass(frozen=True, slots=True)
class Lock:
    """One lock. `since` is None where it has held from the start; `how` says what opens it."""

    code: str
    message: str
    rule: str
    since: datetime | None
    opener: str
    how: str = ""

    @property
    def is_window(self) -> bool:
        """Whether time shut it: then nothing can be sent, and that is worth a louder word."""
        return self.code == "WINDOW_SHUT"


def lock_of_window(closed: Closed) -> Lock:
    """The lock a window is while it is not open; one still to come opens by itself."""
    if closed.since is None:
        return Lock(closed.code, closed.message, closed.rule, None, _("Tự mở khi đến ngày, không cần xin."))
    how = _("Ban Dân tộc ghi gia hạn theo văn bản; được gia hạn thì nộp được ngay.")
    return Lock(closed.code, closed.message, closed.rule, closed.since, closed.help, how)


def lock_on(viewer: Viewer, report: Report, *, window: Window, since: datetime, now: datetime) -> Lock:
    """Why the viewer may not edit this report; `since` is when it came into its state.

    `window` is the unit's own. For those who may edit there is no such lock.
    """
    if viewer.organisation_id != report.organisation_id:
        return _of_another(report, since)
    if viewer.role not in WRITERS:
        return _watching(viewer, report)
    if report.origin == ReportOrigin.PAPER:
        return _typed_on_behalf(report, since)
    return _OWN[State(report.state)](report, since, window.is_open(now), window)


def _of_another(report: Report, since: datetime) -> Lock:
    how = {
        State.SUBMITTED: _("Cơ quan tiếp nhận trả lại, ghi rõ lý do; hoặc đơn vị tự thu hồi."),
        State.ACCEPTED: _("Cơ quan tiếp nhận mở lại, ghi rõ lý do."),
    }
    return Lock(
        "NOT_YOURS",
        _("Chỉ %(unit)s sửa được báo cáo này.") % {"unit": report.organisation.name},
        _("Báo cáo là lời của đơn vị; người khác chỉ đọc bản đã nộp."),
        since,
        report.organisation.name,
        how.get(State(report.state), _("Đơn vị đang sửa; nộp xong thì bản mới hiện ở đây.")),
    )


def _watching(viewer: Viewer, report: Report) -> Lock:
    return Lock(
        "ONLY_WATCHING",
        _("Bạn xem báo cáo này, không sửa."),
        _("Vai trò “%(role)s” chỉ xem, không lập báo cáo.") % {"role": viewer.role_label},
        report.started_at,
        _("Người nhập của đơn vị."),
        _("Lãnh đạo đơn vị đổi vai trò khi cần."),
    )


def _typed_on_behalf(report: Report, since: datetime) -> Lock:
    unsent = report.state in (State.DRAFT, State.RETURNED)
    take_over = _("Bấm “Đơn vị tự sửa tiếp”: từ đó báo cáo là của đơn vị, Ban Dân tộc không nhập thay nữa.")
    object_to = _(
        "Thấy chỗ chưa đúng thì báo Ban Dân tộc trả lại; báo cáo bị trả lại thì đơn vị tự sửa tiếp được."
    )
    return Lock(
        "TYPED_ON_BEHALF",
        _("Ban Dân tộc nhập thay báo cáo này từ bản giấy của đơn vị."),
        _("Bản nhập thay phải đúng với bản giấy đã gửi, nên mỗi lúc chỉ một bên sửa."),
        since,
        _("Người nhập, người duyệt của đơn vị") if unsent else _("Ban Dân tộc"),
        take_over if unsent else object_to,
    )


def _awaiting(_report: Report, since: datetime, _is_open: bool, _window: Window) -> Lock:  # noqa: FBT001 -- one shape for a table
    return Lock(
        "AWAITING_APPROVAL",
        _("Báo cáo đang chờ người duyệt của đơn vị, không sửa được."),
        _("Trong lúc chờ duyệt, nội dung giữ nguyên để người duyệt xem đúng bản được trình."),
        since,
        _("Người nhập hoặc người duyệt của đơn vị"),
        _("Người nhập bấm “Rút lại để sửa”; người duyệt bấm “Trả lại người nhập”."),
    )


def _sent(report: Report, since: datetime, is_open: bool, window: Window) -> Lock:  # noqa: FBT001 -- as above
    recall = _(
        "Bấm “Thu hồi để sửa”, được đến hết ngày %(day)s, khi báo cáo chưa được chấp nhận. "
        "Sau đó thì đề nghị cơ quan tiếp nhận trả lại."
    ) % {"day": vn_date(window.last_day)}
    ask = _(
        "Hết thời gian nhập nên đơn vị không tự thu hồi được nữa. Đề nghị cơ quan tiếp nhận trả lại: "
        "báo cáo bị trả lại thì sửa và nộp lại được ngay."
    )
    return Lock(
        "SENT",
        _("Báo cáo đã nộp, không sửa được."),
        _("Bản đã nộp giữ nguyên như trên biên nhận."),
        since,
        _("Người nộp của đơn vị") if is_open else _who_receives(report),
        recall if is_open else ask,
    )


def _accepted(report: Report, since: datetime, _is_open: bool, _window: Window) -> Lock:  # noqa: FBT001 -- as above
    return Lock(
        "ACCEPTED",
        _("Báo cáo đã được chấp nhận, không sửa được."),
        _("Bản đã chấp nhận là số liệu của năm; sửa nó thì phải có lý do và được ghi lại."),
        since,
        _who_receives(report),
        _("Đề nghị mở lại và nêu lý do; người nhận bấm “Mở lại báo cáo”."),
    )


def _who_receives(report: Report) -> str:
    return str(Role(report.form.reviewed_by).label)


# A draft or a returned report is open to its unit's writers: no entry. Total over the other states.
_OWN: Final[Mapping[State, Callable[[Report, datetime, bool, Window], Lock]]] = {
    State.PENDING_APPROVAL: _awaiting,
    State.SUBMITTED: _sent,
    State.ACCEPTED: _accepted,
}
