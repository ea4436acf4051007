"""Sending, showing and taking back evidence, always through the report it belongs to."""

from typing import Final
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ketnghia.attachments import operations, queries
from ketnghia.kernel.refusals import Refusal
from ketnghia.reports.policies import check_step
from ketnghia.reports.queries import get_report
from ketnghia.reports.states import Action
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request

# Whatever a file holds, the browser runs nothing of it and lets it reach nothing.
_SANDBOX: Final = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"


@require_POST
@member_required
def upload(request: Request, report_id: int) -> HttpResponse:
    """Keep one file; 201 with its id, name and size."""
    viewer = member(request)
    report = get_report(viewer, report_id)
    check_step(viewer, report, Action.SAVE, district_id=None)
    file = request.FILES.get("file")
    if file is None or file.file is None:
        raise Refusal("ATTACHMENT_MISSING", _("Chưa có tệp nào được gửi lên. Chọn lại tệp."))
    stored = operations.store(
        container=report.container,
        name=file.name or "",
        stream=file.file,
        consent=request.POST.get("consent") == "1",
        user_id=viewer.user_id,
        now=request.now,
    )
    found = queries.as_evidence(stored)
    return JsonResponse({"id": found.id, "name": found.name, "size": found.size}, status=201)


@require_GET
@member_required
def attachment(request: Request, report_id: int, attachment_id: UUID) -> HttpResponse:
    """The file itself, to whoever may see the report."""
    report = get_report(member(request), report_id)
    found = queries.get(report.container, attachment_id)
    with queries.open_file(found) as file:
        response = HttpResponse(file.read(), content_type=found.media_type)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(found.name, safe='')}"
    response["Content-Length"] = str(found.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SANDBOX
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_POST
@member_required
def remove(request: Request, report_id: int, attachment_id: UUID) -> HttpResponse:
    """Take a file out of the draft."""
    viewer = member(request)
    report = get_report(viewer, report_id)
    check_step(viewer, report, Action.SAVE, district_id=None)
    operations.remove(container=report.container, attachment_id=attachment_id, now=request.now)
    return HttpResponse(status=204)
