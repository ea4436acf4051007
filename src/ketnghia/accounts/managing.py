"""What whoever manages a unit's people does with them: end, change, hand over. All is in the history."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pghistory
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from ketnghia.accounts import issuing, policies
from ketnghia.accounts.issuing import Issued
from ketnghia.accounts.lists import Wanted
from ketnghia.accounts.models import Membership
from ketnghia.accounts.operations import sign_out_everywhere
from ketnghia.accounts.queries import valid_on
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.dates import vn_day
from ketnghia.kernel.refusals import Invisible
from ketnghia.kernel.text import clean


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A successor who has no account yet."""

    position: str
    email: str
    issue_id: UUID


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Who took over which desk from whom; ``issued`` is the successor's new account, if one was made."""

    organisation_id: int
    organisation_name: str
    leaver_id: int
    leaver_name: str
    successor_id: int
    successor_name: str
    issued: Issued | None


@transaction.atomic
def end_membership(
    *, viewer: Viewer, membership_id: int, now: datetime, leave_empty: bool = False
) -> Membership:
    """End a membership at once: today (Vietnam time) is its first day without rights; sessions end.

    ``leave_empty`` is the coordinator's word that the unit takes part no more; without it the last who can
    write stays. Raises ``Invisible``, ``NotAllowed``.
    """
    membership = _locked(viewer, membership_id)
    today = vn_day(now)
    policies.check_touch(viewer, membership, on=today)
    policies.check_not_oneself(viewer, membership)
    if membership.valid_from <= today and not (leave_empty and viewer.is_coordinator):
        policies.check_somebody_left(membership.role, _others(membership, today))
    with pghistory.context(operation="end_membership", actor=viewer.user_id, at=now.isoformat()):
        return _end(membership, now)


@transaction.atomic
def change_role(*, viewer: Viewer, membership_id: int, role: Role, now: datetime) -> Membership:
    """Give a colleague another role of the same unit: the present membership ends, the other begins today.

    Raises ``Invisible``, ``NotAllowed``.
    """
    membership = _locked(viewer, membership_id)
    today = vn_day(now)
    policies.check_touch(viewer, membership, on=today)
    policies.check_grant(viewer, membership.organisation, role)
    policies.check_not_oneself(viewer, membership)
    policies.check_somebody_left(membership.role, [*_others(membership, today), role])
    if role == membership.role:
        return membership
    with pghistory.context(operation="change_role", actor=viewer.user_id, at=now.isoformat()):
        changed = _given(membership, membership.user_id, role, membership.position, today)
        _end(membership, now)
    return changed


@transaction.atomic
def drop_second_factor(*, viewer: Viewer, membership_id: int, now: datetime) -> Membership:
    """Take a lost telephone or key off a colleague's account; every session ends, the password stays.

    Only a coordinator does it, after making sure who asks, and not for oneself: another coordinator, or
    whoever runs the server, helps. Raises ``Invisible``, ``NotAllowed``.
    """
    policies.check_manage_accounts(viewer)
    membership = _locked(viewer, membership_id)
    policies.check_end(membership, vn_day(now))
    policies.check_not_oneself(viewer, membership)
    Authenticator.objects.filter(user_id=membership.user_id).delete()
    sign_out_everywhere(user_id=membership.user_id)
    return membership


@transaction.atomic
def hand_over(*, viewer: Viewer, membership_id: int, successor: int | NewPerson, now: datetime) -> HandedOver:
    """One desk passes on: the leaver's membership and sessions end, the successor has the role from today.

    ``successor`` is the membership of a colleague in the same unit, or somebody new, who gets a link.
    Raises ``Invisible``, ``NotAllowed``, ``Changed``.
    """
    leaver = _locked(viewer, membership_id)
    today = vn_day(now)
    policies.check_touch(viewer, leaver, on=today)
    with pghistory.context(operation="hand_over", actor=viewer.user_id, at=now.isoformat()):
        if isinstance(successor, NewPerson):
            issued = _newcomer(viewer, leaver, successor, now)
            user_id, name = issued.user_id, issued.display_name
        else:
            issued = None
            user_id, name = _colleague(leaver, successor, today)
        _end(leaver, now)
    return HandedOver(
        organisation_id=leaver.organisation_id,
        organisation_name=leaver.organisation.name,
        leaver_id=leaver.user_id,
        leaver_name=leaver.user.display_name,
        successor_id=user_id,
        successor_name=name,
        issued=issued,
    )


def _newcomer(viewer: Viewer, leaver: Membership, person: NewPerson, now: datetime) -> Issued:
    position = clean(person.position) or leaver.position
    wanted = Wanted(1, leaver.organisation, Role(leaver.role), position, clean(person.email))
    return issuing.issue_one(viewer, person.issue_id, wanted, now)


def _colleague(leaver: Membership, successor: int, today: date) -> tuple[int, str]:
    """The colleague who takes over, with the leaver's role."""
    own = Membership.objects.filter(valid_on(today), organisation_id=leaver.organisation_id, pk=successor)
    colleague = own.select_related("user").first()
    if colleague is None:
        raise Invisible("NO_MEMBERSHIP", _("Không có người này trong đơn vị."))
    policies.check_successor(leaver, colleague.user_id)
    _given(leaver, colleague.user_id, Role(leaver.role), colleague.position, today)
    return colleague.user_id, colleague.user.display_name


def _locked(viewer: Viewer, membership_id: int) -> Membership:
    """The membership with all of its unit locked: two who leave at once must not both be "not the last"."""
    found = Membership.objects.filter(pk=membership_id)
    if not viewer.is_coordinator:
        found = found.filter(organisation_id=viewer.organisation_id)
    unit_id = found.values_list("organisation_id", flat=True).first()
    if unit_id is None:
        raise Invisible("NO_MEMBERSHIP", _("Không có vai trò này."))
    rows = Membership.objects.filter(organisation_id=unit_id).select_related("user", "organisation")
    locked = {each.pk: each for each in rows.order_by("pk").select_for_update(of=("self",))}
    return locked[membership_id]


def _others(membership: Membership, today: date) -> list[str]:
    """The roles in force in the unit beside this one."""
    others = Membership.objects.filter(valid_on(today), organisation_id=membership.organisation_id)
    return list(others.exclude(pk=membership.pk).values_list("role", flat=True))


def _given(unit_of: Membership, user_id: int, role: Role, position: str, today: date) -> Membership:
    """The person's membership of that role in the unit; one that had ended begins anew."""
    membership, made = Membership.objects.get_or_create(
        user_id=user_id,
        organisation_id=unit_of.organisation_id,
        role=role,
        defaults={"position": position, "valid_from": today},
    )
    if not made and not (membership.valid_from <= today and membership.valid_until is None):
        membership.valid_from, membership.valid_until = today, None
        membership.save(update_fields=["valid_from", "valid_until"])
    return membership


def _end(membership: Membership, now: datetime) -> Membership:
    """End it; whoever has nothing left also loses the links, and every session ends."""
    today = vn_day(now)
    membership.valid_until = max(today, membership.valid_from)
    membership.save(update_fields=["valid_until"])
    sign_out_everywhere(user_id=membership.user_id)
    if not Membership.objects.filter(valid_on(today), user_id=membership.user_id).exists():
        issuing.withdraw_links([membership.user_id], now)
    return membership
