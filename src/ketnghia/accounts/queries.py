"""Reads of people and memberships."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnghia.accounts.browsers import in_words
from ketnghia.accounts.models import Membership, User
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.dates import vn_day
from ketnghia.kernel.refusals import Invisible

_LONGEST_BROWSER = 90
# What opens an account beside the password; recovery codes alone are no second factor.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

# Asked at every request or every submission: spared the making of their texts each time.
_OWN_MEMBERSHIPS = """
    SELECT m.id, o.id, o.name, o.kind, m.role, m.position, m.valid_from, m.valid_until
    FROM accounts_membership m
    JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    JOIN organisations_organisation o ON o.id = m.organisation_id
    WHERE m.user_id = %(user)s AND m.valid_from <= %(day)s
      AND (m.valid_until IS NULL OR m.valid_until > %(day)s)
    ORDER BY m.id
"""
_MEMBERS_IN = """
    SELECT m.user_id, m.role
    FROM accounts_membership m
    JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    WHERE m.organisation_id = %s AND m.role = ANY(%s) AND m.valid_from <= %s
      AND (m.valid_until IS NULL OR m.valid_until > %s)
"""
_MEMBERS_OF_UNITS = """
    SELECT DISTINCT m.organisation_id, m.user_id, u.email
    FROM accounts_membership m
    JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    WHERE m.organisation_id = ANY(%(units)s) AND m.role = ANY(%(roles)s) AND m.valid_from <= %(day)s
      AND (m.valid_until IS NULL OR m.valid_until > %(day)s)
    ORDER BY 1, 2
"""


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


@dataclass(frozen=True, slots=True)
class SignedInPlace:
    """A browser somebody is signed in with."""

    ip: str
    user_agent: str
    since: datetime
    last_seen: datetime
    is_current: bool

    @property
    def browser(self) -> str:
        """The browser in words, or what it says of itself when we know none."""
        return in_words(self.user_agent) or self.user_agent[:_LONGEST_BROWSER]


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """One line of a list of accounts: who may do what where."""

    username: str
    display_name: str
    organisation: str
    kind: str
    role: str


def valid_on(day: date) -> Q:
    """Memberships in force on a day."""
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))


def viewer_for(user_id: int, membership_id: int | None, *, now: datetime) -> Viewer | None:
    """The viewer a person is; None without a membership in force. Two queries.

    ``membership_id`` is what the person chose last; when it is not (or no longer) theirs, the oldest
    membership in force is taken.
    """
    user = User.objects.filter(pk=user_id).first()
    return viewer_among(memberships_of(user_id, now=now), membership_id, user=user) if user else None


def memberships_of(user_id: int, *, now: datetime) -> list[OwnMembership]:
    """The memberships in force of a person, oldest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_OWN_MEMBERSHIPS, {"user": user_id, "day": vn_day(now)})
        return [OwnMembership(*row) for row in cursor.fetchall()]


def memberships_in_force(user: User, *, now: datetime) -> list[OwnMembership]:
    """The same of the person behind a session, whose memberships came with the person: no query."""
    if user.held is None:
        return memberships_of(user.pk, now=now)
    day = vn_day(now)
    return [each for each in user.held if each.valid_from <= day < (each.valid_until or date.max)]


def members_in(organisation_id: int, roles: Iterable[Role], *, now: datetime) -> list[tuple[int, str]]:
    """User id and role of the active people who have one of these roles in an organisation. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _MEMBERS_IN, [organisation_id, [str(role) for role in roles], vn_day(now), vn_day(now)]
        )
        return list(cursor.fetchall())


def members_of_units(
    organisation_ids: Iterable[int], roles: Iterable[Role], *, now: datetime
) -> dict[int, list[tuple[int, str]]]:
    """By organisation, the active people with one of these roles: user id and e-mail, which may be empty.

    An organisation nobody acts for is not in it. One query.
    """
    found: dict[int, list[tuple[int, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            _MEMBERS_OF_UNITS,
            {"units": list(organisation_ids), "roles": [str(role) for role in roles], "day": vn_day(now)},
        )
        for organisation_id, user_id, email in cursor.fetchall():
            found.setdefault(organisation_id, []).append((user_id, email))
    return found


def still_holding(user_ids: Iterable[int], role: Role, *, now: datetime) -> frozenset[int]:
    """Those of these people who are active and have a role today, in whichever unit. One query."""
    held = Membership.objects.filter(valid_on(vn_day(now)), user_id__in=list(user_ids), role=role)
    return frozenset(held.filter(user__is_active=True).values_list("user_id", flat=True))


def viewer_among(found: Sequence[OwnMembership], chosen_id: int | None, *, user: User) -> Viewer | None:
    """The viewer a person is among their memberships: the one chosen last, else the oldest. No query."""
    if not found:
        return None
    membership = next((each for each in found if each.id == chosen_id), found[0])
    return Viewer(
        user_id=user.pk,
        username=user.username,
        display_name=user.display_name,
        membership_id=membership.id,
        organisation_id=membership.organisation_id,
        organisation_name=membership.organisation_name,
        organisation_kind=membership.organisation_kind,
        role=membership.role,
    )


def own_membership(user_id: int, membership_id: str, *, now: datetime) -> OwnMembership:
    """One of a person's memberships in force, by the id as typed. Raises ``Invisible``."""
    for each in memberships_of(user_id, now=now):
        if str(each.id) == membership_id:
            return each
    raise Invisible("NO_MEMBERSHIP", _("Không có vai trò này."))


def sessions_of(user_id: int, *, current: str) -> list[SignedInPlace]:
    """Where a person is signed in, the present browser first. One query.

    Sessions live in real time, also where the demo's clock stands in another year.
    """
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    places = [
        SignedInPlace(
            ip=each.ip,
            user_agent=each.user_agent,
            since=each.created_at,
            last_seen=each.last_seen_at,
            is_current=each.session_key == current,
        )
        for each in UserSession.objects.filter(user_id=user_id, session_key__in=alive).order_by(
            "-last_seen_at"
        )
    ]
    return sorted(places, key=lambda place: not place.is_current)


def second_factors_of(user_id: int) -> frozenset[str]:
    """Kinds of second factor a person has set up (``totp``, ``webauthn``). One query."""
    kinds = Authenticator.objects.filter(user_id=user_id).values_list("type", flat=True)
    return frozenset(map(str, kinds))


def has_second_factor(user_id: int) -> bool:
    """Whether a person has more than a password; recovery codes alone are no second factor. One query."""
    found: bool = Authenticator.objects.filter(user_id=user_id, type__in=SECOND_FACTORS).exists()
    return found


def accounts(*, now: datetime) -> list[AccountEntry]:
    """Every membership in force, by user name. One query; for the command line, not for screens."""
    rows = Membership.objects.filter(valid_on(vn_day(now)), user__is_active=True)
    return [
        AccountEntry(
            username=each.user.username,
            display_name=each.user.display_name,
            organisation=each.organisation.name,
            kind=each.organisation.kind,
            role=each.role,
        )
        for each in rows.select_related("user", "organisation").order_by("user__username", "id")
    ]
