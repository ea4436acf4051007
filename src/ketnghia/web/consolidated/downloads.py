"""The three documents of a consolidated year as downloads, named so that they say what they are."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse

from ketnghia.consolidation.figures import Consolidated
from ketnghia.documents import annex_tables, figures_json, provincial_report
from ketnghia.documents.letterhead import Letterhead

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON: Final = "application/json; charset=utf-8"


def word(figures: Consolidated, letter: Letterhead) -> HttpResponse:
    """The report to the provincial People's Committee."""
    return _download(provincial_report.docx(figures, letter), DOCX, "bao-cao", figures, "docx")


def workbook(figures: Consolidated) -> HttpResponse:
    """The annex tables."""
    return _download(annex_tables.xlsx(figures), XLSX, "phu-luc", figures, "xlsx")


def machine(figures: Consolidated) -> HttpResponse:
    """The same figures for machines."""
    return _download(figures_json.to_bytes(figures), JSON, "so-lieu", figures, "json")


def _download(
    content: bytes, media_type: str, stem: str, figures: Consolidated, extension: str
) -> HttpResponse:
    accepted = "-da-chap-nhan" if figures.accepted_only else ""
    version = f"-ban-chot-{figures.version}" if figures.version else ""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = (
        f'attachment; filename="{stem}-ket-nghia-{figures.year}{accepted}{version}.{extension}"'
    )
    return answer
