"""The consolidated year on screen, the sources of a figure, and the three downloads of the same object."""

from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from ketnghia.consolidation import queries
from ketnghia.consolidation import trace as tracing
from ketnghia.consolidation.figures import Consolidated, total
from ketnghia.documents import annex_tables, provincial_report
from ketnghia.documents import figures_json as json_document
from ketnghia.documents.letterhead import programme_letterhead
from ketnghia.web.access import member, member_required
from ketnghia.web.consolidated import charts, sources
from ketnghia.web.http import Request

ACCEPTED_ONLY: Final = "chi-chap-nhan"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON: Final = "application/json; charset=utf-8"


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
    figures = _consolidated(request, year)
    context = {
        "year": year,
        "c": figures,
        "narrowing": f"{ACCEPTED_ONLY}=1" if figures.accepted_only else "",
        "received": total(line.received for line in figures.by_district),
        "due": figures.duties.submitted + figures.duties.missing,
        "states": [(figures.report_labels[state], count) for state, count in figures.reports.items()],
        "tabs": charts.tabs(figures, ACCEPTED_ONLY),
        "areas": charts.bars(figures.by_area),
        "map": charts.map_of(figures.by_recipient),
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
    context = {"year": year, "trace": found, "asked": asked, "rows": rows, "title": sources.title(asked.by)}
    if request.headers.get("HX-Request") != "true":
        template = "web/consolidated/trace.html"
    else:
        template = "web/consolidated/trace_rows.html" if asked.revision_id else "web/consolidated/drawer.html"
    return render(request, template, context)


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@member_required
def report_docx(request: Request, year: int) -> HttpResponse:
    """The report to the provincial People's Committee."""
    figures = _for_document(request, year)
    letter = programme_letterhead(queries.programme_code(member(request), year))
    return _download(
        provincial_report.docx(figures, letter), DOCX, _name("bao-cao-ket-nghia", figures, "docx")
    )


@require_safe
@member_required
def annex_xlsx(request: Request, year: int) -> HttpResponse:
    """The annex tables."""
    figures = _for_document(request, year)
    return _download(annex_tables.xlsx(figures), XLSX, _name("phu-luc-ket-nghia", figures, "xlsx"))


@require_safe
@member_required
def figures_json(request: Request, year: int) -> HttpResponse:
    """The same figures for machines."""
    figures = _for_document(request, year)
    return _download(json_document.to_bytes(figures), JSON, _name("so-lieu-ket-nghia", figures, "json"))


def _name(stem: str, figures: Consolidated, extension: str) -> str:
    suffix = "-da-chap-nhan" if figures.accepted_only else ""
    return f"{stem}-{figures.year}{suffix}.{extension}"
