"""What a viewer can do with a report right now, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Closed, NotAllowed
from ketnghia.reports import policies, queries
from ketnghia.reports.models import Report
from ketnghia.reports.states import Action, Step


@dataclass(frozen=True, slots=True)
class Offer:
    """One button: the action, and whether a reason has to come with it."""

    action: Action
    needs_reason: bool

    @property
    def label(self) -> str:
        return str(self.action.label)

    @property
    def sends(self) -> bool:
        """Whether the step takes the content further, so that it has to be in order."""
        return self.action in (Action.SEND_FOR_APPROVAL, Action.SUBMIT)


@dataclass(frozen=True, slots=True)
class Offers:
    """The steps open to a viewer, whether they may edit, and the lock in the way if there is one."""

    steps: tuple[Offer, ...]
    may_edit: bool
    closed: Closed | None


def offers(viewer: Viewer, report: Report, now: datetime) -> Offers:
    """The workflow table, four eyes and the window, asked for this viewer and this moment."""
    district_id = queries.district_id_of(report)
    found: dict[Action, Step] = {}
    for action in Action:
        try:
            found[action] = policies.check_step(viewer, report, action, district_id=district_id)
        except NotAllowed:
            continue
    may_edit = found.pop(Action.SAVE, None) is not None
    if Action.RECALL in found and not _may_recall(viewer, report, now):
        del found[Action.RECALL]
    if Action.SUBMIT in found and not _eyes_allow(viewer, report, now):
        del found[Action.SUBMIT]
    elif Action.SUBMIT in found:
        # Who may submit at once has nobody to ask for approval.
        found.pop(Action.SEND_FOR_APPROVAL, None)
    closed = _closed(report, now) if any(step.needs_open_window for step in found.values()) else None
    steps = tuple(
        Offer(action, step.needs_reason)
        for action, step in found.items()
        if not (closed and step.needs_open_window)
    )
    return Offers(steps, may_edit, closed)


def _may_recall(viewer: Viewer, report: Report, now: datetime) -> bool:
    if viewer.organisation_id != report.organisation_id:
        return True
    try:
        policies.check_recall(viewer, queries.writers_in(report, now))
    except NotAllowed:
        return False
    return True


def _eyes_allow(viewer: Viewer, report: Report, now: datetime) -> bool:
    if viewer.organisation_id != report.organisation_id:
        return True
    try:
        policies.check_four_eyes(
            viewer, report, sent_by=queries.sent_by(report), writers=queries.writers_in(report, now)
        )
    except NotAllowed:
        return False
    return True


def _closed(report: Report, now: datetime) -> Closed | None:
    if report.is_correction:
        return None
    try:
        policies.check_window(queries.entry_window(report), report.campaign, policies.sent_at(report, now))
    except Closed as closed:
        return closed
    return None
