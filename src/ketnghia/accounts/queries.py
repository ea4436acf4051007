"""Reads of people and memberships."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from ketnghia.accounts.models import Membership
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.dates import vn_day


@dataclass(frozen=True, slots=True)
class OwnMembership:
    """One of the units a person can act for."""

    id: int
    organisation_id: int
    organisation_name: str
    organisation_kind: str
    role: str
    position: str
    valid_from: date
    valid_until: date | None

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)


def valid_on(day: date) -> Q:
    """Memberships in force on a day."""
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))


def _valid_memberships(user_id: int, now: datetime) -> QuerySet[Membership]:
    return Membership.objects.filter(
        valid_on(vn_day(now)), user_id=user_id, user__is_active=True
    ).select_related("organisation")


def viewer_for(
    user_id: int, membership_id: int | None, *, now: datetime, is_second_factor: bool = False
) -> Viewer | None:
    """The viewer a signed-in person is; None without a membership in force. One query.

    ``membership_id`` is what the person chose last; when it is not (or no longer) theirs, the oldest
    membership in force is taken.
    """
    chosen = Case(When(id=membership_id or 0, then=Value(0)), default=Value(1), output_field=IntegerField())
    membership = (
        _valid_memberships(user_id, now).select_related("user", "organisation").order_by(chosen, "id").first()
    )
    if membership is None:
        return None
    return Viewer(
        user_id=user_id,
        username=membership.user.username,
        display_name=membership.user.display_name,
        membership_id=membership.id,
        organisation_id=membership.organisation_id,
        organisation_name=membership.organisation.name,
        organisation_kind=membership.organisation.kind,
        role=membership.role,
        is_second_factor=is_second_factor,
    )


def memberships_of(user_id: int, *, now: datetime) -> list[OwnMembership]:
    """The memberships in force of a person, oldest first. One query."""
    return [
        OwnMembership(
            id=each.id,
            organisation_id=each.organisation_id,
            organisation_name=each.organisation.name,
            organisation_kind=each.organisation.kind,
            role=each.role,
            position=each.position,
            valid_from=each.valid_from,
            valid_until=each.valid_until,
        )
        for each in _valid_memberships(user_id, now).order_by("id")
    ]
