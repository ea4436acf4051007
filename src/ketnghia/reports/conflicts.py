"""Saves that were refused because the draft had moved on, and wait for somebody to choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Invisible
from ketnghia.reportforms.merging import Merged, Whose, merge
from ketnghia.reports import queries
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.history import content_at
from ketnghia.reports.models import DraftConflict, Report
from ketnghia.reports.policies import holds_draft


@dataclass(frozen=True, slots=True)
class RefusedSave:
    """One refused save: what it held, the version it was typed on, who typed it and when it arrived."""

    id: int
    base_version: int
    content: dict[str, Any]
    actor_id: int
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which version of a draft the server holds, since when, by whom."""

    version: int
    saved_at: datetime
    saved_by: str


def stamp(viewer: Viewer, report_id: int) -> Stamp:
    """The stamp of a draft the viewer types. One query, without its content. Raises Invisible."""
    report = (
        Report.objects.filter(queries.visible(viewer), pk=report_id)
        .select_related("saved_by", "form")
        .only("version", "saved_at", "saved_by__display_name", "organisation", "origin", "form__reviewed_by")
        .first()
    )
    if report is None or not holds_draft(viewer, report):
        raise Invisible("NO_REPORT", _("Không có báo cáo này."))
    return Stamp(report.version, report.saved_at, report.saved_by.display_name)


def open_conflict(viewer: Viewer, report: Report) -> RefusedSave | None:
    """The newest refused save of a draft the viewer types that nobody settled."""
    if not holds_draft(viewer, report):
        return None
    found = (
        DraftConflict.objects.filter(report=report, resolved_at=None)
        .select_related("actor")
        .order_by("-at", "-pk")
        .first()
    )
    if found is None:
        return None
    return RefusedSave(
        found.pk, found.base_version, found.content, found.actor_id, found.actor.display_name, found.at
    )


def put_together(
    report: Report,
    refused: RefusedSave | DraftConflict,
    choices: Mapping[str, Whose],
    rest: Whose | None = None,
) -> Merged:
    """The refused save merged with the draft as it stands, from the version it was typed on. One query.

    `choices` answers by path, `rest` what they leave open.
    """
    definition = definition_of(report.form_version_id)
    base = content_at(report, refused.base_version)
    merged = merge(definition, base, refused.content, report.content, choices)
    if rest is None or not merged.open:
        return merged
    answers = {**{each.path: rest for each in merged.open}, **choices}
    return merge(definition, base, refused.content, report.content, answers)
