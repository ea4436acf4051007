"""The list of extensions of a campaign, and the two acts on it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketnghia.kernel.dates import vn_date
from ketnghia.kernel.refusals import NotAllowed, Refusal
from ketnghia.reports import extending
from ketnghia.reports import extensions as reading
from ketnghia.web.access import member, member_required
from ketnghia.web.board.selection import selection
from ketnghia.web.extensions.forms import GrantForm
from ketnghia.web.http import Request
from ketnghia.web.years import PARAMETER

UNIT: Final = "don-vi"
# A selection of the board is a page of it; an address holds no more.
_MOST_UNITS: Final = 500
_LONGEST_NUMBER: Final = 12


@require_safe
@member_required
def extensions(request: Request, year: int) -> HttpResponse:
    """Every extension of a campaign the viewer may read, taken back or not."""
    viewer = member(request)
    campaign = reading.campaign_for(viewer, year)
    context = {
        "year": year,
        "campaign": campaign,
        "found": reading.extensions_of(viewer, campaign, now=request.now),
    }
    return render(request, "web/extensions/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def grant(request: Request, year: int) -> HttpResponse:
    """Give more time to the units named by `?don-vi=`, or to a whole district."""
    viewer = member(request)
    campaign = reading.campaign_for(viewer, year)
    extending.check_grants(viewer)
    wanted = _ids((request.POST if request.method == "POST" else request.GET).getlist(UNIT))
    districts = reading.districts_with_duties(campaign)
    form = GrantForm(request.POST if request.method == "POST" else None, districts=districts)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _granted(request, year, wanted, form):
            return redirect("extensions", year=year)
        status = 422
    context = _choice(request, campaign.pk, wanted) | {"form": form, "year": year, "campaign": campaign}
    return render(request, "web/extensions/grant.html", context, status=status)


@require_POST
@member_required
def extend_selected(request: Request, year: int) -> HttpResponse:
    """The same page for the units marked on the board."""
    viewer = member(request)
    campaign = reading.campaign_for(viewer, year)
    extending.check_grants(viewer)
    wanted = reading.units_of_duties(campaign.pk, selection(request, viewer, campaign.pk).duty_ids)
    if len(wanted) > _MOST_UNITS:
        raise Refusal(
            "TOO_MANY_UNITS",
            _("Mỗi lần gia hạn nhiều nhất %(most)s đơn vị. Lọc hẹp lại, hoặc gia hạn cả huyện.")
            % {"most": _MOST_UNITS},
        )
    form = GrantForm(districts=reading.districts_with_duties(campaign))
    context = _choice(request, campaign.pk, wanted) | {"form": form, "year": year, "campaign": campaign}
    return render(request, "web/extensions/grant.html", context)


def _granted(request: Request, year: int, wanted: list[int], form: GrantForm) -> bool:
    """Give it, or write beside the form why not."""
    typed = form.cleaned_data
    try:
        given = extending.grant(
            viewer=member(request),
            year=year,
            unit_ids=wanted,
            district_id=typed["huyen"],
            last_day=typed["den_ngay"],
            reason=typed["ly_do"],
            document=typed["van_ban"],
            link=_duties(year),
            now=request.now,
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    said = _("Đã gia hạn đến hết %(day)s cho %(count)d đơn vị hoặc huyện; các đơn vị đã được báo.")
    messages.success(request, said % {"day": vn_date(typed["den_ngay"]), "count": len(given)})
    return True


@require_POST
@member_required
def withdraw(request: Request, year: int, extension_id: int) -> HttpResponse:
    """Take an extension back; the list keeps it."""
    viewer = member(request)
    reading.campaign_for(viewer, year)
    extending.withdraw(
        viewer=viewer,
        year=year,
        extension_id=extension_id,
        reason=request.POST.get("reason", ""),
        link=_duties(year),
        now=request.now,
    )
    messages.success(request, _("Đã rút gia hạn; các đơn vị đã được báo."))
    return redirect("extensions", year=year)


def _choice(request: Request, campaign_id: int, wanted: list[int]) -> dict[str, Any]:
    """Who is chosen, and whom a search would add."""
    chosen = reading.chosen_units(campaign_id, wanted)
    taken = {pk for pk, _name in chosen}
    text = request.GET.get("q", "")
    offered = [each for each in reading.candidates(campaign_id, text) if each[0] not in taken]
    return {"chosen": chosen, "text": text, "offered": offered, "chosen_ids": sorted(taken)}


def _duties(year: int) -> str:
    """Where a unit goes on."""
    return f"{reverse('duties')}?{PARAMETER}={year}"


def _ids(texts: list[str]) -> list[int]:
    numbers = [each for each in texts if each.isascii() and each.isdigit() and len(each) < _LONGEST_NUMBER]
    return [int(each) for each in numbers[:_MOST_UNITS]]
