"""From what a figure is the sum of: reports that sum to the line, rows that sum to the report."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from decimal import Decimal

import pytest

from ketnghia.consolidation.figures import Consolidated, Figure
from ketnghia.consolidation.trace import TABLES, Trace, trace, trace_rows
from ketnghia.kernel.refusals import Invisible
from tests.db.consolidation.campaign import consolidated, in_every_state, with_form2
from tests.world import YEAR, World

type Lines = Callable[[Consolidated], Iterable[tuple[str, Figure]]]

LINES: dict[str, Lines] = {
    "total": lambda c: [("", c.totals)],
    "area": lambda c: [(line.code, line.figure) for line in c.by_area],
    "activity": lambda c: [(line.code, line.figure) for line in c.by_activity],
    "district": lambda c: [(line.code, line.figure) for line in c.by_district],
    "donor_kind": lambda c: [(line.code, line.figure) for line in c.by_donor_kind],
    "money_source": lambda c: [(line.code, line.figure) for line in c.by_money_source],
    "donor": lambda c: [(line.code, line.figure) for line in c.by_donor],
    "recipient": lambda c: [(line.code, line.figure) for line in c.by_recipient],
    "received": lambda c: [(line.code, line.received) for line in c.by_district],
    "recipient_received": lambda c: [(line.code, line.received) for line in c.by_recipient],
}


def traced(world: World, by: str, code: str = "") -> Trace:
    return trace(world.province.observer, year=YEAR, by=by, code=code)


@pytest.mark.parametrize("by", LINES)
def test_the_trace_of_each_line_sums_to_the_line_and_names_its_revisions(world: World, by: str) -> None:
    in_every_state(world)
    with_form2(world)
    for code, figure in LINES[by](consolidated(world)):
        found = traced(world, by, code)
        assert (int(found.actual or 0), int(found.estimate or 0)) == (figure.actual, figure.estimate)
        assert tuple(sorted(each.revision_id for each in found.reports)) == figure.revisions


def test_every_table_can_be_traced_somewhere_in_these_tests() -> None:
    apart = {"quantity", "indicator", "households", "recipient_households", "received_total"}
    assert set(TABLES) == set(LINES) | apart


def test_counts_are_traced_like_money(world: World) -> None:
    in_every_state(world)
    with_form2(world)
    c = consolidated(world)
    for line in c.indicators:
        found = traced(world, "indicator", line.code)
        assert (found.actual, found.estimate) == (line.actual, line.estimate)
        assert not found.is_money
        assert found.label == line.label
    for activity in c.by_activity:
        assert traced(world, "quantity", activity.code).estimate == activity.quantity_estimate
    for district in c.by_district:
        assert traced(world, "households", district.code).estimate == district.households
    for recipient in c.by_recipient:
        assert traced(world, "recipient_households", recipient.code).estimate == recipient.households
    received = sum(line.received.estimate for line in c.by_district)
    assert traced(world, "received_total").estimate == received


def test_the_rows_of_a_report_sum_to_what_it_adds(world: World) -> None:
    in_every_state(world)
    found = traced(world, "area", "A")
    assert found.reports
    for report in found.reports:
        rows = trace_rows(
            world.board.coordinator, year=YEAR, by="area", code="A", revision_id=report.revision_id
        )
        assert len(rows) == report.rows
        assert sum((row.actual or Decimal(0) for row in rows), Decimal(0)) == report.actual
        assert all(row.path.startswith("hoat_dong.r") and row.recipient and row.activity for row in rows)


def test_the_line_without_a_code_holds_what_has_none(world: World) -> None:
    in_every_state(world)
    assert traced(world, "district", "-").reports == ()
    assert traced(world, "area", "-").label == "Chưa xác định"


@pytest.mark.parametrize("code", ["' OR 1=1 --", "\0", "9" * 40, "-1", "١", "<script>", "x" * 5000])
def test_a_code_nobody_has_yields_nothing(world: World, code: str) -> None:
    in_every_state(world)
    for by in (name for name, table in TABLES.items() if table.column):
        with suppress(Invisible):
            assert traced(world, by, code).reports == ()


def test_an_unknown_table_or_year_does_not_exist(world: World) -> None:
    with pytest.raises(Invisible):
        traced(world, "organisation__name", "Sở Y tế")
    with pytest.raises(Invisible):
        trace(world.board.coordinator, year=1999, by="total", code="")


@pytest.mark.parametrize("username", ["so-y.nhap", "xa-1.nhap", "huyen.tong-hop"])
def test_only_those_who_see_the_province_may_trace(world: World, username: str) -> None:
    with pytest.raises(Invisible):
        trace(world.viewer(username), year=YEAR, by="total", code="")
