"""The viewer, and the memberships in force."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from ketnghia.accounts.models import Membership
from ketnghia.accounts.queries import memberships_of, own_membership, second_factors_of, viewer_for
from ketnghia.accounts.states import Role
from ketnghia.kernel.refusals import Invisible
from tests.db.units import NOW, Kind, coordinator, person, unit, viewer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_a_viewer_takes_two_queries(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user = person(unit("Sở Y"))
    for number in range(rows - 1):
        also(user.id, f"Sở {number}")
    with django_assert_num_queries(2):
        found = viewer_for(user.id, None, now=NOW)
    assert found is not None
    assert (found.organisation_name, found.role, found.role_label) == ("Sở Y", Role.REPORTER, "Người nhập")


def also(user_id: int, name: str) -> Membership:
    return Membership.objects.create(
        user_id=user_id, organisation=unit(name), role=Role.REVIEWER, position="Trưởng phòng",
        valid_from=date(2021, 1, 1),
    )  # fmt: skip


def test_the_chosen_membership_counts() -> None:
    user = person(unit("Sở Y"))
    second = also(user.id, "Sở Z")
    found = viewer_for(user.id, second.id, now=NOW)
    assert found is not None
    assert (found.organisation_name, found.role) == ("Sở Z", Role.REVIEWER)


def test_a_membership_of_somebody_else_is_never_taken() -> None:
    user = person(unit("Sở Y"))
    foreign = Membership.objects.get(user=person(unit("Sở Z")))
    found = viewer_for(user.id, foreign.id, now=NOW)
    assert found is not None
    assert found.organisation_name == "Sở Y"
    with pytest.raises(Invisible):
        own_membership(user.id, str(foreign.id), now=NOW)


def test_a_chosen_membership_that_ended_gives_way_to_one_in_force() -> None:
    user = person(unit("Sở Y"))
    second = also(user.id, "Sở Z")
    Membership.objects.filter(id=second.id).update(valid_until=date(2021, 11, 24))
    found = viewer_for(user.id, second.id, now=NOW)
    assert found is not None
    assert found.organisation_name == "Sở Y"


def test_the_last_day_of_a_membership_is_the_one_before_its_end() -> None:
    user = person(unit("Sở Y"), until=date(2021, 11, 25))
    # 24/11 at 23:59 and 25/11 at 00:00 in Vietnam
    evening = NOW.replace(hour=16, minute=59)
    assert memberships_of(user.id, now=evening)
    assert not memberships_of(user.id, now=evening + timedelta(minutes=1))


def test_who_was_deactivated_is_no_viewer() -> None:
    user = person(unit("Sở Y"))
    user.is_active = False
    user.save()
    assert viewer_for(user.id, None, now=NOW) is None


@pytest.mark.parametrize(
    ("kind", "role", "everything"),
    [
        (Kind.PROVINCIAL_AGENCY, Role.REPORTER, False),
        (Kind.PROVINCIAL_AGENCY, Role.REVIEWER, False),
        (Kind.PROVINCIAL_AGENCY, Role.OBSERVER, False),
        (Kind.PROVINCIAL_AGENCY, Role.COORDINATOR, True),
        (Kind.MOUNTAIN_DISTRICT, Role.DISTRICT_COORDINATOR, False),
        (Kind.PROVINCE, Role.OBSERVER, True),
        (Kind.PARTY_COMMITTEE, Role.OBSERVER, True),
    ],
)
def test_the_board_and_the_observers_of_the_province_see_everything(
    kind: Kind, role: Role, everything: bool
) -> None:
    found = viewer(unit("Đơn vị", kind), role)
    assert found.sees_everything is everything
    assert found.is_coordinator is (role == Role.COORDINATOR)
    assert found.is_observer is (role == Role.OBSERVER)
    assert found.is_district_coordinator is (role == Role.DISTRICT_COORDINATOR)


def test_nobody_has_a_second_factor_before_setting_it_up() -> None:
    assert second_factors_of(coordinator().user_id) == frozenset()
