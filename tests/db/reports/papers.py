"""Reports on paper for the tests: begun, typed and sent as the Board does it."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Final

from ketnghia.reports import on_behalf
from ketnghia.reports.models import Report, ReportingDuty
from ketnghia.reports.states import Action, State
from tests.db.attachments.files import PDF
from tests.world import OPEN, REASON, Unit, World, act, again, clean, save

RECEIVED: Final = date(2021, 11, 20)


def duty_of(unit: Unit) -> int:
    """The id of the duty of a unit of the cast."""
    return ReportingDuty.objects.get(organisation=unit.id, form__code=unit.form).pk


def begun(world: World, *, received_on: date = RECEIVED, now: datetime = OPEN) -> Report:
    """The business' paper, begun by the Board."""
    return on_behalf.begin(
        viewer=world.board.coordinator,
        duty_id=duty_of(world.business),
        received_on=received_on,
        link="/viec-can-lam/",
        now=now,
    )


def scanned(world: World, report: Report, content: bytes = PDF, name: str = "ban-giay.pdf") -> Report:
    """The same with the scan of the paper beside it."""
    viewer = world.board.coordinator
    return on_behalf.attach_original(
        viewer=viewer, report_id=report.pk, name=name, stream=BytesIO(content), now=OPEN
    )


def typed(world: World, state: State = State.DRAFT, *, now: datetime = OPEN) -> Report:
    """The business' paper typed by the Board, its report in a state; PENDING_APPROVAL has no place here."""
    board = world.board.coordinator
    report = begun(world, now=now)
    save(board, report, clean(report), now=now)
    report = scanned(world, report)
    way = {State.DRAFT: [], State.SUBMITTED: [Action.SUBMIT]}
    way[State.RETURNED] = [Action.SUBMIT, Action.RETURN]
    way[State.ACCEPTED] = [Action.SUBMIT, Action.ACCEPT]
    for action in way[state]:
        act(board, report, action, reason=REASON if action is Action.RETURN else "", now=now)
    return again(report)
