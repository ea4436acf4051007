"""Every state × action × role × relation: what the table below allows happens, all else changes nothing.

The table is written down here a second time, by hand: the code is measured against it, not against itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import pytest
from django.db import transaction

from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.consolidation import operations
from ketnghia.kernel.refusals import Refusal
from ketnghia.reports.models import DraftConflict, Fact, Report, Revision, Transition
from ketnghia.reports.states import TRANSITIONS, Action, Relation, State
from tests.db.reports.papers import typed
from tests.world import OPEN, REASON, Unit, World, again, clean

# state             action              who                                       becomes
TABLE: Final = """
DRAFT             SAVE                OWN REPORTER REVIEWER DISTRICT_COORDINATOR  DRAFT
DRAFT             SEND_FOR_APPROVAL   OWN REPORTER DISTRICT_COORDINATOR           PENDING_APPROVAL
DRAFT             SUBMIT              OWN REPORTER REVIEWER DISTRICT_COORDINATOR  SUBMITTED
RETURNED          SAVE                OWN REPORTER REVIEWER DISTRICT_COORDINATOR  RETURNED
RETURNED          SEND_FOR_APPROVAL   OWN REPORTER DISTRICT_COORDINATOR           PENDING_APPROVAL
RETURNED          SUBMIT              OWN REPORTER REVIEWER DISTRICT_COORDINATOR  SUBMITTED
PENDING_APPROVAL  WITHDRAW            OWN REPORTER DISTRICT_COORDINATOR           DRAFT
PENDING_APPROVAL  HAND_BACK           OWN REVIEWER                                DRAFT
PENDING_APPROVAL  SUBMIT              OWN REVIEWER                                SUBMITTED
SUBMITTED         RETURN              SUPERVISES COORDINATOR DISTRICT_COORDINATOR RETURNED
SUBMITTED         ACCEPT              SUPERVISES COORDINATOR DISTRICT_COORDINATOR ACCEPTED
ACCEPTED          REOPEN              SUPERVISES COORDINATOR DISTRICT_COORDINATOR RETURNED
SUBMITTED         RECALL              OWN REPORTER REVIEWER DISTRICT_COORDINATOR  DRAFT
DRAFT             SAVE                ON_BEHALF COORDINATOR                       DRAFT
DRAFT             SUBMIT              ON_BEHALF COORDINATOR                       SUBMITTED
RETURNED          SAVE                ON_BEHALF COORDINATOR                       RETURNED
RETURNED          SUBMIT              ON_BEHALF COORDINATOR                       SUBMITTED
SUBMITTED         RECALL              ON_BEHALF COORDINATOR                       DRAFT
DRAFT             TAKE_OVER           TYPED_FOR REPORTER REVIEWER DISTRICT_COORDINATOR DRAFT
RETURNED          TAKE_OVER           TYPED_FOR REPORTER REVIEWER DISTRICT_COORDINATOR RETURNED
"""
# The second click of who submitted is acknowledged, and changes nothing.
SECOND_CLICK: Final = (State.SUBMITTED, Action.SUBMIT, Role.REPORTER, Relation.OWN)
ASKS_FOR_A_REASON: Final = {Action.HAND_BACK, Action.RETURN, Action.REOPEN}
ASKS_FOR_CLEAN_CONTENT: Final = {Action.SEND_FOR_APPROVAL, Action.SUBMIT}
ASKS_FOR_THE_WINDOW: Final = ASKS_FOR_CLEAN_CONTENT | {Action.RECALL}

type Cell = tuple[State, Action, Role, Relation]


def _read_table() -> dict[Cell, State]:
    cells: dict[Cell, State] = {}
    for line in TABLE.strip().splitlines():
        state, action, relation, *roles, to = line.split()
        for role in roles:
            cells[State(state), Action(action), Role(role), Relation(relation)] = State(to)
    return cells


EXPECTED: Final = _read_table()


def test_the_code_holds_the_table_written_here() -> None:
    assert {cell: step.to for cell, step in TRANSITIONS.items()} == EXPECTED


def test_a_reason_is_asked_for_where_a_report_goes_back() -> None:
    assert {cell[1] for cell, step in TRANSITIONS.items() if step.needs_reason} == ASKS_FOR_A_REASON


def test_window_and_content_are_checked_where_a_report_goes_on_its_way() -> None:
    asked = {cell[1] for cell, step in TRANSITIONS.items() if step.needs_open_window}
    clean = {cell[1] for cell, step in TRANSITIONS.items() if step.needs_clean_content}
    assert (asked, clean) == (ASKS_FOR_THE_WINDOW, ASKS_FOR_CLEAN_CONTENT)


@dataclass(frozen=True)
class Actor:
    """Who tries, and whose report they try it on."""

    viewer: Viewer
    unit: Unit


def _actors(world: World) -> dict[tuple[Role, Relation], Actor]:
    """One actor a role and relation. The unit has one person who writes, so four eyes stay out of the way."""
    unit = world.business
    somebody = world.outsider.reporter
    own = {role: replace(unit.reporter, role=role, user_id=somebody.user_id) for role in Role}
    own[Role.REPORTER] = unit.reporter
    above = {role: replace(world.board.coordinator, role=role) for role in Role}
    above[Role.OBSERVER] = world.province.observer
    above[Role.DISTRICT_COORDINATOR] = world.district.coordinator
    supervised = dict.fromkeys(Role, unit) | {Role.DISTRICT_COORDINATOR: world.commune1}
    return {(role, Relation.OWN): Actor(own[role], unit) for role in Role} | {
        (role, Relation.SUPERVISES): Actor(above[role], supervised[role]) for role in Role
    }


def _everything(report: Report) -> list[object]:
    """All that a step may touch."""
    return [
        Report.objects.values().get(pk=report.pk),
        *(list(kind.objects.values()) for kind in (Revision, Transition, Fact, DraftConflict)),
    ]


def _try(actor: Actor, report: Report, action: Action) -> None:
    if action is Action.SAVE:
        operations.save(
            viewer=actor.viewer,
            report_id=report.pk,
            base_version=report.version,
            save_id="luu-moi",
            content=clean(report),
            now=OPEN,
        )
        return
    operations.perform(
        viewer=actor.viewer,
        report_id=report.pk,
        action=action,
        version=report.version,
        reason=REASON if action in ASKS_FOR_A_REASON else "",
        now=OPEN,
    )


def _outcome(actor: Actor, report: Report, action: Action) -> str:
    """What became of the report; the attempt itself is taken back."""
    before = _everything(report)
    with transaction.atomic():
        try:
            _try(actor, report, action)
        except Refusal:
            result = "refused" if _everything(report) == before else "refused, and yet something changed"
        else:
            after = again(report)
            result = after.state if _everything(report) != before else "nothing changed"
            if action is not Action.SAVE and result != "nothing changed":
                move = Transition.objects.filter(report=report).latest("pk")
                recorded = (move.action, move.from_state, move.to_state, move.role, move.actor_id)
                viewer = actor.viewer
                assert recorded == (action, report.state, after.state, viewer.role, viewer.user_id)
        transaction.set_rollback(True)
    return result


@pytest.mark.parametrize("state", State)
def test_only_the_steps_of_the_table_happen_from(world: World, state: State) -> None:
    reports = {unit.id: world.brought_to(unit, state) for unit in (world.business, world.commune1)}
    actors = _actors(world)
    found: dict[Cell, str] = {}
    for action, (who, actor) in product(Action, actors.items()):
        found[state, action, *who] = _outcome(actor, reports[actor.unit.id], action)
    expected: dict[Cell, str] = {cell: EXPECTED.get(cell, "refused") for cell in found}
    if state is State.SUBMITTED:
        expected[SECOND_CLICK] = "nothing changed"
    assert found == expected


def _on_paper(world: World) -> dict[tuple[Role, str], Actor]:
    """The same roles about a report typed from the business' paper: at the Board, and in the business."""
    board, unit = world.board.coordinator, world.business
    somebody = world.outsider.reporter
    own = {role: replace(unit.reporter, role=role, user_id=somebody.user_id) for role in Role}
    return {(role, "board"): Actor(replace(board, role=role), unit) for role in Role} | {
        (role, "unit"): Actor(own[role], unit) for role in Role
    }


def _stands(role: Role, place: str) -> tuple[Relation, ...]:
    """The Board's coordinator types the report and receives it; nobody else there has to do with it."""
    if place == "unit":
        return (Relation.TYPED_FOR,)
    return (Relation.ON_BEHALF, Relation.SUPERVISES) if role is Role.COORDINATOR else ()


@pytest.mark.parametrize("state", [each for each in State if each is not State.PENDING_APPROVAL])
def test_on_paper_only_the_steps_of_the_table_happen_from(world: World, state: State) -> None:
    report = typed(world, state)
    found, expected = {}, {}
    for action, ((role, place), actor) in product(Action, _on_paper(world).items()):
        found[action, role, place] = _outcome(actor, report, action)
        cells = [EXPECTED.get((state, action, role, relation)) for relation in _stands(role, place)]
        expected[action, role, place] = next(filter(None, cells), "refused")
    if state is State.SUBMITTED:
        expected[Action.SUBMIT, Role.COORDINATOR, "board"] = "nothing changed"
    assert found == expected
