"""The year after, opened and reported in through the operations people use."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from ketnghia.kernel.dates import TZ
from ketnghia.reports import operations
from ketnghia.reports.models import Report
from ketnghia.reports.states import Action, State
from tests.db.campaigns.preparing import NEXT, opened
from tests.db.consolidation.campaign import spread_in
from tests.filling import Content
from tests.world import YEAR, Unit, World, act, clean, save

OPEN_NEXT: Final = datetime(2022, 11, 24, 10, 0, tzinfo=TZ)


def next_year_reported(world: World) -> dict[str, Report]:
    """2022: the department's report accepted, the city's and commune 1's submitted, the business's begun."""
    opened(world)
    return {
        "accepted": brought_to(world, world.department, State.ACCEPTED, 3),
        "submitted": brought_to(world, world.city, State.SUBMITTED, 5),
        "commune": brought_to(world, world.commune1, State.ACCEPTED),
        "draft": begun(world.business),
    }


def begun(unit: Unit) -> Report:
    return operations.begin(viewer=unit.writer, form_code=unit.form, year=NEXT, now=OPEN_NEXT)


def of_that_year(content: Content) -> Content:
    """The days in the content moved into the year; its amounts stay."""
    moved: Content = json.loads(json.dumps(content).replace(f'"{YEAR}-', f'"{NEXT}-'))
    return moved


def brought_to(world: World, unit: Unit, state: State, odd: int = 0) -> Report:
    report = begun(unit)
    content = spread_in(report, odd) if odd else clean(report)
    save(unit.writer, report, of_that_year(content), now=OPEN_NEXT)
    if unit.sender != unit.writer:
        report = act(unit.writer, report, Action.SEND_FOR_APPROVAL, now=OPEN_NEXT)
    report = act(unit.sender, report, Action.SUBMIT, now=OPEN_NEXT)
    if state is State.ACCEPTED:
        report = act(world.supervisor(unit), report, Action.ACCEPT, now=OPEN_NEXT)
    return report
