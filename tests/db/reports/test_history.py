"""Who changed what: kept by the database, read by the unit, narrowed to a cell."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from ketnghia.kernel.refusals import Invisible
from ketnghia.reportforms.comparing import changes
from ketnghia.reports.history import history
from ketnghia.reports.models import Report
from ketnghia.reports.states import Action, State
from tests.world import REASON, World, act, again, clean, save

AMOUNT = "hoat_dong.r1.von_ngan_sach"


def _changed(world: World) -> Report:
    report = world.drafted(world.department)
    content = clean(report)
    content["sections"]["hoat_dong"][0]["von_ngan_sach"] = {"actual": 10_000_000, "estimate": 30_000_000}
    save(world.department.reporter, report, content)
    return report


def test_a_save_is_told_cell_by_cell_with_before_and_after(world: World) -> None:
    newest = history(world.department.reporter, _changed(world).pk)[0]
    assert [(each.path, each.before, each.after) for each in newest.changes] == [
        (f"{AMOUNT}.estimate", 20_000_000, 30_000_000)
    ]
    assert newest.who == "Người của so-y.nhap"


def test_the_history_of_one_cell_tells_only_of_it(world: World) -> None:
    events = history(world.department.reporter, _changed(world).pk, path=AMOUNT)
    assert len(events) == 2
    assert all(each.path.startswith(AMOUNT) for event in events for each in event.changes)


def test_a_cell_whose_name_only_begins_alike_is_not_meant(world: World) -> None:
    assert history(world.department.reporter, _changed(world).pk, path="hoat_dong.r1.von_ngan") == []


def test_steps_stand_in_the_history_with_who_and_why_newest_first(world: World) -> None:
    report = world.brought_to(world.department, State.RETURNED)
    moves = [event for event in history(world.department.reporter, report.pk) if not event.changes]
    assert [(each.action, each.who, each.reason, each.revision_number) for each in moves] == [
        (str(Action.RETURN.label), "Người của ban.dieu-hanh", REASON, None),
        (str(Action.SUBMIT.label), "Người của so-y.duyet", "", 1),
        (str(Action.SEND_FOR_APPROVAL.label), "Người của so-y.nhap", "", None),
    ]


def test_what_the_unit_typed_before_it_submitted_is_its_own_affair(world: World) -> None:
    report = world.drafted(world.department)
    act(world.department.reporter, report, Action.SEND_FOR_APPROVAL)
    act(world.department.reviewer, report, Action.HAND_BACK, reason="Thiếu chứng từ.")
    act(world.department.reporter, report, Action.SEND_FOR_APPROVAL)
    act(world.department.reviewer, report, Action.SUBMIT)
    seen = history(world.board.coordinator, report.pk)
    assert [event.action for event in seen] == [str(Action.SUBMIT.label)]


def test_nor_is_what_the_unit_says_among_itself_about_a_report_that_came_back(world: World) -> None:
    report = world.brought_to(world.department, State.RETURNED)
    act(world.department.reporter, report, Action.SEND_FOR_APPROVAL)
    act(world.department.reviewer, report, Action.HAND_BACK, reason="Số này đoán.")
    for stranger in (world.board.coordinator, world.province.observer):
        seen = history(stranger, report.pk)
        assert [event.action for event in seen] == [str(Action.RETURN.label), str(Action.SUBMIT.label)]
    assert history(world.department.reporter, report.pk)[0].reason == "Số này đoán."


def test_who_does_not_see_the_report_sees_no_history_of_it(world: World) -> None:
    with pytest.raises(Invisible):
        history(world.outsider.reporter, _changed(world).pk)


def test_a_change_made_in_the_database_by_hand_is_in_the_history_too(world: World) -> None:
    report = _changed(world)
    content = report.content | {"sections": {"ky_ket": {"so_van_ban": "99/XX"}}}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reports_report SET content = %s::jsonb WHERE id = %s", [json.dumps(content), report.pk]
        )
    events = history(world.department.reporter, report.pk, path="ky_ket.so_van_ban")
    assert {each.after for event in events for each in event.changes} == {"Nội dung ghi rõ", "99/XX"}


def test_blank_and_absent_are_the_same_and_no_change() -> None:
    before = {"sections": {"a": {"x": "", "y": None}}}
    assert changes(before, {"sections": {"a": {"z": None}}}) == ()


def test_a_value_taken_away_is_a_change() -> None:
    change = changes({"sections": {"a": {"x": "1"}}}, {"sections": {"a": {}}})
    assert [(each.path, each.before, each.after) for each in change] == [("a.x", "1", None)]


def test_who_receives_the_report_reads_of_a_cell_what_each_submission_said(world: World) -> None:
    report = world.brought_to(world.business, State.RETURNED)
    content = clean(report)
    content["sections"]["hoat_dong"][0]["von_ngan_sach"] = {"actual": 10_000_000, "estimate": 30_000_000}
    save(world.business.reporter, report, content)
    act(world.business.reporter, again(report), Action.SUBMIT)
    events = history(world.board.coordinator, report.pk, path=f"{AMOUNT}.estimate")
    assert [(each.revision_number, each.changes[0].before, each.changes[0].after) for each in events] == [
        (2, 20_000_000, 30_000_000),
        (1, None, 20_000_000),
    ]
    assert {each.who for each in events} == {"Người của doanh-nghiep.nhap"}
