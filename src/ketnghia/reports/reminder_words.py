"""The words of a reminder. Like documents they are Vietnamese in every language of the sender's screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ketnghia.kernel.dates import vn_date, vn_datetime
from ketnghia.kernel.windows import Window, WindowState
from ketnghia.reportforms.states import Obligation
from ketnghia.reports.models import ReportingDuty
from ketnghia.reports.states import NOT_STARTED, State

_OWES: Final = {
    Obligation.MUST.value: "phải báo cáo",
    Obligation.ENCOURAGED.value: "được khuyến khích báo cáo",
}
_STANDS: Final = {
    NOT_STARTED: "chưa bắt đầu",
    State.DRAFT.value: "đang soạn, chưa nộp",
    State.PENDING_APPROVAL.value: "đang chờ người duyệt của đơn vị",
    State.RETURNED.value: "bị trả lại, chờ đơn vị sửa và nộp lại",
}


@dataclass(frozen=True, slots=True)
class Sender:
    """The body that reminds, and the telephone of its office, which may be empty."""

    name: str
    telephone: str

    @property
    def with_telephone(self) -> str:
        return f"{self.name}, điện thoại {self.telephone}" if self.telephone else self.name


@dataclass(frozen=True, slots=True)
class Wording:
    """A reminder as a line, as a notice, and as a letter without its link."""

    subject: str
    notice: str
    letter: str


def worded(
    duty: ReportingDuty, state: str, window: Window, *, note: str, sender: Sender, now: datetime
) -> Wording:
    """What a unit is told of a duty whose report stands at ``state``; ``note`` is the sender's own words."""
    year, unit = duty.campaign.year, duty.organisation.name
    left, owed = _left(window, now), f"{unit} {_OWES[duty.obligation]}"
    notice = f"{owed} theo {duty.form.short_title} năm {year}. Báo cáo {_STANDS[state]}. {left}."
    letter = (
        f"Kính gửi {unit},",
        f"{owed} theo “{duty.form.title}” năm {year}. Đến {vn_datetime(now)} báo cáo {_STANDS[state]}.",
        f"{left}. Giờ tính theo giờ Việt Nam.",
        _cited(duty),
        note,
        f"Cần giúp đỡ: {sender.with_telephone}.",
        f"Thư này do hệ thống Kết nghĩa gửi thay {sender.name}. Mở báo cáo tại:",
    )
    return Wording(
        subject=f"Nhắc nộp {duty.form.short_title} năm {year}: {left[0].lower()}{left[1:]}",
        notice=f"{notice} {note}".strip(),
        letter="\n\n".join(part for part in letter if part),
    )


def _cited(duty: ReportingDuty) -> str:
    """The sentence of the window; for who must report also what becomes of those who do not."""
    cited = [duty.campaign.window_citation]
    if duty.obligation == Obligation.MUST:
        cited.append(duty.campaign.lateness_citation)
    sentences = " ".join(f"“{each.sentence}”" for each in cited)
    return f"{duty.campaign.instrument.cited_as}: {sentences}"


def _left(window: Window, now: datetime) -> str:
    last_day, days = vn_date(window.last_day), window.days_left(now)
    match window.state(now):
        case WindowState.NOT_YET:
            return f"Nhập được từ {vn_date(window.first_day)} đến hết {last_day}"
        case WindowState.SHUT:
            return f"Hạn nhập đã hết ngày {last_day}, báo cáo bị trả lại vẫn nộp lại được"
        case WindowState.OPEN if days == 0:
            return f"Hôm nay {last_day} là ngày cuối, nộp được đến 24 giờ"
        case _:
            return f"Còn {days} ngày, đến hết {last_day}"
