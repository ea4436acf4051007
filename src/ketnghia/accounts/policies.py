"""What may be done with accounts, by whom, in which unit."""

from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from ketnghia.accounts.models import Membership
from ketnghia.accounts.states import MANAGERS, WRITING, Role, roles_of_kind
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Invisible, NotAllowed
from ketnghia.organisations.models import Organisation


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


def grantable(viewer: Viewer, organisation: Organisation) -> tuple[Role, ...]:
    """The roles the viewer may give and take away in a unit; none for whoever manages nothing there.

    A coordinator gives every unit the roles of its kind, and its own unit coordinators as well. Whoever
    leads a unit gives its writing roles. Nobody else gives any, and nobody gives COORDINATOR away from
    the coordinating agency: no chain of grants leads up to it.
    """
    fitting = roles_of_kind(organisation.kind)
    own = viewer.organisation_id == organisation.pk
    if viewer.is_coordinator:
        return (*fitting, *((Role.COORDINATOR,) if own else ()))
    if own and viewer.role in MANAGERS:
        return tuple(role for role in fitting if role in WRITING)
    return ()


def may_manage_unit(viewer: Viewer) -> bool:
    """Whoever leads a unit manages its people; so does the coordinator."""
    return viewer.is_coordinator or viewer.role in MANAGERS


def check_manage_unit(viewer: Viewer, organisation_id: int) -> None:
    """Raises ``Invisible`` for another unit, ``NotAllowed`` for one's own when one does not lead it."""
    if not viewer.is_coordinator and viewer.organisation_id != organisation_id:
        raise Invisible("NO_UNIT", _("Không có trang này."))
    if not may_manage_unit(viewer):
        raise NotAllowed(
            "ACCOUNTS_ONLY_LEADER",
            _("Người duyệt của đơn vị quản lý tài khoản của đơn vị."),
            rule=_("Tài khoản do Ban Dân tộc cấp; người duyệt quản lý tài khoản của đơn vị mình."),
            help=_("Người duyệt của đơn vị, hoặc Ban Dân tộc tỉnh."),
        )


def check_grant(viewer: Viewer, organisation: Organisation, role: str) -> None:
    """Raises ``NotAllowed`` for a role the viewer may not give in that unit."""
    check_manage_unit(viewer, organisation.pk)
    if role not in grantable(viewer, organisation):
        raise _not_yours(organisation)


def _not_yours(organisation: Organisation) -> NotAllowed:
    return NotAllowed(
        "ROLE_NOT_YOURS_TO_GIVE",
        _("Bạn không cấp hay đổi được vai trò này ở %(unit)s.") % {"unit": organisation.name},
        rule=_("Mỗi loại đơn vị có vai trò riêng; vai trò điều hành chỉ Ban Dân tộc cấp cho người của Ban."),
        help=_("Ban Dân tộc tỉnh."),
    )


def check_touch(viewer: Viewer, membership: Membership, *, on: date) -> None:
    """What holds for every change of a colleague. Raises ``Invisible`` or ``NotAllowed``."""
    check_manage_unit(viewer, membership.organisation_id)
    if not _manages(viewer, membership):
        raise _not_yours(membership.organisation)
    check_end(membership, on)


def may_touch(viewer: Viewer, membership: Membership, *, on: date) -> bool:
    """Whether the viewer may change that membership at all."""
    ended = membership.valid_until is not None and membership.valid_until <= on
    return not ended and _manages(viewer, membership)


def _manages(viewer: Viewer, membership: Membership) -> bool:
    """A coordinator takes away what there is, also a role the unit would not be given today."""
    return viewer.is_coordinator or membership.role in grantable(viewer, membership.organisation)


def check_not_oneself(viewer: Viewer, membership: Membership) -> None:
    """Nobody takes their own rights away by a slip. Raises ``NotAllowed``."""
    if membership.user_id == viewer.user_id:
        raise NotAllowed(
            "NOT_ONESELF",
            _("Không tự làm việc này với tài khoản của chính mình. Khi rời vị trí, bấm “Bàn giao”."),
            help=_("Người duyệt khác của đơn vị, hoặc Ban Dân tộc tỉnh."),
        )


def check_whole_account(viewer: Viewer, memberships: Iterable[Membership]) -> None:
    """A link opens everything its owner may do, so whoever gives it must manage all of that.

    ``memberships`` are all of one person's in force or still to come, with their organisations. Raises
    ``NotAllowed``.
    """
    if not all(_manages(viewer, each) for each in memberships):
        raise NotAllowed(
            "ACCOUNT_REACHES_FURTHER",
            _("Tài khoản này còn có vai trò ở nơi khác, nên chỉ Ban Dân tộc cấp được liên kết mới."),
            help=_("Ban Dân tộc tỉnh."),
        )


def check_somebody_left(role: str, others: Collection[str]) -> None:
    """The last who can write, and the last coordinator, leave by handing over. Raises ``NotAllowed``.

    ``others`` are the roles in force in the unit beside this one.
    """
    last_writer = role in WRITING and not WRITING.intersection(others)
    if last_writer or (role == Role.COORDINATOR and role not in others):
        raise NotAllowed(
            "LAST_ONE",
            _("Đây là người cuối cùng làm được việc này ở đơn vị. Chọn người kế nhiệm rồi bấm “Bàn giao”."),
            rule=_("Đơn vị luôn có ít nhất một người nhập được báo cáo."),
            help=_("Ban Dân tộc tỉnh."),
        )


def check_successor(leaver: Membership, successor_id: int) -> None:
    """A desk passes to somebody else. Raises ``NotAllowed``."""
    if leaver.user_id == successor_id:
        raise NotAllowed("SAME_PERSON", _("Người kế nhiệm phải là người khác."))
