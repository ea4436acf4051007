"""A report as it is read, and the steps of its workflow."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from ketnghia.consolidation import operations
from ketnghia.kernel.refusals import Incomplete
from ketnghia.reports import operations as report_operations
from ketnghia.reports import queries
from ketnghia.reports.states import Action, State
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request
from ketnghia.web.reports.pages import history_page, report_page, revision_page
from ketnghia.web.reports.remarks import remarks
from ketnghia.web.years import year_of

_DONE = {
    Action.SEND_FOR_APPROVAL: _("Đã trình lãnh đạo duyệt."),
    Action.WITHDRAW: _("Đã rút lại để sửa."),
    Action.HAND_BACK: _("Đã trả lại người nhập."),
    Action.SUBMIT: _("Đã nộp báo cáo. Giấy biên nhận ở dưới đây."),
    Action.RETURN: _("Đã trả lại đơn vị; đơn vị thấy lý do ngay."),
    Action.ACCEPT: _("Đã chấp nhận báo cáo."),
    Action.RECALL: _("Đã thu hồi. Báo cáo không còn được tính cho đến khi nộp lại."),
    Action.TAKE_OVER: _("Từ bây giờ đơn vị tự sửa và nộp báo cáo này."),
    Action.REOPEN: _("Đã mở lại báo cáo; đơn vị thấy lý do ngay."),
}

# Digits of a version; beyond any that is stored, and short enough to be read as a number.
_LONGEST_VERSION = 10


@require_safe
@member_required
def reports(request: Request) -> HttpResponse:
    """The reports of a year the viewer may see."""
    viewer = member(request)
    year = year_of(request)
    state = request.GET.get("trang-thai", "")
    found = queries.list_reports(viewer, year=year, state=state, text=request.GET.get("q", ""))
    context = {"page": queries.page(found, request.GET.get("trang")), "year": year, "states": State.choices}
    downloads = [(reverse("reports_csv"), _("Tải về CSV")), (reverse("reports_xlsx"), _("Tải về Excel"))]
    return render(request, "web/reports/list.html", context | {"state": state, "downloads": downloads})


@require_POST
@member_required
def begin(request: Request, form_code: str, year: int) -> HttpResponse:
    """Open the unit's report on a form and go on filling it."""
    report = report_operations.begin(viewer=member(request), form_code=form_code, year=year, now=request.now)
    return redirect("entry", report_id=report.pk)


@require_safe
@member_required
def report(request: Request, report_id: int) -> HttpResponse:
    """The report as the viewer may read it, with what they can do about it."""
    viewer = member(request)
    context = report_page(viewer, report_id, now=request.now)
    context |= remarks(
        viewer,
        context["report"],
        context["content"],
        path=request.GET.get("o", ""),
        picking="gop-y" in request.GET,
    )
    return render(request, "web/reports/report.html", context)


@require_POST
@member_required
def act(request: Request, report_id: int, action: Action) -> HttpResponse:
    """Take one step of the workflow. What is not in order comes back as a list, nothing is moved."""
    viewer = member(request)
    version = request.POST.get("version", "")
    try:
        report = operations.perform(
            viewer=viewer,
            report_id=report_id,
            action=action,
            version=int(version) if version.isdecimal() and len(version) < _LONGEST_VERSION else 0,
            reason=request.POST.get("reason", "").strip(),
            link=reverse("report", args=[report_id]),
            now=request.now,
        )
    except Incomplete as incomplete:
        context = report_page(viewer, report_id, now=request.now) | {"incomplete": incomplete}
        return render(request, "web/reports/report.html", context, status=422)
    messages.success(request, str(_DONE[action]))
    leads_to = reverse("receipt" if action is Action.SUBMIT else "report", args=[report.pk])
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"url": leads_to})
    return redirect(leads_to)


@require_safe
@member_required
def history(request: Request, report_id: int) -> HttpResponse:
    """Who changed what, when; of one cell with `?o=`."""
    context = history_page(member(request), report_id, path=request.GET.get("o", ""))
    return render(request, "web/reports/history.html", context)


@require_safe
@member_required
def revision(request: Request, report_id: int, number: int) -> HttpResponse:
    """One frozen submission, as it was."""
    context = revision_page(member(request), report_id, number)
    return render(request, "web/reports/revision.html", context)


@require_safe
@member_required
def printed(request: Request, report_id: int) -> HttpResponse:
    """The report on paper."""
    context = report_page(member(request), report_id, now=request.now)
    return render(request, "web/reports/printed.html", context)
