"""The entry page and its saves."""

from http import HTTPStatus

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ketnghia.consolidation import operations
from ketnghia.reports import queries
from ketnghia.reports.offers import offers
from ketnghia.reports.operations import StaleSave
from ketnghia.web.access import member, member_required
from ketnghia.web.entry import saving
from ketnghia.web.entry.context import entry_context
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
    return render(request, "web/entry/entry.html", entry_context(viewer, report, given, now=request.now))


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
