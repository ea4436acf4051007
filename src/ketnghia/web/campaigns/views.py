"""The list of campaigns, the copy that begins one, its end before it began, and the preview of its forms."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ketnghia.campaigns.queries import all_campaigns, free_years
from ketnghia.consolidation.district import table_of
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.operations import copy_campaign, discard_campaign
from ketnghia.reports import previewing
from ketnghia.reports.definitions import derived_sections
from ketnghia.web.access import member, member_required
from ketnghia.web.campaigns.tabs import tabs_of
from ketnghia.web.entry.page import Builder
from ketnghia.web.http import Request

_LONGEST_NUMBER = 9


def number(text: str) -> int:
    """A number as sent; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 0


@require_safe
@member_required
def campaigns(request: Request) -> HttpResponse:
    """Every campaign with how far it is, and the way to the next one."""
    found = all_campaigns(member(request))
    context = {
        "campaigns": found,
        "free_years": free_years(found),
        "to_copy": [each for each in found if each.opened_by or not each.copied_from],
    }
    return render(request, "web/campaigns/list.html", context)


@require_POST
@member_required
def copy(request: Request) -> HttpResponse:
    """Begin a campaign as a copy of another year's."""
    year = number(request.POST.get("year", ""))
    copied = copy_campaign(
        viewer=member(request),
        from_year=number(request.POST.get("from_year", "")),
        year=year,
        now=request.now,
    )
    text = _("Đã lập đợt năm %(year)s theo đợt năm %(before)s. Chưa đơn vị nào thấy đợt này.")
    messages.success(request, text % {"year": copied.year, "before": request.POST.get("from_year", "")})
    return redirect("campaign", year=copied.year)


@require_POST
@member_required
def discard(request: Request, year: int) -> HttpResponse:
    """Throw a prepared campaign away."""
    version = number(request.POST.get("version", ""))
    discard_campaign(viewer=member(request), year=year, version=version, now=request.now)
    messages.success(request, _("Đã bỏ đợt năm %s đang chuẩn bị.") % year)
    return redirect("campaigns")


@require_safe
@member_required
def preview(request: Request, year: int) -> HttpResponse:
    """A form of the campaign as one kind of unit will meet it; nothing of it can be saved."""
    asked = previewing.Asked(
        form_code=request.GET.get("bieu", ""),
        kind=request.GET.get("loai", ""),
        organisation_id=number(request.GET.get("don-vi", "")) or None,
        text=request.GET.get("q", ""),
    )
    found = previewing.preview(member(request), year, asked)
    context = {
        "campaign": found.campaign,
        "preview": found,
        "asked": asked,
        "definition": found.definition,
        "kinds": [(kind.value, kind.label) for kind in OrganisationKind if kind.value in found.kinds],
        "choices": found.names,
        "parts": Builder(found.definition, found.content, found.lookups, {}).parts(),
        "derived": table_of(found.definition, found.content) if derived_sections(found.definition) else None,
        "tabs": tabs_of(found.campaign, "campaign_preview"),
    }
    return render(request, "web/campaigns/preview.html", context)
