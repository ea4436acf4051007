"""Who may take a report back and until when; what a correction may do that a new report may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from itertools import product
from typing import Final

import pytest
from django.db import connection, transaction

from ketnghia.accounts.states import Role
from ketnghia.campaigns.models import ExtendedUnit, Extension
from ketnghia.consolidation import operations, queries
from ketnghia.kernel.refusals import Closed, NotAllowed, Refusal
from ketnghia.reports import queries as report_queries
from ketnghia.reports.models import Report
from ketnghia.reports.offers import offers
from ketnghia.reports.states import Action, State
from tests.world import OPEN, REASON, SHUT, Unit, World, act, again, clean

LATE: Final = SHUT + timedelta(days=1)
UNTIL: Final = SHUT + timedelta(days=5)

# What the unit's only person may do, by state, whether the report came back, and when: "open" in the
# campaign's window, "extended" after it with more time given, "shut" after it without. SAVE needs no window.
#  state             came back   open                        extended                    shut
TABLE: Final = """
   DRAFT             no          SAVE SUBMIT                 SAVE SUBMIT                 SAVE
   DRAFT             yes         SAVE SUBMIT                 SAVE SUBMIT                 SAVE SUBMIT
   PENDING_APPROVAL  no          WITHDRAW                    WITHDRAW                    WITHDRAW
   PENDING_APPROVAL  yes         WITHDRAW                    WITHDRAW                    WITHDRAW
   SUBMITTED         no          RECALL                      RECALL                      -
   RETURNED          yes         SAVE SUBMIT                 SAVE SUBMIT                 SAVE SUBMIT
   ACCEPTED          no          -                           -                           -
"""
MOMENTS: Final = {"open": OPEN, "extended": LATE, "shut": LATE}


def _expected() -> dict[tuple[State, bool, str], set[Action]]:
    found: dict[tuple[State, bool, str], set[Action]] = {}
    for line in TABLE.strip().splitlines():
        state, came_back, *cells = [cell for cell in line.strip().split("  ") if cell.strip()]
        for moment, cell in zip(MOMENTS, cells, strict=True):
            words = cell.replace("-", "").split()
            found[State(state.strip()), came_back.strip() == "yes", moment] = {Action(each) for each in words}
    return found


def _in_state(world: World, state: State, *, came_back: bool) -> Report:
    """The business' report in a state, having come back to be corrected or not, by the steps people take."""
    unit = world.business
    if came_back and state is not State.RETURNED:
        report = world.brought_to(unit, State.RETURNED)
        report = act(unit.reporter, report, Action.SEND_FOR_APPROVAL)
        return report if state is State.PENDING_APPROVAL else act(unit.reporter, report, Action.WITHDRAW)
    return world.brought_to(unit, state)


def extended(world: World, unit: Unit, until: datetime) -> Extension:
    """More time for one unit, as the Board gives it."""
    campaign = report_queries.own_duty(unit.reporter, form_code=unit.form, year=2021).campaign
    granted = Extension.objects.create(
        campaign=campaign,
        organisation=unit.organisation,
        until=until,
        reason="Bão số 9.",
        document="12/BDT, 28/11/2021",
        granted_by_id=world.board.coordinator.user_id,
        granted_at=OPEN,
    )
    ExtendedUnit.objects.create(extension=granted, organisation=unit.organisation)
    return granted


def _permitted(world: World, report: Report, moment: datetime) -> set[Action]:
    """The actions that do not meet a refusal; each attempt is taken back."""
    found = set()
    for action in Action:
        with transaction.atomic():
            try:
                _try(world, report, action, moment)
            except Refusal:
                pass
            else:
                found.add(action)
            transaction.set_rollback(True)
    return found


def _try(world: World, report: Report, action: Action, moment: datetime) -> None:
    viewer = world.business.reporter
    if action is Action.SAVE:
        operations.save(
            viewer=viewer,
            report_id=report.pk,
            base_version=report.version,
            save_id="moi",
            content=clean(report),
            now=moment,
        )
        return
    # The second click of who has submitted is acknowledged; another version makes it a first one.
    version = report.version + 1 if report.is_submitted else report.version
    operations.perform(
        viewer=viewer,
        report_id=report.pk,
        action=action,
        version=version if action is Action.SUBMIT else report.version,
        reason=REASON,
        now=moment,
    )


