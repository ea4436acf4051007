"""Reads of accounts for whoever manages them: a unit's people, everybody's, and the units without any."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnghia.accounts import policies
from ketnghia.accounts.lists import ReadList, read_list
from ketnghia.accounts.models import Membership, OneTimeLink, User
from ketnghia.accounts.queries import SECOND_FACTORS, valid_on
from ketnghia.accounts.states import AccountState, Role, first_roles
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.dates import vn_day
from ketnghia.kernel.refusals import Invisible
from ketnghia.kernel.text import fold
from ketnghia.organisations.models import Organisation, OrganisationAlias
from ketnghia.organisations.queries import NAME_MARK, children_of, existing_on, matching


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """What the list of all accounts is narrowed to; empty means everything."""

    text: str = ""
    role: str = ""
    state: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class UnitFilter:
    """What the units without an account are narrowed to; ``ids`` None means all."""

    kind: str = ""
    district_id: int | None = None
    ids: frozenset[int] | None = None


def asleep(real: datetime) -> Q:
    """Users with a password who have not come in for ``DORMANT_DAYS``; ``real`` is real time.

    Sign-ins happen in real time, also where the demo's clock stands in another year. 0 days: nobody sleeps.
    """
    if not settings.DORMANT_DAYS:
        return Q(pk__in=())
    since = real - timedelta(days=settings.DORMANT_DAYS)
    return Q(last_here__lte=since) & ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def is_asleep(user_id: int, real: datetime) -> bool:
    """Whether that person's account sleeps at a real moment. One query."""
    last_here = Greatest("last_login", "woken_at", "date_joined")
    return User.objects.annotate(last_here=last_here).filter(asleep(real), pk=user_id).exists()


# A membership with ``state``, ``link_until`` and ``second_factor``, which only the query knows of.
type AccountLine = Any


def _lines(day: date, real: datetime, now: datetime) -> QuerySet[AccountLine]:
    """Memberships with what the lists tell of each: state, second factor, until when a link lives."""
    owner = OuterRef("user_id")
    sleeping = User.objects.annotate(last_here=Greatest("last_login", "woken_at", "date_joined")).filter(
        asleep(real), pk=owner
    )
    links = OneTimeLink.objects.filter(
        user_id=owner, used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    )
    return (
        Membership.objects.select_related("user", "organisation")
        .annotate(
            state=Case(
                When(valid_until__lte=day, then=Value(AccountState.ENDED)),
                When(
                    user__password__startswith=UNUSABLE_PASSWORD_PREFIX,
                    then=Value(AccountState.NOT_ACTIVATED),
                ),
                When(Exists(sleeping), then=Value(AccountState.ASLEEP)),
                default=Value(AccountState.ACTIVE),
                output_field=CharField(),
            ),
            link_until=Subquery(links.values("expires_at")[:1]),
            second_factor=Exists(Authenticator.objects.filter(user_id=owner, type__in=SECOND_FACTORS)),
        )
        .order_by(F("valid_until").asc(nulls_first=True), "organisation__sort_key", "role", "user__username")
    )


def accounts_of_unit(viewer: Viewer, organisation_id: int, *, now: datetime) -> list[AccountLine]:
    """The people of a unit, those who have ended last. One query. Raises ``Invisible``, ``NotAllowed``."""
    policies.check_manage_unit(viewer, organisation_id)
    return list(_lines(vn_day(now), timezone.now(), now).filter(organisation_id=organisation_id))


def all_accounts(viewer: Viewer, narrowed: AccountFilter, *, now: datetime) -> QuerySet[AccountLine]:
    """Every account there is, narrowed. Raises ``NotAllowed`` for anybody but a coordinator."""
    policies.check_manage_accounts(viewer)
    rows = _lines(vn_day(now), timezone.now(), now)
    if narrowed.role:
        rows = rows.filter(role=narrowed.role)
    if narrowed.kind:
        rows = rows.filter(organisation__kind=narrowed.kind)
    # Whoever has left is shown to those who ask for them.
    rows = rows.filter(state=narrowed.state) if narrowed.state else rows.exclude(state=AccountState.ENDED)
    if narrowed.text.strip():
        named = Organisation.objects.filter(matching(narrowed.text)).values("id")
        typed = narrowed.text.strip()
        rows = rows.filter(Q(organisation__in=named) | Q(user__username__icontains=typed))
    return rows


