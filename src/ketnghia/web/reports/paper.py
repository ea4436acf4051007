"""Typing a report from the paper a unit sent: its beginning, and the scan of the paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ketnghia.kernel.refusals import Closed, Refusal
from ketnghia.reports import on_behalf, queries
from ketnghia.web.access import member, member_required
from ketnghia.web.fields import VnDateField
from ketnghia.web.http import Request
from ketnghia.web.years import PARAMETER


class PaperForm(forms.Form):
    """When the paper came."""

    ngay_nhan = VnDateField(
        label=gettext_lazy("Ngày nhận bản giấy"),
        max_length=40,
        help_text=gettext_lazy("Ghi ngày/tháng/năm. Hạn báo cáo tính theo ngày này, không theo lúc nhập."),
        widget=forms.TextInput(attrs={"class": "input"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def type_paper(request: Request, duty_id: int) -> HttpResponse:
    """Begin to type what a unit sent on paper, or go on where it was begun."""
    viewer = member(request)
    duty = on_behalf.duty_on_paper(viewer, duty_id)
    begun = on_behalf.begun_report(duty)
    if begun is not None:
        on_behalf.check_not_begun(begun)
        return redirect("entry", report_id=begun.pk)
    form = PaperForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            report = on_behalf.begin(
                viewer=viewer,
                duty_id=duty_id,
                received_on=form.cleaned_data["ngay_nhan"],
                link=f"{reverse('duties')}?{PARAMETER}={duty.campaign.year}",
                now=request.now,
            )
        except Closed:
            raise
        except Refusal as refusal:
            form.add_error("ngay_nhan", refusal.message)
        else:
            return redirect("entry", report_id=report.pk)
    context: dict[str, Any] = {"form": form, "duty": duty, "year": duty.campaign.year}
    return render(request, "web/reports/type_paper.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_required
def paper_original(request: Request, report_id: int) -> HttpResponse:
    """Put the scan of the paper beside the report."""
    viewer = member(request)
    queries.get_report(viewer, report_id)
    file = request.FILES.get("ban_quet")
    if file is None or file.file is None:
        raise Refusal("ATTACHMENT_MISSING", _("Chưa có tệp nào được gửi lên. Chọn lại tệp."))
    report = on_behalf.attach_original(
        viewer=viewer, report_id=report_id, name=file.name or "", stream=file.file, now=request.now
    )
    messages.success(request, _("Đã đính kèm bản quét của báo cáo giấy."))
    return redirect("entry" if "nhap" in request.POST else "report", report_id=report.pk)
