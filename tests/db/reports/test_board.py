"""The board: every duty once, counted and listed alike, whatever the filter."""

from typing import Any

import pytest

from ketnghia.kernel.refusals import Invisible
from ketnghia.reports.board import BoardFilter, BoardLine, campaign_of, count_where, lines, tallies
from ketnghia.reports.models import ReportingDuty
from ketnghia.reports.states import NOT_STARTED, Action, Standing, State
from tests.db.consolidation.campaign import in_every_state
from tests.db.units import also_called
from tests.world import YEAR, World, act


def campaign_id(world: World) -> int:
    return campaign_of(world.board.coordinator, YEAR).pk


def listed(world: World, **chosen: Any) -> list[BoardLine]:
    found, count = lines(world.board.coordinator, campaign_id(world), BoardFilter(**chosen))
    assert len(found) == count
    return found


def test_every_duty_is_counted_once_and_listed_once(world: World) -> None:
    in_every_state(world)
    duties = ReportingDuty.objects.filter(campaign_id=campaign_id(world)).count()
    assert count_where(tallies(world.board.coordinator, campaign_id(world))) == duties
    found = listed(world)
    assert len({(line.organisation_id, line.form) for line in found}) == duties


@pytest.mark.parametrize("standing", [*Standing])
def test_a_count_by_standing_is_the_number_of_lines_it_filters(world: World, standing: Standing) -> None:
    in_every_state(world)
    found = tallies(world.board.coordinator, campaign_id(world))
    assert len(listed(world, standing=standing)) == count_where(found, standing=standing)


@pytest.mark.parametrize("state", [NOT_STARTED, *State])
def test_a_count_by_state_is_the_number_of_lines_it_filters(world: World, state: str) -> None:
    in_every_state(world)
    found = tallies(world.board.coordinator, campaign_id(world))
    assert len(listed(world, state=state)) == count_where(found, state=state)


def test_counts_by_district_and_kind_are_the_numbers_of_lines_they_filter(world: World) -> None:
    in_every_state(world)
    found = tallies(world.board.coordinator, campaign_id(world))
    for district in {tally.district_id for tally in found}:
        assert len(listed(world, district_id=district or 0)) == count_where(found, district_id=district)
    for kind in {tally.kind for tally in found}:
        assert len(listed(world, kind=kind)) == count_where(found, kind=kind)


def test_a_commune_stands_under_its_district_and_a_department_under_none(world: World) -> None:
    under = {line.organisation_id for line in listed(world, district_id=world.district.id)}
    assert {world.commune1.id, world.commune2.id, world.district.id} <= under
    assert world.department.id in {line.organisation_id for line in listed(world, district_id=0)}


def test_a_line_tells_the_last_thing_that_happened(world: World) -> None:
    reports = in_every_state(world)
    by_unit = {line.organisation_id: line for line in listed(world)}
    assert by_unit[world.department.id].last_action == Action.ACCEPT
    assert by_unit[world.business.id].last_action == Action.RETURN
    assert by_unit[world.commune2.id].last_action == Action.SAVE
    assert by_unit[world.district.id].last_at is None
    act(world.board.coordinator, reports["submitted"], Action.RETURN, reason="Sửa lại.")
    city = next(line for line in listed(world) if line.organisation_id == world.city.id)
    assert (city.last_action, city.has_revision) == (Action.RETURN, True)


def test_a_unit_is_found_by_another_way_its_name_is_written(world: World) -> None:
    also_called(world.department.id, "Sở Ơ Bhalêê")
    assert {line.organisation_id for line in listed(world, text="o bha le e")} == {world.department.id}


def test_text_is_found_without_marks(world: World) -> None:
    assert {line.organisation_id for line in listed(world, text="so y te")} == {world.department.id}


@pytest.mark.parametrize(
    "chosen",
    [
        {"text": "%' OR '1'='1"},
        {"kind": "'; DROP TABLE reports_report; --"},
        {"state": "SUBMITTED' OR 'a'='a"},
        {"obligation": "%s%(x)s"},
        {"district_id": 10**15},
    ],
)
def test_what_looks_like_sql_only_finds_nothing(world: World, chosen: dict[str, Any]) -> None:
    assert listed(world, **chosen) == []


def test_a_page_is_a_part_of_the_whole_and_beyond_the_last_comes_the_first(world: World) -> None:
    whole = listed(world)
    viewer, campaign = world.board.coordinator, campaign_id(world)
    page, count = lines(viewer, campaign, BoardFilter(), limit=2, offset=2)
    assert (page, count) == (whole[2:4], len(whole))
    assert lines(viewer, campaign, BoardFilter(), limit=2, offset=10_000) == (whole[:2], len(whole))


@pytest.mark.parametrize("username", ["so-y.nhap", "xa-1.nhap", "huyen.tong-hop", "so-khac.nhap"])
def test_nobody_else_sees_the_board(world: World, username: str) -> None:
    viewer, campaign = world.viewer(username), campaign_id(world)
    for asked in (
        lambda: tallies(viewer, campaign),
        lambda: lines(viewer, campaign, BoardFilter()),
        lambda: campaign_of(viewer, YEAR),
    ):
        with pytest.raises(Invisible):
            asked()


def test_a_year_without_a_campaign_has_no_board(world: World) -> None:
    with pytest.raises(Invisible):
        campaign_of(world.board.coordinator, 1999)


def test_the_board_takes_one_query_a_question(world: World, django_assert_num_queries: Any) -> None:
    viewer, campaign = world.board.coordinator, campaign_id(world)
    with django_assert_num_queries(3):
        tallies(viewer, campaign)
        # The page, and when those on it were last reminded.
        lines(viewer, campaign, BoardFilter(), limit=50)
