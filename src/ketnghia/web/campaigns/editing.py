"""The page a campaign is edited on, part by part."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ketnghia.campaigns import policies
from ketnghia.kernel.refusals import Changed, Incomplete, Invisible
from ketnghia.reportforms.queries import CampaignParts, parts_of
from ketnghia.reports.readiness import Part
from ketnghia.web.access import member, member_required
from ketnghia.web.campaigns.choosing import FormsForm, RulesForm
from ketnghia.web.campaigns.forms import DatesForm, DispatchForm, PartForm, WordsForm
from ketnghia.web.campaigns.tabs import tabs_of
from ketnghia.web.http import Request

PARTS: Final[dict[Part, tuple[Any, type[PartForm]]]] = {
    Part.DATES: (gettext_lazy("Thời gian"), DatesForm),
    Part.DISPATCH: (gettext_lazy("Công văn mở đợt và câu được dẫn"), DispatchForm),
    Part.FORMS: (gettext_lazy("Biểu mẫu"), FormsForm),
    Part.RULES: (gettext_lazy("Ai báo cáo"), RulesForm),
    Part.WORDS: (gettext_lazy("Tên, lời giới thiệu, nơi giúp"), WordsForm),
}


@require_safe
@member_required
def campaign(request: Request, year: int) -> HttpResponse:
    """All parts of a campaign; of one that is open only the words still change."""
    return _page(request, parts_of(member(request), year))


@require_POST
@member_required
def save_part(request: Request, year: int, part: str) -> HttpResponse:
    """Keep one part; what is wrong with it is told beside its boxes, and what was typed stays."""
    viewer = member(request)
    parts = parts_of(viewer, year)
    if part not in PARTS:
        raise Invisible("NO_PART", _("Không có trang này."))
    if part != Part.WORDS:
        policies.check_preparing(parts.campaign)
    form = PARTS[Part(part)][1](request.POST, parts=parts)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            form.save(viewer, request.now)
        except Changed as changed:
            form.add_error(None, changed.message)
            status = HTTPStatus.CONFLICT
        except Incomplete as incomplete:
            _tell(form, incomplete)
        else:
            messages.success(request, _("Đã lưu phần “%s”.") % PARTS[Part(part)][0])
            return redirect(f"{reverse('campaign', args=[year])}#{part}")
    return _page(request, parts, bound={Part(part): form}, status=status)


def _tell(form: PartForm, incomplete: Incomplete) -> None:
    form.add_error(None, incomplete.message)
    for finding in incomplete.findings:
        form.add_error(form.field_of(finding), finding.message)


def _page(
    request: Request,
    parts: CampaignParts,
    *,
    bound: dict[Part, PartForm] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    locked = policies.is_locked(parts.campaign)
    shown = [part for part in Part if not locked or part is Part.WORDS]
    context = {
        "campaign": parts.campaign,
        "parts": parts,
        "locked": policies.opened_words(parts.campaign) if locked else "",
        "tabs": tabs_of(parts.campaign, "campaign"),
        "sections": [
            {
                "id": part.value,
                "title": PARTS[part][0],
                "form": (bound or {}).get(part) or PARTS[part][1](parts=parts),
            }
            for part in shown
        ],
    }
    return render(request, "web/campaigns/campaign.html", context, status=status)
