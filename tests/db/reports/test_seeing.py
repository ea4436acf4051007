"""Who sees which report: the unit all of its own, whoever receives it only what was submitted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Invisible
from ketnghia.reports import queries
from ketnghia.reports.cards import Inbox, inbox
from ketnghia.reports.models import Report
from ketnghia.reports.states import State
from tests.db.units import also_called
from tests.world import YEAR, World

# who looks, and in which states they see the report of commune 1
SEES: dict[str, set[State]] = {
    "xa-1.nhap": set(State),
    "huyen.tong-hop": {State.SUBMITTED, State.RETURNED, State.ACCEPTED},
    "huyen.duyet": {State.SUBMITTED, State.RETURNED, State.ACCEPTED},
    "ban.dieu-hanh": {State.SUBMITTED, State.RETURNED, State.ACCEPTED},
    "ubnd.theo-doi": {State.SUBMITTED, State.RETURNED, State.ACCEPTED},
    "tinh-uy.theo-doi": {State.SUBMITTED, State.RETURNED, State.ACCEPTED},
    "xa-2.nhap": set(),
    "so-y.nhap": set(),
    "so-khac.nhap": set(),
}


def _sees(viewer: Viewer, report: Report) -> bool:
    try:
        found = queries.get_report(viewer, report.pk)
    except Invisible:
        return False
    return found == report


@pytest.mark.parametrize("state", State)
def test_a_report_is_seen_by_its_unit_always_and_by_those_above_once_it_came(
    world: World, state: State
) -> None:
    report = world.brought_to(world.commune1, state)
    found = {name: _sees(world.viewer(name), report) for name in SEES}
    assert found == {name: state in states for name, states in SEES.items()}


@pytest.mark.parametrize("username", SEES)
def test_the_list_holds_exactly_what_can_be_opened(world: World, username: str) -> None:
    reports = [
        world.brought_to(world.commune1, State.SUBMITTED),
        world.brought_to(world.commune2, State.PENDING_APPROVAL),
        world.drafted(world.department),
    ]
    viewer = world.viewer(username)
    listed = set(queries.list_reports(viewer, year=YEAR))
    assert listed == {report for report in reports if _sees(viewer, report)}


def test_a_revision_that_was_never_submitted_is_not_there(world: World) -> None:
    report = world.brought_to(world.business, State.SUBMITTED)
    with pytest.raises(Invisible):
        queries.get_revision(world.business.reporter, report.pk, 2)


def test_a_year_without_a_campaign_has_no_reports(world: World) -> None:
    world.brought_to(world.business, State.SUBMITTED)
    assert not queries.list_reports(world.board.coordinator, year=1999)


def test_a_page_that_does_not_exist_gives_the_nearest_one(world: World) -> None:
    report = world.brought_to(world.business, State.SUBMITTED)
    found = queries.list_reports(world.board.coordinator, year=YEAR)
    for number in ("99", "-1", "x", None):
        assert list(queries.page(found, number)) == [report]


def test_a_district_learns_how_far_a_commune_is_and_not_what_it_typed(world: World) -> None:
    report = world.drafted(world.commune1)
    lines = queries.communes_below(world.district.coordinator, year=YEAR)
    states = {duty.organisation_id: found.state if found else None for duty, found in lines}
    assert states == {world.commune1.id: State.DRAFT, world.commune2.id: None}
    assert not _sees(world.district.coordinator, report)


@pytest.mark.parametrize("units", [1, 3])
def test_the_list_costs_one_query_whatever_its_length(
    world: World, units: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    for unit in (world.department, world.city, world.business)[:units]:
        world.brought_to(unit, State.SUBMITTED)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # the fixture has no public type
        names = [
            (each.organisation.name, each.form.title, each.campaign.year)
            for each in queries.list_reports(world.board.coordinator, year=YEAR)
        ]
    assert len(names) == units


def test_the_list_finds_a_unit_by_another_way_its_name_is_written(world: World) -> None:
    report = world.drafted(world.department)
    also_called(world.department.id, "Sở Ơ Bhalêê")
    viewer = world.viewer("so-y.nhap")
    assert list(queries.list_reports(viewer, year=YEAR, text="o bha le e")) == [report]
    assert list(queries.list_reports(viewer, year=YEAR, text="khong co ten nay")) == []


@pytest.mark.parametrize(
    ("username", "waiting"),
    [
        ("huyen.tong-hop", Inbox(to_approve=0, to_review=1)),
        ("ban.dieu-hanh", Inbox(to_approve=0, to_review=1)),
        ("so-y.duyet", Inbox(to_approve=1, to_review=0)),
        ("so-khac.nhap", Inbox(to_approve=0, to_review=0)),
    ],
)
def test_what_waits_is_counted_for_whoever_has_to_look_at_it(
    world: World, username: str, waiting: Inbox
) -> None:
    world.brought_to(world.commune1, State.SUBMITTED)
    world.brought_to(world.commune2, State.RETURNED)
    world.brought_to(world.business, State.SUBMITTED)
    world.brought_to(world.department, State.PENDING_APPROVAL)
    assert inbox(world.viewer(username), year=YEAR) == waiting
