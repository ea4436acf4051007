"""Reminding units from the board, and the log of reminders of each."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.queries import campaign_in
from ketnghia.kernel.refusals import Invisible
from ketnghia.reports import reminded, reminders
from ketnghia.reports.policies import may_remind
from ketnghia.reports.reminder_plan import Plan, Spared
from ketnghia.web.access import member, member_required
from ketnghia.web.board.selection import Selection, marked, selection
from ketnghia.web.http import Request

# How many units a message names before it only counts.
_NAMED = 10


def _campaign_id(viewer: Viewer, year: int) -> int:
    campaign = campaign_in(year)
    if campaign is None or not (viewer.sees_everything or viewer.is_district_coordinator):
        raise Invisible("NO_PAGE", _("Không có trang này."))
    return campaign.pk


@require_POST
@member_required
def remind(request: Request, year: int) -> HttpResponse:
    """The reminder as it will be and who gets it; once that was seen, it goes."""
    viewer = member(request)
    campaign_id = _campaign_id(viewer, year)
    chosen = selection(request, viewer, campaign_id)
    asked: dict[str, Any] = {
        "viewer": viewer,
        "campaign_id": campaign_id,
        "duty_ids": chosen.duty_ids,
        "note": request.POST.get("loi_nhan", ""),
        "again": bool(request.POST.get("nhac_lai")),
        "now": request.now,
    }
    if request.POST.get("gui"):
        _tell(request, reminders.remind(**asked, link=_link(year)))
        return _back(viewer, year, chosen)
    plan = reminders.plan(**asked)
    if plan.is_empty:
        messages.warning(request, _("Chưa chọn đơn vị nào. Đánh dấu đơn vị trong bảng rồi bấm “Nhắc”."))
        return _back(viewer, year, chosen)
    return render(request, "web/board/remind.html", _shown(plan, chosen, year) | asked)


def _link(year: int) -> str:
    return f"{reverse('duties')}?nam={year}"


def _shown(plan: Plan, chosen: Selection, year: int) -> dict[str, Any]:
    reasons = {
        Spared.REPORTED: _("Đã nộp, không nhắc"),
        Spared.SHUT: _("Đã hết hạn nhập: gia hạn trước rồi nhắc"),
        Spared.TODAY: _("Đã nhắc trong hôm nay"),
        Spared.NOBODY: _("Chưa có tài khoản: gọi điện"),
    }
    return {
        "year": year,
        "plan": plan,
        "selection": chosen,
        "spared": [(label, plan.spared[why]) for why, label in reasons.items() if plan.spared[why]],
        "reminded_today": plan.spared[Spared.TODAY],
        "address": f"{settings.SITE_ADDRESS}{_link(year)}",
        "sample": plan.reminders[0] if plan.reminders else None,
        "longest_note": reminders.LONGEST_NOTE,
    }


def _tell(request: Request, done: Plan) -> None:
    count = len(done.reminders)
    words = ngettext(
        "Đã nhắc %(count)d đơn vị; %(letters)d thư điện tử đang được gửi.",
        "Đã nhắc %(count)d đơn vị; %(letters)d thư điện tử đang được gửi.",
        count,
    )
    if count:
        messages.success(request, words % {"count": count, "letters": done.letters})
    else:
        messages.info(request, _("Không đơn vị nào được nhắc: đã nộp, đã hết hạn hoặc đã nhắc hôm nay."))
    if done.to_call:
        names = ", ".join(unit.short_name for unit in done.to_call[:_NAMED])
        words = ngettext(
            "%(count)d đơn vị chưa có tài khoản hoặc thư điện tử, hãy gọi điện: %(names)s",
            "%(count)d đơn vị chưa có tài khoản hoặc thư điện tử, hãy gọi điện: %(names)s",
            len(done.to_call),
        )
        more = "…" if len(done.to_call) > _NAMED else "."
        messages.warning(request, words % {"count": len(done.to_call), "names": names} + more)


def _back(viewer: Viewer, year: int, chosen: Selection) -> HttpResponseRedirect:
    if not viewer.sees_everything:
        return redirect(f"{reverse('commune_reports')}?nam={year}")
    query = f"?{chosen.query}" if chosen.query else ""
    return redirect(f"{reverse('board', args=[year])}{query}")


@require_safe
@member_required
def unit_log(request: Request, year: int, organisation_id: int) -> HttpResponse:
    """What a unit owes in a year, and every reminder of it."""
    viewer = member(request)
    logs = reminded.unit_logs(viewer, organisation_id=organisation_id, campaign_id=_campaign_id(viewer, year))
    context = {
        "year": year,
        "logs": logs,
        "unit": logs[0].unit,
        "may_remind": may_remind(viewer),
        "longest_note": reminders.LONGEST_NOTE,
    }
    return render(request, "web/board/unit.html", context)


@require_POST
@member_required
def log_call(request: Request, year: int, organisation_id: int) -> HttpResponse:
    """Write down that the unit was telephoned."""
    viewer = member(request)
    _campaign_id(viewer, year)
    duty_id = next(iter(marked(request)), 0)
    reminders.log_call(viewer=viewer, duty_id=duty_id, note=request.POST.get("ghi_chu", ""), now=request.now)
    messages.success(request, _("Đã ghi cuộc gọi vào nhật ký nhắc."))
    return redirect("unit_log", year=year, organisation_id=organisation_id)
