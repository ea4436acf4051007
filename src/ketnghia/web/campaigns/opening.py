"""Before the opening and at it: the consequences, the last look, the dispatch with its list of units."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ketnghia.campaigns.policies import is_locked
from ketnghia.campaigns.queries import any_campaign
from ketnghia.documents import opening_dispatch, opening_text
from ketnghia.documents.letterhead import programme_letterhead
from ketnghia.kernel.dates import vn_day
from ketnghia.reports import opening, readiness
from ketnghia.reports.consequence_lines import Group
from ketnghia.reports.consequences import Consequences, weigh
from ketnghia.web.access import member, member_required
from ketnghia.web.campaigns import summary
from ketnghia.web.campaigns.tabs import tabs_of
from ketnghia.web.campaigns.views import number
from ketnghia.web.http import Request
from ketnghia.web.years import PARAMETER

PAGE_SIZE: Final = 50
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _weighed(request: Request, year: int) -> Consequences:
    viewer = member(request)
    return weigh(viewer, any_campaign(viewer, year))


@require_safe
@member_required
def consequences(request: Request, year: int) -> HttpResponse:
    """What opening the campaign would mean; every number opens the list of its units."""
    weighed, chosen = _weighed(request, year), summary.Chosen.of(request.GET)
    found = readiness.findings(weighed, vn_day(request.now))
    lines, counts = summary.listed(weighed.lines, chosen), summary.Counts(weighed.lines, chosen)
    context = {
        "campaign": weighed.campaign,
        "tabs": tabs_of(weighed.campaign, "campaign_consequences"),
        "blocks": [each for each in found if each.blocks],
        "warnings": [each for each in found if not each.blocks],
        "facts": summary.key_facts(weighed.campaign),
        "tiles": counts.tiles(),
        "columns": summary.columns(),
        "by_kind": counts.by_kind(),
        "by_district": counts.by_district(),
        "chosen": chosen,
        "page": Paginator(lines, PAGE_SIZE).get_page(request.GET.get("trang")),
    }
    return render(request, "web/campaigns/consequences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def open_campaign(request: Request, year: int) -> HttpResponse:
    """The last look; pressing the button opens the campaign for good."""
    if request.method == "POST":
        opened = opening.open_campaign(
            viewer=member(request),
            year=year,
            version=number(request.POST.get("version", "")),
            link=f"{reverse('duties')}?{PARAMETER}={year}",
            now=request.now,
        )
        text = _("Đã mở đợt năm %(year)s: %(duties)s báo cáo được giao, %(told)s người được báo.")
        messages.success(request, text % {"year": year, "duties": opened.duties, "told": opened.told})
        return redirect("board", year=year)
    weighed = _weighed(request, year)
    if is_locked(weighed.campaign):
        return redirect("campaign", year=year)
    found = readiness.findings(weighed, vn_day(request.now))
    context = {
        "campaign": weighed.campaign,
        "tabs": tabs_of(weighed.campaign, "campaign_open"),
        "blocks": [each for each in found if each.blocks],
        "warnings": [each for each in found if not each.blocks],
        "facts": summary.key_facts(weighed.campaign),
        "tiles": summary.Counts(weighed.lines, summary.Chosen(Group.MUST)).tiles(),
    }
    return render(request, "web/campaigns/open.html", context)


def _letter(request: Request, year: int) -> opening_text.OpeningLetter:
    """The dispatch in Vietnamese, whatever language the screen speaks."""
    with translation.override(settings.LANGUAGE_CODE):
        weighed = _weighed(request, year)
        letter = programme_letterhead(weighed.campaign.programme.code)
        return opening_text.compose(weighed, letter, illustrative=settings.DEMO)


@require_safe
@member_required
def dispatch(request: Request, year: int) -> HttpResponse:
    """The opening dispatch on screen, for the printer."""
    letter = _letter(request, year)
    campaign = letter.campaign
    context = {"campaign": campaign, "letter": letter, "tabs": tabs_of(campaign, "campaign_dispatch")}
    return render(request, "web/campaigns/dispatch.html", context)


@require_safe
@member_required
def dispatch_docx(request: Request, year: int) -> HttpResponse:
    """The same as Word."""
    answer = HttpResponse(opening_dispatch.docx(_letter(request, year), request.now), content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="cong-van-mo-dot-{year}.docx"'
    return answer
