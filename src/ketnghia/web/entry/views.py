"""The entry page, its saves, and the choice between two versions."""

from http import HTTPStatus
from typing import Final

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ketnghia.consolidation import operations
from ketnghia.reports import policies, queries
from ketnghia.reports.conflicts import open_conflict
from ketnghia.reports.offers import offers
from ketnghia.reports.operations import StaleSave
from ketnghia.reports.states import Action
from ketnghia.web.access import member, member_required
from ketnghia.web.entry import saving
from ketnghia.web.entry.context import conflict_context, entry_context
from ketnghia.web.http import Request

# Digits of any id there is; Python refuses to read thousands of them.
_LONGEST_NUMBER: Final = 18


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
        return JsonResponse(saving.stale_json(stale, report_id), status=HTTPStatus.CONFLICT)
    return JsonResponse(saving.saved_json(saved))


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
    context = conflict_context(report, refused)
    return render(request, "web/entry/conflict.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 0
