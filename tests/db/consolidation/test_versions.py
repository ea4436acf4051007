"""Frozen versions: what they hold, who makes and sees them, that nothing changes them afterwards."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from ketnghia.accounts.viewer import Viewer
from ketnghia.consolidation import operations, versions
from ketnghia.consolidation.models import ConsolidatedVersion
from ketnghia.consolidation.snapshot import hash_of
from ketnghia.kernel.refusals import Changed, Invisible, NotAllowed, Refusal
from ketnghia.reports import board
from ketnghia.reports.models import Report
from ketnghia.reports.states import Action, State
from tests.db.consolidation.campaign import consolidated, in_every_state, with_form2
from tests.world import OPEN, REASON, YEAR, World, act, again, save

LATER = OPEN + timedelta(hours=2)
NOTE = "Báo cáo kết quả năm."


def freeze(
    world: World, *, accepted_only: bool = False, note: str = NOTE, viewer: Viewer | None = None
) -> ConsolidatedVersion:
    return operations.freeze(
        viewer=viewer or world.board.coordinator,
        year=YEAR,
        accepted_only=accepted_only,
        note=note,
        now=OPEN,
    )


def send(world: World, number: int = 1, **changed: Any) -> ConsolidatedVersion:
    asked: dict[str, Any] = {
        "viewer": world.board.coordinator,
        "document": "15/BC-BDT, 05/12/2021",
        "to": "UBND tỉnh",
    }
    return operations.send(**asked | changed, year=YEAR, number=number, now=LATER)


def read(world: World, number: int = 1, viewer: Viewer | None = None) -> versions.Version:
    return versions.version_of(viewer or world.board.coordinator, YEAR, number)


def corrected(world: World, report: Report) -> Report:
    """Returned, changed, sent again and accepted."""
    act(world.board.coordinator, report, Action.RETURN, reason=REASON)
    content = deepcopy(again(report).content)
    for row in content["sections"]["hoat_dong"]:
        row["von_ngan_sach"] = {"actual": 5_000_000, "estimate": 9_000_000}
    save(world.city.reporter, report, content)
    act(world.city.reporter, report, Action.SEND_FOR_APPROVAL)
    act(world.city.reviewer, report, Action.SUBMIT)
    return act(world.board.coordinator, report, Action.ACCEPT)


@pytest.mark.parametrize("accepted_only", [False, True])
def test_a_version_holds_the_whole_year_with_the_revisions_behind_it(
    world: World, accepted_only: bool
) -> None:
    in_every_state(world)
    with_form2(world)
    version = freeze(world, accepted_only=accepted_only)
    opened = versions.opened(read(world))
    assert opened.figures == replace(consolidated(world, accepted_only=accepted_only), version=1)
    assert version.number == 1
    counted = (State.ACCEPTED,) if accepted_only else (State.ACCEPTED, State.SUBMITTED)
    current = Report.objects.filter(state__in=counted).values_list("current_revision_id", flat=True)
    assert opened.revisions == tuple(version.revisions) == tuple(sorted(filter(None, current)))
    assert set(opened.figures.totals.revisions) <= set(opened.revisions)


def test_the_hash_is_that_of_what_is_stored(world: World) -> None:
    in_every_state(world)
    version = freeze(world)
    assert read(world).sha256 == version.sha256 == hash_of(read(world).frozen)
    forged = deepcopy(version.frozen)
    forged["figures"]["totals"]["actual"] += 1
    assert hash_of(forged) != version.sha256


def test_a_version_stays_as_it_was_when_a_correction_makes_the_next(world: World) -> None:
    reports = in_every_state(world)
    freeze(world)
    before = read(world).frozen
    corrected(world, reports["submitted"])
    assert not read(world).is_current
    second = freeze(world, note="Sau khi Tam Kỳ sửa.")
    assert second.number == 2
    assert read(world).frozen == before
    assert read(world, 2).is_current
    first, now = versions.opened(read(world)), versions.opened(read(world, 2))
    assert first.figures.totals != now.figures.totals == consolidated(world).totals


def test_accepting_what_was_counted_already_leaves_a_version_current(world: World) -> None:
    reports = in_every_state(world)
    freeze(world)
    freeze(world, accepted_only=True)
    assert read(world, 1).is_current
    assert read(world, 2).is_current
    act(world.board.coordinator, reports["submitted"], Action.ACCEPT)
    assert read(world, 1).is_current
    assert not read(world, 2).is_current


def test_the_same_figures_are_not_frozen_twice(world: World) -> None:
    in_every_state(world)
    freeze(world)
    with pytest.raises(Changed) as refused:
        freeze(world)
    assert refused.value.code == "SAME_AS_BEFORE"
    assert freeze(world, accepted_only=True).number == 2


@pytest.mark.parametrize(("note", "code"), [("", "NOTE_MISSING"), ("a" * 1001, "UNREADABLE_TEXT")])
def test_a_version_says_what_it_is_for(world: World, note: str, code: str) -> None:
    in_every_state(world)
    with pytest.raises(Refusal) as refused:
        freeze(world, note=note)
    assert refused.value.code == code


def test_a_year_nobody_reported_in_is_not_frozen(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        freeze(world)
    assert refused.value.code == "NOTHING_COUNTED"


def test_only_the_coordinator_freezes_and_sends(world: World) -> None:
    in_every_state(world)
    freeze(world)
    for unit in world.units:
        for viewer in unit.viewers.values():
            if viewer == world.board.coordinator:
                continue
            expected = NotAllowed if viewer.sees_everything else Invisible
            with pytest.raises(expected):
                freeze(world, viewer=viewer)
            with pytest.raises(expected):
                send(world, viewer=viewer)


def test_who_only_reads_sees_a_version_once_it_is_sent(world: World) -> None:
    in_every_state(world)
    freeze(world)
    observer = world.province.observer
    assert versions.newest(observer, YEAR) is None
    with pytest.raises(Invisible):
        read(world, viewer=observer)
    send(world)
    assert [each.number for each in versions.versions_of(observer, YEAR)] == [1]
    sent = read(world, viewer=observer)
    assert (sent.sent_to, sent.document, sent.sent_at) == ("UBND tỉnh", "15/BC-BDT, 05/12/2021", LATER)
    with pytest.raises(Invisible):
        versions.versions_of(world.department.reviewer, YEAR)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"document": ""}, "DOCUMENT_MISSING"),
        ({"to": ""}, "ADDRESSEES_MISSING"),
        ({"document": "\x00"}, "UNREADABLE_TEXT"),
        ({"number": 7}, "NO_VERSION"),
    ],
)
def test_what_goes_up_goes_under_a_document_to_somebody(
    world: World, changed: dict[str, Any], code: str
) -> None:
    in_every_state(world)
    freeze(world)
    with pytest.raises(Refusal) as refused:
        send(world, **changed)
    assert refused.value.code == code


def test_a_version_is_sent_once(world: World) -> None:
    in_every_state(world)
    freeze(world)
    send(world)
    with pytest.raises(Changed):
        send(world)


@pytest.mark.parametrize(
    "change",
    [
        lambda: ConsolidatedVersion.objects.update(note="khác"),
        lambda: ConsolidatedVersion.objects.update(frozen={}),
        lambda: ConsolidatedVersion.objects.update(revisions=[]),
        lambda: ConsolidatedVersion.objects.update(document="16/BC-BDT"),
        lambda: ConsolidatedVersion.objects.all().delete(),
    ],
)
def test_the_database_refuses_to_change_a_version_that_was_sent(
    world: World, change: Callable[[], object]
) -> None:
    in_every_state(world)
    freeze(world)
    send(world)
    with pytest.raises(DatabaseError, match=r"Cannot|read only|version_is"), transaction.atomic():
        change()


@pytest.mark.parametrize(
    "column", ["sha256 = 'x'", "frozen_at = now()", "number = 2", "accepted_only = TRUE"]
)
def test_nor_one_that_was_not(world: World, column: str) -> None:
    in_every_state(world)
    freeze(world)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE consolidation_consolidatedversion SET {column}")  # noqa: S608 - from the list above


def test_half_a_sending_is_refused(world: World) -> None:
    in_every_state(world)
    freeze(world)
    with pytest.raises(DatabaseError, match="version_sent_whole_or_not"), transaction.atomic():
        ConsolidatedVersion.objects.update(document="15/BC-BDT")


def test_a_report_accepted_while_the_tables_are_read_is_in_all_of_them_or_in_none(
    committed_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = committed_world
    reports = in_every_state(world)
    as_it_was = consolidated(world, accepted_only=True)
    duties = board.duties

    def accept() -> None:
        act(world.board.coordinator, reports["submitted"], Action.ACCEPT)
        connection.close()

    def duties_after_somebody_accepted(*args: Any, **options: Any) -> Any:
        other = Thread(target=accept)
        other.start()
        other.join()
        return duties(*args, **options)

    monkeypatch.setattr(board, "duties", duties_after_somebody_accepted)
    version = freeze(world, accepted_only=True)
    monkeypatch.undo()
    assert again(reports["submitted"]).state == State.ACCEPTED
    assert versions.opened(version).figures == replace(as_it_was, version=1)
    assert reports["submitted"].current_revision_id not in version.revisions
    assert not read(world).is_current
