"""How a campaign stands tonight, and the same table as a workbook."""

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnghia.documents.board_table import board_table
from ketnghia.reports import board as reading
from ketnghia.reports.deeming import count_deemed
from ketnghia.reports.policies import may_remind
from ketnghia.web.access import member, member_required
from ketnghia.web.board import summary
from ketnghia.web.board.selection import filter_form
from ketnghia.web.http import Request

PAGE_SIZE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _page_number(request: Request) -> int:
    asked = request.GET.get("trang", "")
    return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _page(total: int, number: int) -> Page[int]:
    """The page the lines are of: the first, where the one asked for is beyond the last."""
    return Paginator(range(total), PAGE_SIZE).get_page(number if number <= -(-total // PAGE_SIZE) else 1)


@require_safe
@member_required
def board(request: Request, year: int) -> HttpResponse:
    """Who must report, who has, who is silent; by district, kind and state; every unit with its state."""
    viewer = member(request)
    campaign = reading.campaign_of(viewer, year)
    tallies = reading.tallies(viewer, campaign.pk)
    form = filter_form(request, tallies)
    number = _page_number(request)
    lines, total = reading.lines(
        viewer, campaign.pk, form.narrowed(), limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE
    )
    window = campaign.window
    deemed, begun = count_deemed(campaign, request.now), request.now >= window.opens_at
    context = {
        "year": year,
        "campaign": campaign,
        "window": summary.window_line(window, request.now),
        "time_left": summary.time_left(window, request.now),
        "summary": summary.summary(tallies, form.chosen(), deemed=deemed, begun=begun),
        "deemed": deemed,
        "form": form,
        "lines": reading.marked(lines, now=request.now),
        "may_remind": may_remind(viewer),
        "page": _page(total, number),
    }
    return render(request, "web/board/board.html", context)


@require_safe
@member_required
def board_export(request: Request, year: int) -> HttpResponse:
    """The table of units as it is narrowed on screen, all pages of it, as a workbook."""
    viewer = member(request)
    campaign = reading.campaign_of(viewer, year)
    form = filter_form(request, reading.tallies(viewer, campaign.pk))
    lines, _total = reading.lines(viewer, campaign.pk, form.narrowed())
    lines = reading.marked(lines, now=request.now)
    answer = HttpResponse(board_table(lines, year=year), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="tinh-hinh-bao-cao-{year}.xlsx"'
    return answer
