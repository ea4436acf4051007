"""Saving a draft: nothing typed is lost, nothing is kept twice, nobody is overwritten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ketnghia.consolidation import operations
from ketnghia.kernel.refusals import Changed, Invisible, NotAllowed, Refusal
from ketnghia.reportforms.merging import Whose
from ketnghia.reports.conflicts import open_conflict, stamp
from ketnghia.reports.models import DraftConflict, Report
from ketnghia.reports.operations import Saved, StaleSave
from ketnghia.reports.states import Action, State
from tests.filling import Content
from tests.world import OPEN, World, act, again, clean, save

# Savepoints counted too.
SAVE_QUERIES = 5
SUBMIT_QUERIES = 10
NUMBER = "ky_ket.so_van_ban"


def _save(world: World, report: Report, content: Content, *, base: int, save_id: str) -> Saved:
    return operations.save(
        viewer=world.business.reporter,
        report_id=report.pk,
        base_version=base,
        save_id=save_id,
        content=content,
        now=OPEN,
    )


def _number(content: Content, number: str) -> Content:
    content["sections"]["ky_ket"]["so_van_ban"] = number
    return content


def _stored_number(report: Report) -> str:
    found: str = again(report).content["sections"]["ky_ket"]["so_van_ban"]
    return found


def test_a_save_gives_the_draft_its_next_version_and_tells_what_was_found(world: World) -> None:
    report = world.begun(world.business)
    saved = _save(world, report, clean(report), base=1, save_id="a")
    assert (saved.version, saved.saved_at, saved.state) == (2, OPEN, State.DRAFT)
    assert saved.examined.findings == ()
    assert saved.examined.sums.total == (70_000_000, 140_000_000)


def test_a_save_from_an_older_version_is_refused_and_both_contents_are_kept(world: World) -> None:
    report = world.drafted(world.business)
    _save(world, report, _number(clean(report), "1/CTr"), base=2, save_id="a")
    with pytest.raises(StaleSave) as refused:
        _save(world, report, _number(clean(report), "2/CTr"), base=2, save_id="b")
    assert isinstance(refused.value, Changed)
    kept = DraftConflict.objects.get(pk=refused.value.conflict.conflict_id)
    assert refused.value.conflict.current_version == 3
    assert _stored_number(report) == "1/CTr"
    assert kept.content["sections"]["ky_ket"]["so_van_ban"] == "2/CTr"


def test_a_retry_of_the_last_save_is_acknowledged_and_not_repeated(world: World) -> None:
    report = world.begun(world.business)
    first = _save(world, report, clean(report), base=1, save_id="a")
    again_ = _save(world, report, clean(report), base=1, save_id="a")
    assert (first.version, again_.version) == (2, 2)
    assert not DraftConflict.objects.exists()


def test_a_late_retry_of_an_older_save_overwrites_nothing(world: World) -> None:
    report = world.begun(world.business)
    _save(world, report, _number(clean(report), "1/CTr"), base=1, save_id="a")
    _save(world, report, _number(clean(report), "2/CTr"), base=2, save_id="b")
    with pytest.raises(StaleSave):
        _save(world, report, _number(clean(report), "1/CTr"), base=1, save_id="a")
    assert _stored_number(report) == "2/CTr"


def test_a_refused_save_sent_again_is_kept_once(world: World) -> None:
    report = world.drafted(world.business)
    for _attempt in range(2):
        with pytest.raises(StaleSave):
            _save(world, report, clean(report), base=1, save_id="b")
    assert DraftConflict.objects.count() == 1


def _conflict(world: World) -> tuple[Report, DraftConflict]:
    report = world.drafted(world.business)
    _save(world, report, _number(clean(report), "1/CTr"), base=2, save_id="a")
    with pytest.raises(StaleSave):
        _save(world, report, _number(clean(report), "2/CTr"), base=2, save_id="b")
    return report, DraftConflict.objects.get()


def _resolve(world: World, report: Report, conflict: DraftConflict, **given: Any) -> None:
    sent: dict[str, Any] = {"version": again(report).version, "choices": {}, "now": OPEN} | given
    operations.resolve_conflict(
        viewer=world.business.reporter, report_id=report.pk, conflict_id=conflict.pk, **sent
    )


@pytest.mark.parametrize(
    ("side", "number", "version"), [(Whose.MINE, "2/CTr", 4), (Whose.THEIRS, "1/CTr", 3)]
)
@pytest.mark.parametrize("each_cell", [True, False])
def test_who_chooses_between_two_values_gets_the_one_chosen(
    world: World, side: Whose, number: str, version: int, each_cell: bool
) -> None:
    report, conflict = _conflict(world)
    given: dict[str, Any] = {"choices": {NUMBER: side}} if each_cell else {"rest": side}
    _resolve(world, report, conflict, **given)
    assert (_stored_number(report), again(report).version) == (number, version)
    assert open_conflict(world.business.reporter, report) is None


def test_what_only_one_side_changed_is_put_together_without_a_question(world: World) -> None:
    report = world.drafted(world.business)
    mine = _number(again(report).content, "2/CTr")
    theirs = again(report).content
    theirs["sections"]["thuyet_minh"]["ket_qua"] = "Xong hai nhà."
    _save(world, report, theirs, base=2, save_id="a")
    with pytest.raises(StaleSave):
        _save(world, report, mine, base=2, save_id="b")
    _resolve(world, report, DraftConflict.objects.get())
    kept = again(report).content["sections"]
    assert (kept["ky_ket"]["so_van_ban"], kept["thuyet_minh"]["ket_qua"]) == ("2/CTr", "Xong hai nhà.")


def test_a_cell_both_changed_is_not_settled_without_a_choice(world: World) -> None:
    report, conflict = _conflict(world)
    with pytest.raises(Refusal) as refused:
        _resolve(world, report, conflict)
    assert refused.value.code == "CHOICE_MISSING"
    assert open_conflict(world.business.reporter, report) is not None


def test_who_chose_while_somebody_saved_again_looks_once_more(world: World) -> None:
    report, conflict = _conflict(world)
    _save(world, report, _number(again(report).content, "3/CTr"), base=3, save_id="c")
    with pytest.raises(Changed):
        _resolve(world, report, conflict, version=3, rest=Whose.MINE)
    assert _stored_number(report) == "3/CTr"


def test_a_browser_that_repeats_the_refused_save_overwrites_nothing_that_was_chosen(world: World) -> None:
    report, conflict = _conflict(world)
    _resolve(world, report, conflict, rest=Whose.MINE)
    with pytest.raises(StaleSave):
        _save(world, report, _number(clean(report), "2/CTr"), base=2, save_id="b")


def test_a_choice_that_was_made_cannot_be_made_again(world: World) -> None:
    report, conflict = _conflict(world)
    _resolve(world, report, conflict, rest=Whose.MINE)
    with pytest.raises(Invisible):
        _resolve(world, report, conflict, rest=Whose.MINE)


def test_whoever_types_learns_which_version_the_server_holds_and_nobody_else(world: World) -> None:
    report = world.drafted(world.business)
    assert stamp(world.business.reporter, report.pk).version == 2
    with pytest.raises(Invisible):
        stamp(world.board.coordinator, report.pk)


def test_others_see_no_conflict_of_a_unit(world: World) -> None:
    report = _conflict(world)[0]
    assert open_conflict(world.board.coordinator, report) is None


def test_what_was_typed_wrongly_stays_as_typed_and_is_found(world: World) -> None:
    report = world.begun(world.business)
    content = clean(report)
    content["sections"]["hoat_dong"][0]["von_ngan_sach"] = {"actual": "abc", "estimate": "2,5 tỷ"}
    saved = save(world.business.reporter, report, content)
    kept = again(report).content["sections"]["hoat_dong"][0]["von_ngan_sach"]
    assert kept == {"actual": "abc", "estimate": 2_500_000_000}
    assert "hoat_dong.r1.von_ngan_sach.actual" in {finding.path for finding in saved.examined.findings}


@pytest.mark.parametrize("state", [State.PENDING_APPROVAL, State.SUBMITTED, State.ACCEPTED])
def test_what_lies_with_others_is_not_saved_over(world: World, state: State) -> None:
    report = world.brought_to(world.department, state)
    with pytest.raises(NotAllowed):
        save(world.department.reporter, report, clean(report))


@pytest.mark.parametrize("rows", [1, 30])
def test_a_save_takes_the_same_number_of_queries_whatever_the_rows(world: World, rows: int) -> None:
    report = world.drafted(world.business)
    content = clean(report, rows=rows)
    with CaptureQueriesContext(connection) as queries:
        _save(world, report, content, base=2, save_id="a")
    assert len(queries) <= SAVE_QUERIES, [each["sql"][:120] for each in queries]


@pytest.mark.parametrize("rows", [1, 30])
def test_a_submission_takes_the_same_number_of_queries_whatever_the_rows(world: World, rows: int) -> None:
    report = world.drafted(world.business, rows=rows)
    with CaptureQueriesContext(connection) as queries:
        operations.perform(
            viewer=world.business.reporter,
            report_id=report.pk,
            action=Action.SUBMIT,
            version=report.version,
            now=OPEN + timedelta(hours=1),
        )
    assert len(queries) <= SUBMIT_QUERIES, [each["sql"][:120] for each in queries]


def test_a_report_that_came_back_is_saved_and_stays_returned(world: World) -> None:
    report = world.brought_to(world.business, State.RETURNED)
    assert save(world.business.reporter, report, clean(report)).state == State.RETURNED
    assert act(world.business.reporter, report, Action.SEND_FOR_APPROVAL).state == State.PENDING_APPROVAL
