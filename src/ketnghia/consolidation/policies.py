"""Who freezes and sends the consolidated year. `check_…` raises a Refusal, `may_…` answers."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Changed, Invisible, NotAllowed, Refusal

LONGEST_NOTE: Final = 1000
LONGEST_DOCUMENT: Final = 200
LONGEST_ADDRESSEES: Final = 500


def may_freeze(viewer: Viewer) -> bool:
    """Only who runs the campaign says which figures are the province's."""
    return viewer.is_coordinator


def check_freezer(viewer: Viewer) -> None:
    """Freezing and sending. Raises NotAllowed for those who only read, Invisible for everybody else."""
    if may_freeze(viewer):
        return
    if not viewer.sees_everything:
        raise Invisible("NO_YEAR", _("Không có số liệu tổng hợp của năm này."))
    raise NotAllowed(
        "ONLY_THE_BOARD_FREEZES",
        _("Vai trò “%(role)s” chỉ xem bản tổng hợp, không chốt và không gửi.") % {"role": viewer.role_label},
        rule=_("Cơ quan thường trực tổng hợp và chịu trách nhiệm về số liệu gửi lên."),
        help=_("Người điều hành của cơ quan thường trực."),
    )


def check_note(note: str) -> None:
    """A version says what it is for. Raises Refusal."""
    if not note:
        raise Refusal("NOTE_MISSING", _("Ghi vì sao chốt bản này, ví dụ: báo cáo kết quả năm gửi UBND tỉnh."))
    _check_length(note, LONGEST_NOTE, _("Ghi chú"))


def check_anything_to_freeze(counted: int) -> None:
    """An empty year is no version. Raises Refusal."""
    if not counted:
        raise Refusal("NOTHING_COUNTED", _("Chưa có báo cáo nào được tính, nên chưa có gì để chốt."))


def check_differs(number: int, *, same: bool) -> None:
    """Two versions are two states of the figures. `number`: the version they equal. Raises Changed."""
    if same:
        raise Changed(
            "SAME_AS_BEFORE",
            _("Số liệu lúc này vẫn đúng như bản chốt số %(number)s, không cần chốt thêm.")
            % {"number": number},
            help=_("Mở bản chốt ấy để xem hoặc tải về."),
        )


def check_sending(document: str, to: str) -> None:
    """What goes up goes under a document, to somebody. Raises Refusal."""
    if not document:
        raise Refusal("DOCUMENT_MISSING", _("Ghi số, ngày của văn bản gửi đi, ví dụ 15/BC-BDT, 05/12/2021."))
    if not to:
        raise Refusal("ADDRESSEES_MISSING", _("Ghi nơi nhận bản tổng hợp."))
    _check_length(document, LONGEST_DOCUMENT, _("Số, ngày văn bản"))
    _check_length(to, LONGEST_ADDRESSEES, _("Nơi nhận"))


def _check_length(text: str, longest: int, label: str) -> None:
    if len(text) > longest or not text.replace("\n", "").replace("\r", "").isprintable():
        raise Refusal(
            "UNREADABLE_TEXT",
            _("“%(label)s”: viết tối đa %(longest)s ký tự đọc được.") % {"label": label, "longest": longest},
        )


def check_not_sent(number: int, *, is_sent: bool) -> None:
    """A version is sent once; what changed since is another version. Raises Changed."""
    if is_sent:
        raise Changed(
            "ALREADY_SENT",
            _("Bản chốt số %(number)s đã ghi là gửi đi rồi, không ghi lại được.") % {"number": number},
            help=_("Có thay đổi thì chốt bản mới và gửi bản ấy."),
        )
