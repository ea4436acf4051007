"""The entry page, its saves, and the choice between two versions."""

from http import HTTPStatus

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ketnghia.consolidation import operations
from ketnghia.kernel.dates import vn_datetime
from ketnghia.reports import policies, queries
from ketnghia.reports.conflicts import open_conflict
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.offers import offers
from ketnghia.reports.operations import StaleSave
from ketnghia.reports.states import Action
from ketnghia.web.access import member, member_required
from ketnghia.web.entry import saving
from ketnghia.web.entry.context import entry_context
from ketnghia.web.entry.differences import Comparison
from ketnghia.web.http import Request


@require_http_methods(["GET", "HEAD"])
@member_required
def entry(request: Request, report_id: int) -> HttpResponse:
    """Fill in a report; who may not is shown the report instead."""
    viewer = member(request)
    report = queries.get_report(viewer, report_id)
    given = offers(viewer, report, request.now)
    if not given.may_edit:
        return redirect("report", report_id=report_id)
    return render(request, "web/entry/entry.html", entry_context(viewer, report, given))


@require_POST
@member_required
def save(request: Request, report_id: int) -> HttpResponse:
    """Keep the draft; the answer tells what the server found in it."""
    sent = saving.SaveRequest.read(request.body)
    viewer = member(request)
    try:
        saved = operations.save(
            viewer=viewer,
            report_id=report_id,
            base_version=sent.base_version,
            save_id=sent.save_id,
            content=sent.content,
            now=request.now,
        )
    except StaleSave as stale:
        return JsonResponse(
            {
                "code": stale.code,
                "message": stale.message,
                "current_version": stale.conflict.current_version,
                "yours_id": stale.conflict.conflict_id,
                "conflict_url": reverse("conflict", args=[report_id]),
            },
            status=HTTPStatus.CONFLICT,
        )
    return JsonResponse(
        {
            "version": saved.version,
            "saved_at": saved.saved_at.isoformat(),
            "saved_at_text": vn_datetime(saved.saved_at),
            "findings": saving.findings_json(saved.examined.findings),
            "sums": saving.sums_json(saved.examined.sums),
            "progress": saving.progress_json(saved.examined.progress),
        }
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def conflict(request: Request, report_id: int) -> HttpResponse:
    """Two versions side by side; one of them is chosen, the other stays in the history."""
    viewer = member(request)
    report = queries.get_report(viewer, report_id)
    policies.check_step(viewer, report, Action.SAVE, district_id=None)
    if request.method == "POST":
        operations.resolve_conflict(
            viewer=viewer,
            report_id=report_id,
            conflict_id=_number(request.POST.get("conflict", "")),
            take_refused=request.POST.get("take") == "mine",
            now=request.now,
        )
        return redirect("conflict", report_id=report_id)
    refused = open_conflict(viewer, report)
    if refused is None:
        return redirect("entry", report_id=report_id)
    definition = definition_of(report.form_version_id)
    comparison = Comparison(definition, queries.lookups(report, definition))
    context = {
        "report": report,
        "definition": definition,
        "refused": refused,
        "differences": comparison.differences(refused.content, report.content),
        "year": report.campaign.year,
    }
    return render(request, "web/entry/conflict.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
