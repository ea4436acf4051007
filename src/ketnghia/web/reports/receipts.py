"""The receipt of a submission, and the public page that verifies it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ketnghia.documents.receipt import qr_svg
from ketnghia.kernel.refusals import Invisible
from ketnghia.reports import queries
from ketnghia.reports.on_behalf import paper_behind
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request

if TYPE_CHECKING:
    from ketnghia.reports.models import Revision


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says; the public page says the same, less who sent it."""

    number: str
    organisation: str
    form_title: str
    year: int
    submitted_at: datetime
    submitted_by: str
    sha256: str
    verify_url: str


def _receipt(request: Request, revision: Revision, *, submitted_by: str = "") -> Receipt:
    frozen = revision.frozen
    return Receipt(
        number=revision.receipt_number,
        organisation=frozen["organisation"]["name"],
        form_title=revision.report.form.title,
        year=frozen["year"],
        submitted_at=revision.submitted_at,
        submitted_by=submitted_by,
        sha256=revision.sha256,
        verify_url=request.build_absolute_uri(reverse("verify", args=[revision.receipt_token])),
    )


def _submitted(request: Request, report_id: int) -> Revision:
    revision = queries.get_report(member(request), report_id).current_revision
    if revision is None:
        raise Invisible("NO_RECEIPT", _("Báo cáo chưa nộp nên chưa có biên nhận."))
    return revision


@require_safe
@member_required
def receipt(request: Request, report_id: int) -> HttpResponse:
    """The receipt of the report's last submission; one A5 sheet."""
    revision = _submitted(request, report_id)
    report = revision.report
    found = _receipt(request, revision, submitted_by=revision.submitted_by.display_name)
    context = {"receipt": found, "report": report, "revision": revision, "year": found.year}
    context["paper"] = paper_behind(report, revision)
    return render(request, "web/reports/receipt.html", context)


@require_safe
@member_required
def receipt_code(request: Request, report_id: int) -> HttpResponse:
    """The QR code of the receipt, as a picture of its own."""
    revision = _submitted(request, report_id)
    address = _receipt(request, revision).verify_url
    return HttpResponse(qr_svg(address), content_type="image/svg+xml")


@require_safe
@never_cache
def verify(request: Request, token: str) -> HttpResponse:
    """Confirms number, unit, form, time and hash of a receipt, and nothing else."""
    revision = queries.verify_receipt(token)
    if revision is None:
        raise Http404
    return render(request, "web/public/verify.html", {"receipt": _receipt(request, revision)})
