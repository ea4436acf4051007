"""Everything the entry template and its scripts are given."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.attachments.queries import listing
from ketnghia.consolidation.district import derive, table_of
from ketnghia.reportforms import engine
from ketnghia.reportforms.engine import Lookups
from ketnghia.reports import queries
from ketnghia.reports.definitions import definition_of, derived_sections
from ketnghia.reports.extensions import extensions_beside
from ketnghia.reports.offers import Offers
from ketnghia.reports.on_behalf import paper_behind
from ketnghia.reports.states import Action
from ketnghia.web.entry.page import Builder
from ketnghia.web.entry.saving import findings_json
from ketnghia.web.entry.texts import texts
from ketnghia.web.reports.remarks import remarks

type Context = dict[str, Any]


def entry_context(viewer: Viewer, report: Any, given: Offers, *, now: datetime) -> Context:
    """The page of one report that the viewer may save. ``report`` comes from `reports.queries`."""
    definition = definition_of(report.form_version_id)
    content = report.content | {"sections": report.content["sections"] | (derive(report) or {})}
    lookups = queries.lookups(report, definition)
    files = {each.id: each for each in listing(report.container)}
    return remarks(viewer, report, content) | {
        "report": report,
        "definition": definition,
        "parts": Builder(definition, content, lookups, files).parts(),
        "nil": content.get("nil"),
        "derived": table_of(definition, content) if derived_sections(definition) else None,
        "actions": list(_sending(given)),
        "lock": given.lock,
        "paper": paper_behind(report, None),
        "window_open": given.window_open,
        "extensions": extensions_beside(report.campaign_id, report.organisation_id, now=now),
        "year": report.campaign.year,
        "icons": static("img/icons.svg"),
        "data": _data(viewer, report, content, lookups)
        | {"files": {each.id: {"name": each.name, "size": each.size} for each in files.values()}},
    }


def _data(viewer: Viewer, report: Any, content: Context, lookups: Lookups) -> Context:
    definition = definition_of(report.form_version_id)
    findings = engine.check(definition, content, lookups, year=report.campaign.year)
    return {
        "report": {
            "id": report.pk,
            "user_id": viewer.user_id,
            "year": report.campaign.year,
            "version": report.version,
            "saved_at": report.saved_at.isoformat(),
        },
        "definition": engine.client_definition(definition),
        "content": content,
        "blank": engine.blank(definition),
        "findings": findings_json(findings),
        "organisations": {name: dict(known) for name, known in lookups.organisations.items()},
        "urls": {
            "save": reverse("save", args=[report.pk]),
            "files": reverse("upload", args=[report.pk]),
            "conflict": reverse("conflict", args=[report.pk]),
            "version": reverse("draft_version", args=[report.pk]),
        },
        "limit": settings.ATTACHMENT_MAX_BYTES,
        "icons": static("img/icons.svg"),
        "texts": texts(),
    }


def _sending(given: Offers) -> Iterator[Context]:
    """The steps that send the report on, with a word on what follows."""
    helps = {
        Action.SEND_FOR_APPROVAL: _("Lãnh đạo đơn vị xem lại rồi nộp; trong lúc chờ, báo cáo được khóa."),
        Action.SUBMIT: _("Nộp xong, báo cáo được khóa và có biên nhận."),
    }
    for offer in given.steps:
        if offer.action in helps:
            yield {"step": offer.action, "label": offer.label, "help": helps[offer.action]}
