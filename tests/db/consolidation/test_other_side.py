"""What one side of an assignment learns of the other's report."""

import pytest
from pytest_django import DjangoAssertNumQueries

from ketnghia.consolidation.other_side import told_by_donors, told_by_recipients
from ketnghia.reports.states import State
from tests.world import YEAR, World


def test_a_donor_learns_what_its_commune_reported_about_it_and_nothing_else(world: World) -> None:
    report = world.brought_to(world.commune1, State.SUBMITTED)
    named = {row["don_vi_giup"] for row in report.content["sections"]["ho_tro"]}
    for donor in (world.department, world.business, world.city):
        expected = {(world.commune1.id, donor.id)} if donor.id in named else set()
        assert set(told_by_recipients(donor.reporter, YEAR)) == expected
    assert named


def test_a_commune_and_its_district_learn_what_donors_reported(world: World) -> None:
    world.brought_to(world.department, State.ACCEPTED)
    told = told_by_donors(world.commune1.reporter, YEAR)
    assert set(told) == {(world.commune1.id, world.department.id)}
    figure = told[world.commune1.id, world.department.id]
    assert figure.is_reported
    assert figure.estimate >= figure.actual > 0
    assert told_by_donors(world.district.coordinator, YEAR) == told
    assert not told_by_donors(world.commune2.reporter, YEAR)


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_what_is_not_handed_in_is_not_told(world: World, state: State) -> None:
    world.brought_to(world.department, state)
    assert not told_by_donors(world.commune1.reporter, YEAR)


@pytest.mark.parametrize("reports", [1, 2])
def test_the_other_side_takes_one_query(
    world: World, reports: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for unit in (world.department, world.business)[:reports]:
        world.brought_to(unit, State.SUBMITTED)
    with django_assert_num_queries(1):
        assert len(told_by_donors(world.commune1.reporter, YEAR)) == reports
