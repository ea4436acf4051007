"""The history of a report: its moves, and what each save changed, from the trigger's own record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext

from ketnghia.accounts.viewer import Viewer
from ketnghia.reportforms.comparing import Change, changes
from ketnghia.reports import models as reports_models
from ketnghia.reports.models import DraftConflict, Report, Revision, Transition
from ketnghia.reports.queries import get_report
from ketnghia.reports.states import Action

# Steps a unit takes with itself, and their reasons: nobody else's business.
_INSIDE: Final = (Action.SEND_FOR_APPROVAL, Action.WITHDRAW, Action.HAND_BACK)
# The table the trigger writes to; pghistory makes its model at run time, so no type knows it.
_EVENTS: Any = vars(reports_models)["ReportEvent"]


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: a move of the workflow with its reason, or a save with its changes."""

    at: datetime
    who: str
    action: str
    reason: str = ""
    revision_number: int | None = None
    changes: tuple[Change, ...] = ()


def history(viewer: Viewer, report_id: int, *, path: str = "") -> list[Event]:
    """What happened to a report, newest first; of one cell only, when `path` is given.

    The unit sees its saves and its moves; whoever receives the report sees the moves between the two sides
    since it was submitted, and of a cell what its submissions said of it. Raises Invisible.
    """
    report = get_report(viewer, report_id)
    is_own = viewer.organisation_id == report.organisation_id
    events = list(_moves(report, is_own=is_own)) if not path else []
    if not is_own:
        first = next((n for n, event in enumerate(events) if event.revision_number), len(events))
        events = events[first:]
    if is_own:
        saves = [*_saves(report, path), *_refused(report, path)]
    else:
        saves = list(_submissions(report, path)) if path else []
    # Of two entries of one moment the later written comes first, and a step before the save it rests on.
    return sorted([*saves, *events], key=lambda event: event.at)[::-1]


def _moves(report: Report, *, is_own: bool) -> Iterator[Event]:
    moves = Transition.objects.filter(report=report).select_related("actor", "revision").order_by("pk")
    seen = moves if is_own else moves.exclude(action__in=_INSIDE)
    for move in seen.defer("revision__frozen"):
        yield Event(
            at=move.at,
            who=move.actor.display_name,
            action=str(Action(move.action).label),
            reason=move.reason,
            revision_number=move.revision.number if move.action == Action.SUBMIT and move.revision else None,
        )


def _submissions(report: Report, path: str) -> Iterator[Event]:
    """Consecutive revisions, compared."""
    before: Mapping[str, Any] = {}
    for revision in Revision.objects.filter(report=report).select_related("submitted_by").order_by("number"):
        content = revision.frozen["content"]
        changed = _only(changes(before, content), path)
        before = content
        if changed:
            who, label = revision.submitted_by.display_name, str(Action.SUBMIT.label)
            yield Event(revision.submitted_at, who, label, "", revision.number, changed)


def _refused(report: Report, path: str) -> Iterator[Event]:
    """Saves refused for a conflict: what they held where it differs from the draft as it stands."""
    kept = DraftConflict.objects.filter(report=report, resolved_at__isnull=False).select_related("actor")
    for conflict in kept:
        changed = _only(changes(report.content, conflict.content), path)
        if changed:
            action = gettext("Bản nhập song song")
            yield Event(conflict.at, conflict.actor.display_name, action, changes=changed)


def _only(changes: Iterable[Change], path: str) -> tuple[Change, ...]:
    """The changes of one cell or row, or all of them where no path is given."""
    return tuple(
        change for change in changes if not path or change.path == path or change.path.startswith(f"{path}.")
    )


def _saves(report: Report, path: str) -> Iterator[Event]:
    """Consecutive states of the draft as the trigger kept them, compared."""
    recorded = _EVENTS.objects.filter(pgh_obj_id=report.pk)
    before: Mapping[str, Any] = {}
    for row in recorded.select_related("saved_by").order_by("pgh_id").iterator(chunk_size=100):
        changed = _only(changes(before, row.content), path)
        before = row.content
        if changed:
            yield Event(row.saved_at, row.saved_by.display_name, str(Action.SAVE.label), changes=changed)


def content_at(report: Report, version: int) -> dict[str, Any] | None:
    """What the draft held in a version; None where the record does not reach back to it. One query."""
    recorded = _EVENTS.objects.filter(pgh_obj_id=report.pk, version=version).order_by("-pgh_id")
    found: dict[str, Any] | None = recorded.values_list("content", flat=True).first()
    return found
