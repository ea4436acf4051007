"""Everything the entry template and its scripts are given."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.attachments.queries import Evidence, listing
from ketnghia.consolidation.district import table_of
from ketnghia.reportforms import engine
from ketnghia.reportforms.definition import FormDefinition
from ketnghia.reportforms.engine import Lookups
from ketnghia.reports import policies, queries
from ketnghia.reports.definitions import definition_of, derived_sections
from ketnghia.reports.states import Action
from ketnghia.web.entry.page import Builder
from ketnghia.web.entry.saving import findings_json
from ketnghia.web.entry.texts import texts

type Context = dict[str, Any]


def entry_context(viewer: Viewer, report: Any, *, now: datetime) -> Context:
    """The page of one report that the viewer may save. ``report`` comes from `reports.queries`."""
    definition = definition_of(report.form_version_id)
    lookups = queries.lookups(report, definition)
    files = {each.id: each for each in listing(report.container)}
    return {
        "report": report,
        "definition": definition,
        "parts": Builder(definition, report.content, lookups, files).parts(),
        "nil": report.content.get("nil"),
        "derived": table_of(definition, report.content) if derived_sections(definition) else None,
        "actions": list(_actions(viewer, report, now)),
        "is_open": policies.may_enter(report.campaign, now),
        "report_url": reverse("report", args=[report.pk]),
        "year": report.campaign.year,
        "icons": static("img/icons.svg"),
        "data": _data(viewer, report, definition, lookups, files),
    }


def _data(
    viewer: Viewer, report: Any, definition: FormDefinition, lookups: Lookups, files: Mapping[str, Evidence]
) -> Context:
    findings = engine.check(definition, report.content, lookups, year=report.campaign.year)
    return {
        "report": {
            "id": report.pk,
            "user_id": viewer.user_id,
            "year": report.campaign.year,
            "version": report.version,
            "saved_at": report.saved_at.isoformat(),
        },
        "definition": engine.client_definition(definition),
        "content": report.content,
        "blank": engine.blank(definition),
        "findings": findings_json(findings),
        "organisations": {name: dict(known) for name, known in lookups.organisations.items()},
        "files": {each.id: {"name": each.name, "size": each.size} for each in files.values()},
        "urls": {
            "save": reverse("save", args=[report.pk]),
            "files": reverse("upload", args=[report.pk]),
            "conflict": reverse("conflict", args=[report.pk]),
        },
        "limit": settings.ATTACHMENT_MAX_BYTES,
        "icons": static("img/icons.svg"),
        "texts": texts(),
    }


def _actions(viewer: Viewer, report: Any, now: datetime) -> Iterator[Context]:
    """The one step that sends the report on: to the reviewer where there are two people, else off."""
    if not policies.may_enter(report.campaign, now):
        return
    step = Action.SUBMIT
    if policies.four_eyes_apply(queries.writers_in(report, now)):
        step = Action.SEND_FOR_APPROVAL
    if not policies.may_step(viewer, report, step, district_id=None):
        return
    slugs = {Action.SEND_FOR_APPROVAL: "trinh-duyet", Action.SUBMIT: "nop"}
    helps = {
        Action.SEND_FOR_APPROVAL: _("Lãnh đạo đơn vị xem lại rồi nộp; trong lúc chờ, báo cáo được khóa."),
        Action.SUBMIT: _("Nộp xong, báo cáo được khóa và có biên nhận."),
    }
    yield {
        "url": f"{reverse('report', args=[report.pk])}{slugs[step]}/",
        "label": step.label,
        "help": helps[step],
    }
