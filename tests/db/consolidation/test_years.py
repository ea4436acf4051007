"""Years side by side: what the other years add up to, and those that have nothing said to have nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ketnghia.consolidation import queries
from ketnghia.consolidation.figures import Consolidated
from ketnghia.consolidation.flat import amounts
from ketnghia.consolidation.unit_years import unit_years
from ketnghia.consolidation.years import percent_change
from ketnghia.reports.states import State
from tests.db.campaigns.preparing import NEXT, next_year
from tests.db.consolidation.campaign import in_every_state, with_form2
from tests.db.consolidation.next_year import OPEN_NEXT, next_year_reported
from tests.world import YEAR, World


def of(world: World, year: int, *, accepted_only: bool = False) -> Consolidated:
    return queries.consolidated(
        world.board.coordinator, year=year, as_of=OPEN_NEXT, accepted_only=accepted_only
    )


def lines_of(c: Consolidated, year: int) -> dict[tuple[str, str, str], tuple[Decimal | None, Decimal | None]]:
    return {
        (line.by, line.area, line.code): (line.actual, line.estimate)
        for line in c.years.lines
        if line.year == year
    }


def own_lines(c: Consolidated) -> dict[tuple[str, str, str], tuple[Decimal | None, Decimal | None]]:
    return {
        line.key: (line.actual, line.estimate)
        for line in amounts(c)
        if line.by not in ("total", "received_total")
        and (line.actual is not None or line.estimate is not None)
    }


def test_every_year_of_the_programme_is_there_and_those_without_reports_have_nothing(world: World) -> None:
    in_every_state(world)
    c = of(world, YEAR)
    assert [each.year for each in c.years.totals] == [2020, 2021, 2022, 2023, 2024, 2025]
    assert c.years.neighbours == (2020, 2022)
    assert c.years.lines == ()
    own = c.years.total_of(YEAR)
    assert (own.reports, own.actual, own.estimate) == (3, c.totals.actual, c.totals.estimate)
    for each in c.years.totals:
        if each.year != YEAR:
            assert not each.has_data
            assert (each.actual, each.estimate, each.received_estimate) == (None, None, None)


@pytest.mark.parametrize("accepted_only", [False, True])
def test_a_year_says_beside_another_what_it_says_itself_line_by_line(
    world: World, accepted_only: bool
) -> None:
    in_every_state(world)
    with_form2(world)
    next_year_reported(world)
    this, after = (of(world, year, accepted_only=accepted_only) for year in (YEAR, NEXT))
    assert this.years.total_of(NEXT) == after.years.total_of(NEXT)
    assert after.years.total_of(YEAR) == this.years.total_of(YEAR)
    assert this.years.total_of(NEXT).estimate == after.totals.estimate
    assert this.years.total_of(NEXT).reports == (2 if accepted_only else 3)
    assert lines_of(this, NEXT) == own_lines(after) != {}
    assert lines_of(after, YEAR) == own_lines(this) != {}
    assert after.years.neighbours == (2021, 2023)


def test_a_campaign_being_prepared_is_no_year_with_data(world: World) -> None:
    world.brought_to(world.department, State.ACCEPTED)
    next_year(world)
    assert not of(world, YEAR).years.total_of(NEXT).has_data


def test_a_year_somebody_only_began_in_has_no_data(world: World) -> None:
    world.begun(world.department)
    own = of(world, YEAR).years.total_of(YEAR)
    assert (own.has_data, own.actual, own.estimate) == (False, None, None)


def test_another_year_costs_no_further_query(
    world: World, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    in_every_state(world)
    of(world, YEAR)
    with django_assert_max_num_queries(9) as before:
        of(world, YEAR)
    next_year_reported(world)
    with django_assert_num_queries(len(before)):
        of(world, YEAR)


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [
        (200, 250, "25.0"),
        (3, 2, "-33.3"),
        (8, 9, "12.5"),
        (2000, 2001, "0.1"),
        (0, 5, None),
        (-1, 5, None),
        (None, 5, None),
        (5, None, None),
    ],
)
def test_a_change_is_told_in_percent_where_both_years_are_known(
    before: int | None, after: int | None, percent: str | None
) -> None:
    assert percent_change(before, after) == (Decimal(percent) if percent else None)


def test_a_unit_sees_its_own_years_and_the_province_those_of_all(world: World) -> None:
    reports = in_every_state(world)
    next_year_reported(world)
    this, after = of(world, YEAR), of(world, NEXT)
    donor = str(world.department.id)
    stated = {c.year: next(line.figure for line in c.by_donor if line.code == donor) for c in (this, after)}
    for viewer in (world.department.reporter, world.board.coordinator, world.province.observer):
        years = {each.year: each for each in unit_years(viewer, world.department.id)}
        assert list(years) == [2020, 2021, 2022, 2023, 2024, 2025]
        for year, figure in stated.items():
            assert (years[year].actual, years[year].estimate) == (figure.actual, figure.estimate)
        assert [year for year, each in years.items() if not each.has_data] == [2020, 2023, 2024, 2025]
    commune = {each.year: each for each in unit_years(world.commune1.reporter, world.commune1.id)}
    received = next(line for line in this.by_recipient if line.code == str(world.commune1.id)).received
    assert (commune[YEAR].actual, commune[YEAR].estimate) == (received.actual, received.estimate)
    assert not unit_years(world.business.reporter, reports["returned"].organisation_id)[1].has_data


def test_nobody_sees_the_years_of_a_neighbour(world: World) -> None:
    in_every_state(world)
    for unit in (world.city, world.commune1, world.district, world.outsider):
        for viewer in unit.viewers.values():
            assert unit_years(viewer, world.department.id) == []
