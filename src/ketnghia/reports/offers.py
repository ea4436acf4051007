"""What a viewer can do with a report right now, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Closed, NotAllowed
from ketnghia.kernel.windows import Window
from ketnghia.reports import policies, queries
from ketnghia.reports.locks import Lock, lock_of_window, lock_on
from ketnghia.reports.models import Report
from ketnghia.reports.states import Action, ReportOrigin, State, Step


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
    """The steps open to a viewer, whether they may edit, and the lock in the way if there is one.

    `window` is the unit's own, extensions included; `window_open` whether it is open now.
    """

    steps: tuple[Offer, ...]
    may_edit: bool
    lock: Lock | None
    window: Window
    window_open: bool


def offers(viewer: Viewer, report: Report, now: datetime) -> Offers:
    """The workflow table, four eyes and the window, asked for this viewer and this moment."""
    found = _permitted(viewer, report, now)
    may_edit = found.pop(Action.SAVE, None) is not None
    window = _window(report, now)
    closed = _closed(report, window, now)
    # A recall that comes too late is told by the lock on what was sent, not by the window alone.
    sends = any(step.needs_open_window for action, step in found.items() if action is not Action.RECALL)
    lock: Lock | None = None
    if closed and (may_edit or sends):
        lock = lock_of_window(closed)
    elif not may_edit:
        lock = lock_on(viewer, report, window=window, since=queries.in_state_since(report), now=now)
    steps = tuple(
        Offer(action, step.needs_reason)
        for action, step in found.items()
        if not (closed and step.needs_open_window)
    )
    return Offers(steps, may_edit, lock, window, window.is_open(now))


def _permitted(viewer: Viewer, report: Report, now: datetime) -> dict[Action, Step]:
    """The steps of the table less those that are another person's."""
    district_id = queries.district_id_of(report)
    found: dict[Action, Step] = {}
    for action in Action:
        try:
            found[action] = policies.check_step(viewer, report, action, district_id=district_id)
        except NotAllowed:
            continue
    if Action.RECALL in found and not _may_recall(viewer, report, now):
        del found[Action.RECALL]
    if Action.ACCEPT in found and typed_it_alone(viewer, report, now) is False:
        del found[Action.ACCEPT]
    if Action.SUBMIT in found and not _eyes_allow(viewer, report, now):
        del found[Action.SUBMIT]
    elif Action.SUBMIT in found:
        # Who may submit at once has nobody to ask for approval.
        found.pop(Action.SEND_FOR_APPROVAL, None)
    return found


def _window(report: Report, now: datetime) -> Window:
    """The unit's window; its extensions are asked for only where the campaign's own is not open."""
    window = report.campaign.window
    return window if window.is_open(now) else queries.entry_window(report)


def _may_recall(viewer: Viewer, report: Report, now: datetime) -> bool:
    if viewer.organisation_id != report.organisation_id:
        return True
    try:
        policies.check_recall(viewer, queries.writers_in(report, now))
    except NotAllowed:
        return False
    return True


def typed_it_alone(viewer: Viewer, report: Report, now: datetime) -> bool | None:
    """Of a report waiting to be accepted by who typed it from paper: whether nobody else could accept it.

    None for any other report or viewer.
    """
    revision = report.current_revision
    if report.origin != ReportOrigin.PAPER or report.state != State.SUBMITTED or revision is None:
        return None
    if revision.submitted_by_id != viewer.user_id:
        return None
    return queries.coordinators_beside(viewer, now) <= {viewer.user_id}


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


def _closed(report: Report, window: Window, now: datetime) -> Closed | None:
    if report.is_correction:
        return None
    moment = policies.sent_at(report.paper_received_on, report.campaign, now)
    try:
        policies.check_window(window, report.campaign, moment)
    except Closed as closed:
        return closed
    return None
