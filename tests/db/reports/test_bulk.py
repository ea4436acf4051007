"""Accepting many reports at once: only those in which nothing asks to be looked at."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ketnghia.comments.states import Audience
from ketnghia.consolidation import operations
from ketnghia.kernel.refusals import Invisible
from ketnghia.reports import discussion
from ketnghia.reports.bulk import Outcome, waiting
from ketnghia.reports.models import Report
from ketnghia.reports.states import Action, State
from tests.world import OPEN, YEAR, Unit, World, act, again, clean, save


def _submitted(world: World, unit: Unit, *, waived: bool = False) -> Report:
    report = world.begun(unit)
    content = clean(report)
    content["waivers"] = {"B1-W01@hoat_dong.r1": "Đã xem lại."} if waived else {}
    return world.brought_to(unit, State.SUBMITTED, content)


def _accept(world: World, *picked: Report) -> Outcome:
    return operations.accept_many(
        viewer=world.board.coordinator,
        year=YEAR,
        picked=[(each.pk, again(each).version) for each in picked],
        now=OPEN,
    )


def _why(world: World) -> dict[str, tuple[str, ...]]:
    return {each.unit: each.reasons for each in waiting(world.board.coordinator, year=YEAR)}


def test_reports_without_findings_are_accepted_and_each_other_is_left_with_its_reason(world: World) -> None:
    plain = _submitted(world, world.business)
    waived = _submitted(world, world.department, waived=True)
    outcome = _accept(world, plain, waived)
    assert outcome.accepted == (world.business.name,)
    assert outcome.left == ((world.department.name, "Có nhắc nhở mà đơn vị tự giải thích."),)
    assert [again(each).state for each in (plain, waived)] == [State.ACCEPTED, State.SUBMITTED]


def test_a_remark_that_is_open_and_a_second_submission_are_looked_at_first(world: World) -> None:
    report = _submitted(world, world.business)
    discussion.say(
        viewer=world.board.coordinator,
        report_id=report.pk,
        path="",
        text="Xem lại.",
        audience=Audience.BOTH,
        link="",
        now=OPEN,
    )
    assert _why(world) == {world.business.name: ("Còn ý kiến chưa khép lại.",)}
    act(world.board.coordinator, report, Action.RETURN, reason="Sửa.")
    save(world.business.writer, report, again(report).content)
    act(world.business.writer, report, Action.SUBMIT)
    assert len(_why(world)[world.business.name]) == 2
    assert _accept(world, report).accepted == ()


def test_one_that_moved_on_meanwhile_is_left_and_the_others_are_accepted(world: World) -> None:
    first, second = _submitted(world, world.business), _submitted(world, world.city)
    picked = [(first.pk, first.version - 1), (second.pk, second.version), (999_999, 1)]
    outcome = operations.accept_many(viewer=world.board.coordinator, year=YEAR, picked=picked, now=OPEN)
    assert outcome.accepted == (world.city.name,)
    assert [unit for unit, _reason in outcome.left] == [world.business.name, "Báo cáo số 999999"]


def test_a_district_is_offered_its_communes_and_the_board_is_not(world: World) -> None:
    world.brought_to(world.commune1, State.SUBMITTED)
    assert [each.unit for each in waiting(world.district.coordinator, year=YEAR)] == [world.commune1.name]
    assert _why(world) == {}
    with pytest.raises(Invisible):
        waiting(world.department.reviewer, year=YEAR)


def test_the_list_takes_two_queries_whatever_its_length(world: World) -> None:
    for unit in (world.business, world.city, world.department):
        _submitted(world, unit)
        with CaptureQueriesContext(connection) as queries:
            waiting(world.board.coordinator, year=YEAR)
        assert len(queries) == 2
