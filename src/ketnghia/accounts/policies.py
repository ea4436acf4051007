"""What may be done with accounts."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from ketnghia.accounts.models import Membership
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import NotAllowed


def check_demo() -> None:
    """Passwords that everybody knows exist in the demo and nowhere else. Raises ``NotAllowed``."""
    if not settings.DEMO:
        raise NotAllowed("NOT_DEMO", _("Mật khẩu chung chỉ có trong bản trình diễn."))


def may_manage_accounts(viewer: Viewer) -> bool:
    """Ban Dân tộc gives out the accounts."""
    return viewer.is_coordinator


def check_manage_accounts(viewer: Viewer) -> None:
    """Raises ``NotAllowed`` for anybody but a coordinator."""
    if not may_manage_accounts(viewer):
        raise NotAllowed(
            "ACCOUNTS_ONLY_COORDINATOR",
            _("Chỉ Ban Dân tộc cấp và thu hồi tài khoản."),
            help=_("Liên hệ Ban Dân tộc tỉnh."),
        )


def check_end(membership: Membership, on: date) -> None:
    """A membership ends once, and not before it began. Raises ``NotAllowed``."""
    if membership.valid_until is not None and membership.valid_until <= on:
        raise NotAllowed("MEMBERSHIP_ENDED", _("Vai trò này đã kết thúc rồi."))
