"""The list of reports to take away, as it is narrowed on screen, all pages of it."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import Final

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from ketnghia.documents.report_list import ReportTable
from ketnghia.documents.tables import csv_chunks, write_xlsx
from ketnghia.reports.listing import counts_asked, listed
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request
from ketnghia.web.years import year_of

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _table(request: Request, year: int) -> ReportTable:
    state, text = request.GET.get("trang-thai", ""), request.GET.get("q", "")
    reports = listed(member(request), year=year, state=state, text=text)
    return ReportTable.of(reports, year=year, indicators=counts_asked(year))


@require_safe
@member_required
def reports_csv(request: Request) -> HttpResponseBase:
    """One line a report, sent while it is read."""
    year = year_of(request)
    table = _table(request, year)
    answer = StreamingHttpResponse(
        csv_chunks(table.columns, table.rows), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="bao-cao-{year}.csv"'
    return answer


@require_safe
@member_required
def reports_xlsx(request: Request) -> HttpResponseBase:
    """The same as a workbook, made in a temporary file that goes with the answer."""
    year = year_of(request)
    table = _table(request, year)
    file = TemporaryFile()  # noqa: SIM115 -- the answer closes it once it is sent
    write_xlsx(file, table.title, table.columns, table.rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"bao-cao-{year}.xlsx", content_type=XLSX)