@pytest.mark.parametrize("cell", _expected(), ids=lambda cell: f"{cell[0]}-{cell[1]}-{cell[2]}")
def test_state_correction_window_and_extension_decide_what_a_unit_may_do(
    world: World, cell: tuple[State, bool, str]
) -> None:
    state, came_back, moment = cell
    report = _in_state(world, state, came_back=came_back)
    assert (report.state, report.is_correction) == (state, came_back)
    if moment == "extended":
        extended(world, world.business, UNTIL)
    allowed = _permitted(world, report, MOMENTS[moment]) - {Action.SEND_FOR_APPROVAL}
    assert allowed == _expected()[cell]
    offered = offers(world.business.reporter, report, MOMENTS[moment])
    shown = {each.action for each in offered.steps} | ({Action.SAVE} if offered.may_edit else set())
    assert shown == allowed
    sends = {Action.SUBMIT, Action.SEND_FOR_APPROVAL} & shown
    assert (offered.lock is None) == bool(sends)


def test_the_table_names_every_state_and_every_moment() -> None:
    named = {(state, moment) for state, _came_back, moment in _expected()}
    assert named == set(product(State, MOMENTS))


@pytest.mark.parametrize(("role", "allowed"), [(Role.REVIEWER, True), (Role.REPORTER, False)])
def test_where_two_people_look_the_one_who_sends_is_the_one_who_takes_back(
    world: World, role: Role, allowed: bool
) -> None:
    report = world.brought_to(world.department, State.SUBMITTED)
    viewer = world.department.viewers[role]
    if allowed:
        assert act(viewer, report, Action.RECALL).state == State.DRAFT
        return
    with pytest.raises(NotAllowed) as refused:
        act(viewer, report, Action.RECALL)
    assert refused.value.code == "RECALL_IS_THE_REVIEWERS"
    assert refused.value.rule
    assert refused.value.help


def test_a_district_coordinator_who_could_not_send_it_does_not_take_it_back(world: World) -> None:
    report = world.brought_to(world.district, State.SUBMITTED)
    with pytest.raises(NotAllowed) as refused:
        act(world.district.coordinator, report, Action.RECALL)
    assert refused.value.code == "RECALL_IS_THE_REVIEWERS"
    assert act(world.district.reviewer, report, Action.RECALL).state == State.DRAFT


def test_a_correction_sent_again_is_settled_and_its_recall_is_bound_by_the_window(world: World) -> None:
    unit = world.business
    report = world.brought_to(unit, State.RETURNED)
    act(unit.reporter, report, Action.SUBMIT)
    assert not again(report).is_correction
    act(unit.reporter, report, Action.RECALL)
    with pytest.raises(Closed):
        act(unit.reporter, again(report), Action.SUBMIT, now=LATE)


def test_a_report_returned_by_an_earlier_release_is_a_correction_and_a_recalled_one_is_not(
    world: World,
) -> None:
    returned = _in_state(world, State.PENDING_APPROVAL, came_back=True)
    recalled = act(world.city.reviewer, world.brought_to(world.city, State.SUBMITTED), Action.RECALL)
    begun = world.drafted(world.department)
    Report.objects.update(is_correction=False)
    upgrade = import_module("ketnghia.reports.migrations.0006_returned_are_corrections")
    with connection.cursor() as cursor:
        cursor.execute(upgrade.Migration.operations[0].sql)
    assert [again(each).is_correction for each in (returned, recalled, begun)] == [True, False, False]


def test_an_accepted_report_is_not_taken_back(world: World) -> None:
    report = world.brought_to(world.department, State.ACCEPTED)
    with pytest.raises(NotAllowed):
        act(world.department.reviewer, report, Action.RECALL)


def test_totals_drop_what_was_taken_back_and_have_it_again_when_it_is_sent(world: World) -> None:
    report = world.brought_to(world.business, State.SUBMITTED)

    def counted() -> int:
        return queries.consolidated(world.board.coordinator, year=2021, as_of=OPEN).duties.submitted

    assert counted() == 1
    act(world.business.reporter, report, Action.RECALL)
    assert counted() == 0
    act(world.business.reporter, report, Action.SUBMIT)
    assert counted() == 1
    assert again(report).revisions.count() == 2


def test_a_member_who_only_watches_is_told_so(world: World) -> None:
    report = world.drafted(world.business)
    watcher = replace(world.business.reporter, role=Role.OBSERVER)
    lock = offers(watcher, report, OPEN).lock
    assert lock is not None
    assert (lock.code, lock.since) == ("ONLY_WATCHING", report.started_at)
