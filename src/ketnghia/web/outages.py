"""What a visitor is told when the application itself cannot go on, the database's absence above all."""

from __future__ import annotations

import sys
from http import HTTPStatus

from django.core.handlers.wsgi import WSGIRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.template import loader
from django.utils.translation import gettext as _

from ketnghia.attachments.storage import is_full, no_room
from ketnghia.web.middleware import as_json

# Seconds; a restart of the database takes a few.
_TRY_AGAIN_AFTER = 5
_CHUNK = 2**16


def server_error(request: WSGIRequest) -> HttpResponse:
    """Django's `handler500`: 503 while the database is away, which passes by itself; 507 where a file finds
    no room; 500 for a bug.

    What was acknowledged is kept in either case; what was not is said to be open.
    """
    error = sys.exception()
    if is_full(error):
        # Django writes a large upload to a temporary file before any view sees it. Browsers read no answer
        # while they are still sending: what is left of the body is read and dropped.
        while request.environ["wsgi.input"].read(_CHUNK):
            pass
        return JsonResponse(as_json(no_room()), status=HTTPStatus.INSUFFICIENT_STORAGE)
    away = isinstance(error, OperationalError | InterfaceError)
    status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR
    headers = {"Retry-After": str(_TRY_AGAIN_AFTER)} if away else {}
    if request.headers.get("Accept", "").startswith("application/json"):
        message = (
            _("Cơ sở dữ liệu tạm dừng. Phần đang nhập vẫn còn trên máy này và sẽ tự gửi lại.")
            if away
            else _("Hệ thống gặp lỗi; lỗi đã được ghi lại.")
        )
        answer = {"code": "AWAY" if away else "FAILED", "message": message}
        return JsonResponse(answer, status=status, headers=headers)
    page = loader.render_to_string("503.html" if away else "500.html")
    return HttpResponse(page, status=status, headers=headers)
