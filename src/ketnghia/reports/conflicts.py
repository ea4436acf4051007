"""Saves that were refused because the draft had moved on, and wait for somebody to choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ketnghia.accounts.viewer import Viewer
from ketnghia.reports.models import DraftConflict, Report


@dataclass(frozen=True, slots=True)
class RefusedSave:
    """One refused save: what it held, who typed it and when it reached the server."""

    id: int
    content: dict[str, Any]
    actor: str
    at: datetime


def open_conflict(viewer: Viewer, report: Report) -> RefusedSave | None:
    """The newest refused save of the viewer's own unit that nobody settled."""
    if viewer.organisation_id != report.organisation_id:
        return None
    found = (
        DraftConflict.objects.filter(report=report, resolved_at=None)
        .select_related("actor")
        .order_by("-at", "-pk")
        .first()
    )
    if found is None:
        return None
    return RefusedSave(found.pk, found.content, found.actor.display_name, found.at)
