"""What tells two versions apart: the lines that differ, and the submissions behind them."""

from __future__ import annotations

from decimal import Decimal

from ketnghia.consolidation import versions
from ketnghia.consolidation.differences import Difference, compare
from ketnghia.consolidation.flat import amounts
from ketnghia.consolidation.snapshot import Snapshot
from ketnghia.consolidation.trace import TABLES, trace, trace_rows
from ketnghia.reports.states import Action, State
from tests.db.consolidation.campaign import in_every_state, with_form2
from tests.db.consolidation.test_versions import corrected, freeze, read
from tests.world import OPEN, REASON, YEAR, World, act, again


def now(world: World) -> Snapshot:
    return versions.snapshot_now(world.board.coordinator, year=YEAR, as_of=OPEN, accepted_only=False)


def frozen(world: World, number: int = 1) -> Snapshot:
    return versions.opened(read(world, number))


def changed(difference: Difference) -> dict[str, tuple[list[str], list[str], list[str]]]:
    """By table: names of the units whose reports came, went, were replaced."""
    found = {}
    for table in difference.tables:
        reports = [each for line in table.lines for each in line.reports]
        found[table.by] = (
            sorted({each.report.organisation for each in reports if each.before is None}),
            sorted({each.report.organisation for each in reports if each.after is None}),
            sorted({each.report.organisation for each in reports if each.before and each.after}),
        )
    return found


def test_two_states_that_say_the_same_do_not_differ(world: World) -> None:
    in_every_state(world)
    with_form2(world)
    freeze(world)
    assert compare(frozen(world), now(world)).is_empty


def test_a_corrected_report_is_told_as_replaced_and_lines_change_by_what_it_changed(world: World) -> None:
    reports = in_every_state(world)
    freeze(world)
    corrected(world, reports["submitted"])
    freeze(world, note="Sau khi sửa.")
    difference = compare(frozen(world), frozen(world, 2))
    (report,) = difference.reports
    assert report.before is not None
    assert report.after is not None
    assert (report.report.organisation, report.before.revision_number, report.after.revision_number) == (
        world.city.name, 1, 2,
    )  # fmt: skip
    assert changed(difference)["total"] == ([], [], [world.city.name])
    before = {line.key: line for line in amounts(frozen(world).figures)}
    after = {line.key: line for line in amounts(frozen(world, 2).figures)}
    told = {line.line.key: line for table in difference.tables for line in table.lines}
    for key in before.keys() | after.keys():
        old, new = before[key], after[key]
        assert (key in told) == ((old.actual, old.estimate) != (new.actual, new.estimate))
    for line in told.values():
        assert line.estimate.by == (line.estimate.after or 0) - (line.estimate.before or 0)
    donor = told["donor", "", str(world.city.id)]
    rows = again(reports["submitted"]).content["sections"]["hoat_dong"]
    assert donor.actual.after == sum(
        row[field]["actual"] or 0 for row in rows for field in row if field.startswith("von_")
    )


def test_a_report_sent_back_is_told_as_gone_and_what_nobody_says_any_more_is_not_zero(world: World) -> None:
    reports = in_every_state(world)
    freeze(world)
    act(world.board.coordinator, reports["submitted"], Action.RETURN, reason=REASON)
    difference = compare(frozen(world), now(world))
    assert [each.report.organisation for each in difference.reports if each.after is None] == [
        world.city.name
    ]
    (line,) = [
        line
        for table in difference.tables
        if table.by == "donor"
        for line in table.lines
        if line.line.code == str(world.city.id)
    ]
    assert line.estimate.before
    assert (line.estimate.after, line.estimate.by) == (None, None)
    assert (difference.submitted.by, difference.missing.by) == (Decimal(-1), Decimal(1))


def test_a_report_that_came_later_is_told_as_come(world: World) -> None:
    world.brought_to(world.department, State.ACCEPTED)
    freeze(world)
    world.brought_to(world.city, State.SUBMITTED)
    world.brought_to(world.commune1, State.ACCEPTED)
    difference = compare(frozen(world), now(world))
    assert {each.report.organisation for each in difference.reports} == {
        world.city.name,
        world.commune1.name,
    }
    assert changed(difference)["recipient_received"][0] == [world.commune1.name]


def test_every_line_of_the_year_has_a_key_of_its_own(world: World) -> None:
    in_every_state(world)
    with_form2(world)
    keys = [line.key for line in amounts(now(world).figures)]
    assert len(keys) == len(set(keys))
    assert {by for by, _area, _code in keys} == set(TABLES)


def test_a_frozen_figure_leads_to_the_submissions_it_rested_on_whatever_came_later(world: World) -> None:
    reports = in_every_state(world)
    with_form2(world)
    freeze(world)
    corrected(world, reports["submitted"])
    snapshot = frozen(world)
    viewer = world.board.coordinator
    for line in amounts(snapshot.figures):
        found = trace(viewer, year=YEAR, by=line.by, code=line.code, frozen=snapshot)
        assert found.estimate == line.estimate
        if line.is_money:
            assert found.actual == line.actual
            assert tuple(sorted(each.revision_id for each in found.reports)) == line.revisions
    of_city = trace(viewer, year=YEAR, by="donor", code=str(world.city.id), frozen=snapshot).reports[0]
    assert (of_city.revision_number, of_city.state) == (1, State.SUBMITTED)
    rows = trace_rows(
        viewer,
        year=YEAR,
        by="donor",
        code=str(world.city.id),
        revision_id=of_city.revision_id,
        frozen=snapshot,
    )
    assert sum(row.estimate or 0 for row in rows) == of_city.estimate
