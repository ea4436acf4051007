"""The consolidated year as it stands now: on screen, the sources of a figure, and three downloads."""

from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from ketnghia.consolidation import queries, versions
from ketnghia.consolidation import trace as tracing
from ketnghia.consolidation.figures import Consolidated
from ketnghia.consolidation.policies import may_freeze
from ketnghia.documents.letterhead import programme_letterhead
from ketnghia.web.access import member, member_required
from ketnghia.web.consolidated import charts, downloads, sources
from ketnghia.web.consolidated.pages import Addresses, figures_page
from ketnghia.web.http import Request

ACCEPTED_ONLY: Final = "chi-chap-nhan"


def _accepted_only(request: Request) -> bool:
    return request.GET.get(ACCEPTED_ONLY) == "1"


def _consolidated(request: Request, year: int) -> Consolidated:
    return queries.consolidated(
        member(request), year=year, as_of=request.now, accepted_only=_accepted_only(request)
    )


def _for_document(request: Request, year: int) -> Consolidated:
    """The same, its labels Vietnamese whatever language the screen speaks."""
    with translation.override(settings.LANGUAGE_CODE):
        return _consolidated(request, year)


@require_safe
@member_required
def consolidated(request: Request, year: int) -> HttpResponse:
    """What the province achieved in a year, numbers first."""
    viewer = member(request)
    figures = _consolidated(request, year)
    narrowing = f"{ACCEPTED_ONLY}=1" if figures.accepted_only else ""
    context = figures_page(figures, Addresses.now(year), request.GET, narrowing) | {
        "tabs": charts.tabs(figures, ACCEPTED_ONLY),
        "newest": versions.newest(viewer, year),
        "may_freeze": may_freeze(viewer),
    }
    return render(request, "web/consolidated/consolidated.html", context)


@require_safe
@member_required
def trace(request: Request, year: int) -> HttpResponse:
    """From what a figure is the sum of: a drawer beside the figures, a page of its own without script."""
    asked = sources.Asked.of(request.GET, accepted_only=_accepted_only(request))
    viewer = member(request)
    found = tracing.trace(viewer, year=year, by=asked.by, code=asked.code, accepted_only=asked.accepted_only)
    rows = sources.rows_of(viewer, year, found, asked)
    context = sources.drawer(found, asked, rows, year=year, trace_url=Addresses.now(year).trace)
    return render(request, sources.template(asked, request.headers), context)


@require_safe
@member_required
def report_docx(request: Request, year: int) -> HttpResponse:
    """The report to the provincial People's Committee."""
    figures = _for_document(request, year)
    letter = programme_letterhead(queries.programme_code(member(request), year))
    return downloads.word(figures, letter)


@require_safe
@member_required
def annex_xlsx(request: Request, year: int) -> HttpResponse:
    """The annex tables."""
    return downloads.workbook(_for_document(request, year))


@require_safe
@member_required
def figures_json(request: Request, year: int) -> HttpResponse:
    """The same figures for machines."""
    return downloads.machine(_for_document(request, year))
