"""The roles of a member, which of them a unit has and who gives them out; states of accounts and sign-ins.

Every right depends on a role and an organisation, never on a person.
"""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ketnghia.organisations.states import OrganisationKind


class Role(TextChoices):
    """What a member does in an organisation."""

    REPORTER = "REPORTER", _("Người nhập")
    REVIEWER = "REVIEWER", _("Người duyệt")
    OBSERVER = "OBSERVER", _("Người theo dõi")
    COORDINATOR = "COORDINATOR", _("Điều hành (Ban Dân tộc)")
    DISTRICT_COORDINATOR = "DISTRICT_COORDINATOR", _("Điều hành huyện (Phòng Dân tộc)")


class AccountState(TextChoices):
    """Where an account stands; derived, never stored."""

    ACTIVE = "ACTIVE", _("Đang dùng")
    NOT_ACTIVATED = "NOT_ACTIVATED", _("Chưa kích hoạt")
    ASLEEP = "ASLEEP", _("Ngủ")
    ENDED = "ENDED", _("Đã kết thúc")


class SignInOutcome(TextChoices):
    """What became of an attempt to come in."""

    OK = "OK", _("Đăng nhập")
    LINK_USED = "LINK_USED", _("Đặt mật khẩu bằng liên kết")
    WRONG_PASSWORD = "WRONG_PASSWORD", _("Sai mật khẩu")
    WRONG_CODE = "WRONG_CODE", _("Sai mã bước thứ hai")
    LOCKED = "LOCKED", _("Bị chặn vì đang tạm khóa")
    SLEEPING = "SLEEPING", _("Bị chặn vì tài khoản ngủ")
    FACTOR_DROPPED = "FACTOR_DROPPED", _("Bước thứ hai được gỡ theo yêu cầu")


# Who may write in a unit's report.
WRITING: Final = frozenset({Role.REPORTER, Role.REVIEWER, Role.DISTRICT_COORDINATOR})

_OBSERVED: Final = (Role.OBSERVER,)
_DESKS: Final = (Role.REPORTER, Role.REVIEWER)
_UNIT: Final = (*_DESKS, Role.OBSERVER)
_SPECIAL: Final[Mapping[str, tuple[Role, ...]]] = {
    OrganisationKind.PROVINCE: _OBSERVED,
    OrganisationKind.PARTY_COMMITTEE: _OBSERVED,
    OrganisationKind.MOUNTAIN_DISTRICT: (Role.DISTRICT_COORDINATOR, *_UNIT),
}
# What a unit of each kind needs to begin with: one desk in a commune or a business, two elsewhere.
_FIRST: Final[Mapping[str, tuple[Role, ...]]] = {
    OrganisationKind.PROVINCE: _OBSERVED,
    OrganisationKind.PARTY_COMMITTEE: _OBSERVED,
    OrganisationKind.MOUNTAIN_DISTRICT: (Role.DISTRICT_COORDINATOR, Role.REVIEWER),
    OrganisationKind.MOUNTAIN_COMMUNE: (Role.REPORTER,),
    OrganisationKind.LOWLAND_COMMUNE: (Role.REPORTER,),
    OrganisationKind.ENTERPRISE: (Role.REPORTER,),
}
# Who manages the accounts of the unit they act for; a coordinator those of every unit.
MANAGERS: Final = frozenset({Role.REVIEWER, Role.DISTRICT_COORDINATOR})


def roles_of_kind(kind: str) -> tuple[Role, ...]:
    """The roles there are in a unit of that kind. The coordinating agency has one more."""
    return _SPECIAL.get(kind, _UNIT)


def first_roles(kind: str) -> tuple[Role, ...]:
    """The accounts a unit of that kind is given to begin with."""
    return _FIRST.get(kind, _DESKS)
