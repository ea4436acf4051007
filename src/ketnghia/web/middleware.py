"""What every request gets before a view sees it: the time, the viewer; and what a refusal becomes."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.utils import translation

from ketnghia.accounts.queries import memberships_in_force, viewer_among
from ketnghia.campaigns import clock
from ketnghia.kernel.refusals import (
    Changed,
    Closed,
    Incomplete,
    Invisible,
    NotAllowed,
    Refusal,
    Unavailable,
)
from ketnghia.web.http import Request

type Handler = Callable[[Request], HttpResponse]

MEMBERSHIP_KEY: Final = "membership_id"

_FORMS: Final = ("multipart/form-data", "application/x-www-form-urlencoded")
# A file too large is told so in words; a disk is not filled to be able to say it.
_FILES_AT_ONCE: Final = 4
_LONGEST_LENGTH: Final = 16
_STATUS: Final[dict[type[Refusal], HTTPStatus]] = {
    Invisible: HTTPStatus.NOT_FOUND,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Changed: HTTPStatus.CONFLICT,
    Closed: HTTPStatus.UNPROCESSABLE_ENTITY,
    Incomplete: HTTPStatus.UNPROCESSABLE_ENTITY,
    Unavailable: HTTPStatus.INSUFFICIENT_STORAGE,
}


class BodyMiddleware:
    """What is sent has arrived whole before anybody asks what time it is and who sends it: a body that comes
    byte by byte would else carry an old moment and an old right past the deadline.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        try:
            if request.method == "POST":
                if _announced(request) > _FILES_AT_ONCE * settings.ATTACHMENT_MAX_BYTES:
                    return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                _read(request)
        except UnreadablePostError:
            return HttpResponse(status=HTTPStatus.BAD_REQUEST)
        return self.get_response(request)


def _announced(request: Request) -> int:
    """How many bytes are to come; of a length nobody can read Django reads nothing."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length[:_LONGEST_LENGTH]) if length.isascii() and length.isdigit() else 0


def _read(request: Request) -> None:
    """Read a form with its files as Django reads forms, anything else as it came."""
    if request.content_type in _FORMS:
        request.POST  # noqa: B018 - the reading is the point
    else:
        request.body  # noqa: B018 - as above


class LanguageMiddleware:
    """The language is Vietnamese until a person chooses another; what a browser prefers says little
    about the official in front of it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ClockMiddleware:
    """`request.now`: the one moment a request happens at, shifted in the demo."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.now = clock.now()
        return self.get_response(request)


class ViewerMiddleware:
    """`request.viewer`: the signed-in person acting for one organisation, or None.

    What a signed-in person was shown is kept by no browser: after signing out, "back" shows nothing.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.viewer, request.memberships = None, []
        # Asking the session first spares the visitor without one a query.
        if "_auth_user_id" in request.session and request.user.is_authenticated:
            request.memberships = memberships_in_force(request.user, now=request.now)
            request.viewer = viewer_among(
                request.memberships, request.session.get(MEMBERSHIP_KEY), user=request.user
            )
        response = self.get_response(request)
        if "_auth_user_id" in request.session:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def status_of(refusal: Refusal) -> HTTPStatus:
    """The HTTP status a refusal becomes; a plain Refusal is a request that cannot be carried out."""
    for kind, status in _STATUS.items():
        if isinstance(refusal, kind):
            return status
    return HTTPStatus.UNPROCESSABLE_ENTITY


class RefusalMiddleware:
    """Turns a refusal into a page, or into JSON where the browser's scripts ask for it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        status = status_of(exception)
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse(as_json(exception), status=status)
        if status is HTTPStatus.NOT_FOUND:
            return render(request, "404.html", status=status)
        return render(request, "web/refusal.html", {"refusal": exception}, status=status)


def as_json(refusal: Refusal) -> dict[str, object]:
    """What a script needs to say why something was refused."""
    answer: dict[str, object] = {
        "code": refusal.code,
        "message": refusal.message,
        "rule": refusal.rule,
        "since": refusal.since.isoformat() if refusal.since else None,
        "help": refusal.help,
    }
    if isinstance(refusal, Incomplete):
        answer["findings"] = [
            {"code": each.code, "severity": each.severity, "path": each.path, "message": each.message}
            for each in refusal.findings
        ]
    return answer
