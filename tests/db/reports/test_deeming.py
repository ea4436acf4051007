"""Whose silence counts: the rule written down cell by cell, in Python and over the rows, and what is told."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ketnghia.consolidation import queries as consolidated_queries
from ketnghia.documents.board_table import board_table
from ketnghia.kernel.windows import Window, WindowState
from ketnghia.reportforms.states import Obligation
from ketnghia.reports import board, deeming, extending
from ketnghia.reports.cards import own_cards
from ketnghia.reports.models import Report, ReportingDuty
from ketnghia.reports.states import NOT_STARTED, Action, State
from tests.db.reports.test_extensions import grant
from tests.world import BEFORE, OPEN, SHUT, Unit, World, act

# Only these: must report, the own time over, and nothing sent that anybody outside the unit has in hand.
DEEMED: Final = {
    (Obligation.MUST, NOT_STARTED, False, WindowState.SHUT),
    (Obligation.MUST, State.DRAFT, False, WindowState.SHUT),
    (Obligation.MUST, State.PENDING_APPROVAL, False, WindowState.SHUT),
}
MOMENTS: Final = {WindowState.NOT_YET: BEFORE, WindowState.OPEN: OPEN, WindowState.SHUT: SHUT}
LATE: Final = SHUT + timedelta(hours=1)


def test_the_rule_is_the_table() -> None:
    window = Window.of_days(date(2021, 11, 1), date(2021, 11, 30))
    cells = product(Obligation, (NOT_STARTED, *State), (False, True), WindowState)
    found = {
        (obligation, state, is_correction, when)
        for obligation, state, is_correction, when in cells
        if deeming.is_deemed(
            obligation=obligation,
            state=state,
            is_correction=is_correction,
            window=window,
            now=MOMENTS[when],
        )
    }
    assert found == DEEMED


def _duty(unit: Unit) -> ReportingDuty:
    return ReportingDuty.objects.select_related("campaign").get(organisation=unit.id, form__code=unit.form)


def _is_deemed(unit: Unit) -> bool:
    duty = _duty(unit)
    counted = duty.pk in deeming.deemed_duties(duty.campaign, LATE)
    assert deeming.marks_of([duty.pk], now=LATE)[duty.pk].is_deemed == counted
    (card,) = own_cards(unit.writer, year=2021, now=LATE)
    assert card.is_deemed == counted
    return counted


@pytest.mark.parametrize("is_correction", [False, True])
@pytest.mark.parametrize("obligation", Obligation)
@pytest.mark.parametrize("state", [NOT_STARTED, *State])
def test_over_the_rows_the_rule_says_the_same(
    world: World, state: str, obligation: Obligation, *, is_correction: bool
) -> None:
    unit = world.department
    if state != NOT_STARTED:
        world.brought_to(unit, State(state))
        Report.objects.update(is_correction=is_correction)
    ReportingDuty.objects.filter(organisation=unit.id).update(obligation=obligation)
    came_back = is_correction and state != NOT_STARTED
    assert _is_deemed(unit) == ((obligation, state, came_back, WindowState.SHUT) in DEEMED)


def test_not_while_an_extension_runs_and_again_when_it_has_run_out(world: World) -> None:
    unit = world.department
    assert _is_deemed(unit)
    grant(world, unit)
    assert not _is_deemed(unit)
    duty = _duty(unit)
    assert duty.pk in deeming.deemed_duties(duty.campaign, SHUT + timedelta(days=5))


def test_again_when_the_extension_is_taken_back(world: World) -> None:
    (given,) = grant(world, world.department)
    assert not _is_deemed(world.department)
    board_ = world.board.coordinator
    extending.withdraw(viewer=board_, year=2021, extension_id=given.pk, reason="Ghi nhầm.", link="", now=LATE)
    assert _is_deemed(world.department)


def test_a_recalled_report_not_sent_again_is_silence(world: World) -> None:
    report = world.brought_to(world.department, State.SUBMITTED)
    assert not _is_deemed(world.department)
    recalled = act(world.department.reviewer, report, Action.RECALL)
    assert recalled.is_recalled
    assert _is_deemed(world.department)
    duty = _duty(world.department).pk
    assert deeming.marks_of([duty], now=LATE)[duty].is_recalled


def test_what_came_back_was_not_recalled(world: World) -> None:
    assert not world.brought_to(world.department, State.RETURNED).is_recalled
    duty = _duty(world.department).pk
    assert not deeming.marks_of([duty], now=LATE)[duty].is_recalled


def test_a_business_never_is(world: World) -> None:
    assert not _is_deemed(world.business)


def test_while_the_window_is_open_nobody_is_asked_about(world: World) -> None:
    campaign = _duty(world.department).campaign
    with CaptureQueriesContext(connection) as asked:
        assert deeming.count_deemed(campaign, OPEN) == 0
    assert not asked.captured_queries


def test_the_board_counts_and_lists_them_and_the_workbook_says_it(world: World) -> None:
    world.brought_to(world.city, State.SUBMITTED)
    viewer, campaign = world.board.coordinator, _duty(world.department).campaign
    chosen = board.BoardFilter(deemed_at=LATE)
    lines, total = board.lines(viewer, campaign.pk, chosen)
    assert total == deeming.count_deemed(campaign, LATE) == len(lines) > 0
    names = {line.organisation for line in lines}
    assert world.department.name in names
    assert not names & {world.city.name, world.business.name}
    marked = board.marked(lines, now=LATE)
    assert all(line.mark.is_deemed for line in marked)
    assert len(board_table(marked, year=2021)) > len(board_table(lines[:1], year=2021))


def test_the_list_of_the_missing_says_whose_silence_counts(world: World) -> None:
    found = consolidated_queries.consolidated(world.board.coordinator, year=2021, as_of=LATE)
    verdicts = {line.organisation: line.verdict for line in found.missing}
    assert verdicts[world.department.name] == "Xem như không triển khai"
    assert verdicts[world.business.name] == ""
    early = consolidated_queries.consolidated(world.board.coordinator, year=2021, as_of=OPEN)
    assert not [line for line in early.missing if line.verdict]
