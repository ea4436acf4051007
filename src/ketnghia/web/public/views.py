"""The report forms, for anybody: what they ask, and a blank one to print."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnghia.reportforms import queries
from ketnghia.reportforms.definition import SectionKind
from ketnghia.web.http import Request


@require_safe
def forms(request: Request) -> HttpResponse:
    """The forms of the newest campaign, and what Decree 09/2019 wants said of it."""
    campaign, found = queries.forms_in_use()
    return render(request, "web/public/forms.html", {"campaign": campaign, "forms": found})


@require_safe
def form(request: Request, code: str) -> HttpResponse:
    """The data dictionary of a form: sections, fields, checks, parameters with their basis."""
    return render(request, "web/public/form.html", {"definition": queries.definition_in_use(code)})


@require_safe
def blank_form(request: Request, code: str) -> HttpResponse:
    """A blank form on paper, for who reports on paper."""
    definition = queries.definition_in_use(code)
    sections = [part for part in definition.sections if part.kind is not SectionKind.CONSOLIDATED]
    return render(request, "web/public/blank.html", {"definition": definition, "sections": sections})
