"""The idle lock: a session without requests for too long ends on the server.

What was typed stays in the page and in the browser's own store, so nothing unsaved is lost.
"""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnghia.accounts import operations

LAST_SEEN: Final = "last_seen"
# The session is written at most this often, so a lock can come this many seconds early, never late.
GRAIN_SECONDS: Final = 30


class IdleLockMiddleware:
    """Signs out who has been idle for ``IDLE_LOCK_SECONDS``. Real time counts, not the demo's clock."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Asking the session first spares the visitor without one a query.
        if "_auth_user_id" in request.session and request.user.is_authenticated:
            _look(request)
        return self.get_response(request)


def _look(request: HttpRequest) -> None:
    now = timezone.now()
    second = int(now.timestamp())
    idle = second - int(request.session.get(LAST_SEEN, second - GRAIN_SECONDS))
    if idle >= settings.IDLE_LOCK_SECONDS:
        logout(request)
        messages.info(request, _("Phiên làm việc đã khóa vì lâu không thao tác. Đăng nhập để làm tiếp."))
    elif idle >= GRAIN_SECONDS:
        request.session[LAST_SEEN] = second
        operations.note_activity(session_key=request.session.session_key or "", now=now)
