"""The theme of the screen: light, dark, or as the machine has it. A cookie remembers it."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

THEMES: Final = ("light", "dark")
_COOKIE: Final = "theme"
_A_YEAR: Final = 365 * 24 * 60 * 60


def theme_of(request: HttpRequest) -> str:
    """The theme a person chose; empty where they leave it to the machine."""
    chosen = request.COOKIES.get(_COOKIE, "")
    return chosen if chosen in THEMES else ""


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember a theme, and go back to the page it was chosen on."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    answer = redirect(back if is_ours else "/")
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        secure = settings.SESSION_COOKIE_SECURE
        answer.set_cookie(_COOKIE, chosen, max_age=_A_YEAR, secure=secure, httponly=True, samesite="Lax")
    else:
        answer.delete_cookie(_COOKIE, samesite="Lax")
    return answer
