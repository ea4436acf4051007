"""What the pages of one report show: gathered here so that views stay short."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ketnghia.accounts.viewer import Viewer
from ketnghia.consolidation import district
from ketnghia.reportforms import engine
from ketnghia.reportforms.comparing import changes
from ketnghia.reportforms.definition import FormDefinition
from ketnghia.reports import queries
from ketnghia.reports.deeming import silence_about
from ketnghia.reports.definitions import definition_of, derived_sections
from ketnghia.reports.extensions import extensions_beside
from ketnghia.reports.history import history
from ketnghia.reports.offers import offers, typed_it_alone
from ketnghia.reports.on_behalf import paper_behind
from ketnghia.web.reports.changes import ChangeReader
from ketnghia.web.reports.sheet import Names, sheet
from ketnghia.web.reports.steps import SLUG_OF

if TYPE_CHECKING:
    from ketnghia.reports.models import Report, Revision


def report_page(viewer: Viewer, report_id: int, *, now: datetime) -> dict[str, Any]:
    """Who writes it reads the working draft; everybody else the last revision that was submitted."""
    report = queries.get_report(viewer, report_id)
    is_own = viewer.organisation_id == report.organisation_id
    revision = report.current_revision
    given = offers(viewer, report, now)
    is_frozen = revision is not None and (report.is_submitted or not (is_own or given.may_edit))
    content = revision.frozen["content"] if revision and is_frozen else draft_content(report)
    return _sheet_context(report, content, revision if is_frozen else None) | {
        "is_own": is_own,
        "offers": given,
        "recalled_at": queries.recalled_at(report),
        "deemed": silence_about(report, given.window, now) if is_own else None,
        "extensions": extensions_beside(report.campaign_id, report.organisation_id, now=now),
        "steps": [(SLUG_OF[offer.action], offer) for offer in given.steps],
        "events": [event for event in history(viewer, report_id) if not event.changes][:8],
        "examined": queries.examine(report) if given.may_edit else None,
        "typed_it_alone": typed_it_alone(viewer, report, now),
    }


def revision_page(viewer: Viewer, report_id: int, number: int) -> dict[str, Any]:
    """A revision, whatever happened to the report since."""
    revision = queries.get_revision(viewer, report_id, number)
    return _sheet_context(revision.report, revision.frozen["content"], revision)


def history_page(viewer: Viewer, report_id: int, *, path: str) -> dict[str, Any]:
    """Who changed what, when; of one cell only, when `path` is given."""
    report = queries.get_report(viewer, report_id)
    definition = definition_of(report.form_version_id)
    organisations: dict[int, str] = {}
    for known in queries.lookups(report, definition).organisations.values():
        organisations |= known
    reader = ChangeReader(definition, Names(organisations, queries.evidence_names(report)), report.content)
    return {
        "report": report,
        "events": reader.events(history(viewer, report_id, path=path)),
        "path": path,
        "place": reader.place(path) if path else "",
        "year": report.campaign.year,
    }


def draft_content(report: Report) -> dict[str, Any]:
    """The working draft, its computed sections as they would be if it were sent now."""
    content: dict[str, Any] = report.content
    return content | {"sections": content["sections"] | (district.derive(report) or {})}


def _sheet_context(report: Report, content: Mapping[str, Any], revision: Revision | None) -> dict[str, Any]:
    definition = definition_of(report.form_version_id)
    names = Names(queries.organisation_names(definition, content), queries.evidence_names(report))
    before = queries.revision_before(revision) if revision else None
    changed = changes(before.frozen["content"], content) if before else ()
    derived = derived_sections(definition)
    return {
        "report": report,
        "definition": definition,
        "content": content,
        "revision": revision,
        "before": before,
        "paper": paper_behind(report, revision),
        "parts": sheet(definition, content, names, changed={change.path for change in changed}),
        "sums": engine.sums(definition, content),
        "waivers": waived(definition, content),
        "table": district.table_of(definition, content) if derived else None,
        "year": report.campaign.year,
    }


def waived(definition: FormDefinition, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Warnings that were answered: the check's sentence and the unit's reason."""
    sentences = {check.code: check.message for check in definition.checks}
    return [
        (sentences.get(key.partition("@")[0], key), reason)
        for key, reason in (content.get("waivers") or {}).items()
    ]