def membership_seen(viewer: Viewer, membership_id: int, *, now: datetime) -> AccountLine:
    """One line of those lists. Raises ``Invisible`` when the unit is none of the viewer's."""
    found = _lines(vn_day(now), timezone.now(), now).filter(pk=membership_id)
    if not viewer.is_coordinator:
        found = found.filter(organisation_id=viewer.organisation_id)
    membership = found.first()
    if membership is None:
        raise Invisible("NO_MEMBERSHIP", _("Không có vai trò này."))
    policies.check_manage_unit(viewer, membership.organisation_id)
    return membership


def unit_seen(viewer: Viewer, organisation_id: int) -> Organisation:
    """A unit whose accounts the viewer manages. Raises ``Invisible``, ``NotAllowed``."""
    policies.check_manage_unit(viewer, organisation_id)
    unit = Organisation.objects.filter(pk=organisation_id).first()
    if unit is None:
        raise Invisible("NO_UNIT", _("Không có trang này."))
    return unit


def units_without_account(viewer: Viewer, narrowed: UnitFilter, *, now: datetime) -> list[Organisation]:
    """Units existing today in which nobody has a membership in force. Raises ``NotAllowed``."""
    policies.check_manage_accounts(viewer)
    day = vn_day(now)
    taken = Membership.objects.filter(valid_on(day), organisation_id=OuterRef("pk"))
    units = existing_on(day).filter(~Exists(taken))
    if narrowed.kind:
        units = units.filter(kind=narrowed.kind)
    if narrowed.district_id is not None:
        below = children_of(narrowed.district_id, day).values("id")
        units = units.filter(Q(pk=narrowed.district_id) | Q(pk__in=below))
    if narrowed.ids is not None:
        units = units.filter(pk__in=narrowed.ids)
    return list(units)


def units_of_kinds(viewer: Viewer, kinds: Iterable[str], *, now: datetime) -> list[Organisation]:
    """Today's units of some kinds, in dictionary order. One query. Raises ``NotAllowed``."""
    policies.check_manage_accounts(viewer)
    return list(existing_on(vn_day(now)).filter(kind__in=list(kinds)))


def list_for(units: Iterable[Organisation]) -> str:
    """The text of a list that gives each of these units its first accounts; codes, since names repeat."""
    positions: Mapping[Role, str] = {
        Role.REPORTER: _("Chuyên viên"),
        Role.REVIEWER: _("Lãnh đạo đơn vị"),
        Role.OBSERVER: _("Chuyên viên theo dõi"),
        Role.DISTRICT_COORDINATOR: _("Phòng Dân tộc"),
    }
    return "\n".join(
        "\t".join((unit.code, str(role.label), positions[role], ""))
        for unit in units
        for role in first_roles(unit.kind)
    )


def read_for(viewer: Viewer, text: str, *, now: datetime) -> ReadList:
    """What a pasted list says, against the units of today. Two queries. Raises ``NotAllowed``."""
    policies.check_manage_accounts(viewer)
    return read_list(viewer, text, _units(vn_day(now)))


def _units(day: date) -> dict[str, list[Organisation]]:
    """Today's units by code, by folded code, and by every folded name and alias."""
    found: defaultdict[str, dict[int, Organisation]] = defaultdict(dict)
    by_id = {each.pk: each for each in existing_on(day)}
    keys = [(each.pk, each.search_key) for each in by_id.values()]
    aliases = OrganisationAlias.objects.filter(organisation_id__in=by_id)
    for unit_id, key in (*keys, *aliases.values_list("organisation_id", "search_key")):
        for name in filter(None, key.split(NAME_MARK)):
            found[name][unit_id] = by_id[unit_id]
    for each in by_id.values():
        found[each.code] = found[fold(each.code)] = {each.pk: each}
    return {name: list(units.values()) for name, units in found.items()}
