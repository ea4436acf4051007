"""What may be said, and who ends a thread. Who may speak at all is asked of the owner of the container."""

from typing import Final

from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.comments.models import Comment
from ketnghia.kernel.refusals import NotAllowed, Refusal

LONGEST_TEXT: Final = 2000
MOST_COMMENTS: Final = 500


def check_text(text: str) -> None:
    """Something is said, and at a length somebody reads. Raises Refusal."""
    if not text:
        raise Refusal("COMMENT_EMPTY", _("Ý kiến chưa có chữ nào. Viết một câu rồi gửi."))
    if len(text) > LONGEST_TEXT:
        raise Refusal(
            "COMMENT_TOO_LONG",
            _("Ý kiến dài %(length)s ký tự, nhiều nhất là %(limit)s. Viết gọn lại.")
            % {"length": len(text), "limit": LONGEST_TEXT},
        )


def check_room(said: int) -> None:
    """A container holds as many remarks as people read. Raises Refusal."""
    if said >= MOST_COMMENTS:
        raise Refusal(
            "COMMENTS_TOO_MANY",
            _("Ở đây đã có %(count)s ý kiến, nhiều nhất là %(limit)s. Gọi điện trao đổi.")
            % {"count": said, "limit": MOST_COMMENTS},
        )


def may_settle(viewer: Viewer, organisation_id: int) -> bool:
    """A thread is ended, and opened again, by the organisation that began it."""
    return viewer.organisation_id == organisation_id


def check_settle(viewer: Viewer, first: Comment) -> None:
    """Raises NotAllowed for everybody but those who asked."""
    if not may_settle(viewer, first.organisation_id):
        raise NotAllowed(
            "NOT_WHO_ASKED",
            _("Ý kiến do nơi đã nêu khép lại. Trả lời để bên đó biết đã sửa."),
            help=first.organisation_name,
        )
