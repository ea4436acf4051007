"""Accounts: giving and ending them, and the demo's."""

from datetime import date, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import authenticate
from django.db import IntegrityError
from django.test import RequestFactory
from pytest_django import Settings

from ketnghia.accounts import managing, operations
from ketnghia.accounts.models import Membership, User
from ketnghia.accounts.queries import accounts, memberships_of, viewer_for
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.config.paths import CHECKOUT
from ketnghia.kernel.refusals import NotAllowed
from ketnghia.organisations.content import read_units
from ketnghia.organisations.operations import load_organisations, load_rows
from tests.db.units import NOW, PASSWORD, coordinator, person, unit, viewer

pytestmark = pytest.mark.django_db
CONTENT = CHECKOUT / "content" / "quang-nam-2020-2025"
TODAY = date(2021, 11, 24)


def test_the_coordinator_makes_a_person_who_can_sign_in_and_belongs_nowhere() -> None:
    user = operations.create_user(
        viewer=coordinator(),
        username=" so-y.nhap ",
        display_name="Chuyên viên  Sở Y",
        password=PASSWORD,
        now=NOW,
    )
    assert (user.username, user.display_name) == ("so-y.nhap", "Chuyên viên Sở Y")
    assert user.get_full_name() == user.get_short_name() == "Chuyên viên Sở Y"
    assert authenticate(RequestFactory().post("/"), username="so-y.nhap", password=PASSWORD) == user
    assert viewer_for(user.id, None, now=NOW) is None


def test_nobody_but_the_coordinator_gives_out_accounts() -> None:
    reviewer = viewer(unit("Sở Y"), Role.REVIEWER)
    with pytest.raises(NotAllowed, match="Chỉ Ban Dân tộc"):
        operations.create_user(viewer=reviewer, username="x", display_name="X", password=PASSWORD, now=NOW)
    with pytest.raises(NotAllowed):
        managing.end_membership(viewer=reviewer, membership_id=reviewer.membership_id, now=NOW)


def add(by: Viewer, user: User, *, since: date = TODAY, role: Role = Role.REPORTER) -> Membership:
    return operations.add_membership(
        viewer=by,
        user_id=user.id,
        organisation_id=unit("Sở Z").id,
        role=role,
        position="Chuyên viên",
        valid_from=since,
        now=NOW,
    )


def test_a_membership_begins_on_its_day() -> None:
    user = person(unit("Sở Y"))
    add(coordinator(), user, since=TODAY + timedelta(days=1))
    assert [each.organisation_name for each in memberships_of(user.id, now=NOW)] == ["Sở Y"]
    tomorrow = NOW + timedelta(days=1)
    assert [each.organisation_name for each in memberships_of(user.id, now=tomorrow)] == ["Sở Y", "Sở Z"]


def test_an_ended_membership_gives_no_rights_from_that_moment() -> None:
    board = coordinator()
    user = person(unit("Sở Y"))
    person(unit("Sở Y"), Role.REVIEWER)
    own = Membership.objects.get(user=user)
    managing.end_membership(viewer=board, membership_id=own.id, now=NOW)
    assert viewer_for(user.id, own.id, now=NOW) is None


def test_a_membership_ends_once() -> None:
    board = coordinator()
    own = Membership.objects.get(user=person(unit("Sở Y")))
    person(unit("Sở Y"), Role.REVIEWER)
    managing.end_membership(viewer=board, membership_id=own.id, now=NOW)
    with pytest.raises(NotAllowed, match="kết thúc rồi"):
        managing.end_membership(viewer=board, membership_id=own.id, now=NOW)


def test_a_membership_that_has_not_begun_can_be_ended() -> None:
    board = coordinator()
    planned = add(board, person(unit("Sở Y")), since=TODAY + timedelta(days=9))
    ended = managing.end_membership(viewer=board, membership_id=planned.id, now=NOW)
    assert ended.valid_until == planned.valid_from


def test_a_membership_that_ended_may_begin_anew() -> None:
    board = coordinator()
    user = person(unit("Sở Y"))
    person(unit("Sở Z"), Role.REVIEWER)
    first = add(board, user)
    managing.end_membership(viewer=board, membership_id=first.id, now=NOW)
    again = add(board, user)
    assert (again.id, again.valid_until) == (first.id, None)
    labels = again.events.order_by("pgh_id").values_list("valid_until", flat=True)  # type: ignore[attr-defined]  # made by pghistory
    assert list(labels) == [None, TODAY, None]


def test_the_database_refuses_an_end_before_the_start() -> None:
    with pytest.raises(IntegrityError, match="membership_ends_after_it_starts"):
        person(unit("Sở Y"), since=TODAY, until=TODAY - timedelta(days=1))


def test_the_database_refuses_the_same_role_twice() -> None:
    agency = unit("Sở Y")
    own = Membership.objects.get(user=person(agency))
    own.pk = None
    with pytest.raises(IntegrityError, match="membership_once"):
        own.save(force_insert=True)


def test_shared_passwords_exist_in_the_demo_only(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(NotAllowed, match="bản trình diễn"):
        operations.load_demo_accounts(CONTENT, NOW)


@pytest.fixture
def demo(settings: Settings) -> operations.LoadedAccounts:
    settings.DEMO = True
    load_organisations(CONTENT, NOW)
    load_rows(rows=read_units(CONTENT / "demo" / "donors.toml", []), now=NOW)
    return operations.load_demo_accounts(CONTENT, NOW)


def test_every_unit_of_the_demo_can_sign_in(demo: operations.LoadedAccounts) -> None:
    listed = accounts(now=NOW)
    assert len(listed) == demo.users == demo.memberships
    roles = {(each.kind, each.role) for each in listed}
    assert ("MOUNTAIN_DISTRICT", "DISTRICT_COORDINATOR") in roles
    assert ("PROVINCE", "OBSERVER") in roles
    assert len([each for each in listed if each.role == "COORDINATOR"]) == 2
    assert len([each for each in listed if each.kind == "MOUNTAIN_COMMUNE"]) == 65
    assert User.objects.get(username="xa-a-vuong").check_password("ket-nghia-2021")


def test_user_names_of_the_demo_are_plain_and_name_no_person(demo: operations.LoadedAccounts) -> None:
    for each in accounts(now=NOW):
        assert each.username.isascii()
        assert each.username == each.username.lower()
        assert " – " in each.display_name


def test_two_communes_that_fold_to_one_name_have_two_accounts(demo: operations.LoadedAccounts) -> None:
    names = {each.username: each.organisation for each in accounts(now=NOW)}
    assert (names["xa-tra-don"], names["xa-tra-don-20956"]) == ("Xã Trà Dơn", "Xã Trà Don")


def test_loading_the_demo_accounts_again_makes_none(demo: operations.LoadedAccounts) -> None:
    again = operations.load_demo_accounts(CONTENT, NOW)
    assert (again.users, again.memberships) == (0, 0)


def test_when_a_session_was_last_used_is_noted_for_that_session_alone() -> None:
    user = person(unit("Sở Y"), username="so-y.nhap")
    for key in ("one", "other"):
        UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1", last_seen_at=NOW)
    operations.note_activity(session_key="one", now=NOW + timedelta(minutes=5))
    seen = dict(UserSession.objects.values_list("session_key", "last_seen_at"))
    assert seen == {"one": NOW + timedelta(minutes=5), "other": NOW}
