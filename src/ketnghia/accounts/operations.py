"""Writes of people and memberships. Every change of a membership is in its history, by trigger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pghistory
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db import transaction

from ketnghia.accounts import policies
from ketnghia.accounts.content import AccountLine, expand, read_demo
from ketnghia.accounts.models import Membership, User
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.text import clean
from ketnghia.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class LoadedAccounts:
    """How many people and memberships a load made; what was there stays."""

    users: int
    memberships: int


@transaction.atomic
def create_user(*, viewer: Viewer, username: str, display_name: str, password: str, now: datetime) -> User:
    """A person who can sign in and belongs nowhere yet. Raises ``NotAllowed``."""
    policies.check_manage_accounts(viewer)
    with pghistory.context(operation="create_user", actor=viewer.user_id, at=now.isoformat()):
        return User.objects.create_user(
            username=clean(username), display_name=clean(display_name), password=password
        )


@transaction.atomic
def add_membership(
    *,
    viewer: Viewer,
    user_id: int,
    organisation_id: int,
    role: Role,
    position: str,
    valid_from: date,
    now: datetime,
) -> Membership:
    """Give a person a role in an organisation from a day; one that had ended begins anew.

    Raises ``NotAllowed``.
    """
    policies.check_manage_accounts(viewer)
    with pghistory.context(operation="add_membership", actor=viewer.user_id, at=now.isoformat()):
        membership, _created = Membership.objects.update_or_create(
            user_id=user_id,
            organisation_id=organisation_id,
            role=role,
            defaults={"position": clean(position), "valid_from": valid_from, "valid_until": None},
        )
    return membership


@transaction.atomic
def sign_out_everywhere(*, user_id: int, except_session: str | None = None) -> int:
    """End every session of a person, but for the one kept; returns how many ended."""
    sessions = UserSession.objects.filter(user_id=user_id).exclude(session_key=except_session or "")
    ended = list(sessions)
    for session in ended:
        session.end()
    return len(ended)


@transaction.atomic
def note_activity(*, session_key: str, now: datetime) -> None:
    """Note when a session was last used, for the list of places a person is signed in at."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=now)


@transaction.atomic
def load_demo_accounts(path: Path, now: datetime) -> LoadedAccounts:
    """Load ``demo/accounts.toml`` of a content folder; raises ``NotAllowed`` outside the demo.

    The accounts share one public password, so it is hashed once: 250 hashes would take a minute and
    protect nothing.
    """
    policies.check_demo()
    demo = read_demo(path)
    organisations = Organisation.objects.filter(code__in=demo.codes, validity__contains=demo.units_of)
    lines = expand(demo, organisations)
    with pghistory.context(operation="load_demo_accounts", at=now.isoformat()):
        made = _make_users(lines, make_password(demo.password))
        return LoadedAccounts(made, _make_memberships(lines, demo.valid_from))


def _make_users(lines: Sequence[AccountLine], password: str) -> int:
    names = [line.username for line in lines]
    known = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    fresh = [line for line in lines if line.username not in known]
    User.objects.bulk_create(
        User(username=line.username, display_name=line.display_name, email=line.email, password=password)
        for line in fresh
    )
    return len(fresh)


def _make_memberships(lines: Sequence[AccountLine], valid_from: date) -> int:
    names = [line.username for line in lines]
    ids = dict(User.objects.filter(username__in=names).values_list("username", "id"))
    known = set(
        Membership.objects.filter(user__in=ids.values()).values_list("user_id", "organisation_id", "role")
    )
    fresh = [
        Membership(
            user_id=ids[line.username],
            organisation=line.organisation,
            role=line.role,
            position=line.position,
            valid_from=valid_from,
        )
        for line in lines
        if (ids[line.username], line.organisation.id, line.role) not in known
    ]
    Membership.objects.bulk_create(fresh)
    return len(fresh)
