"""The one-time link: the page behind it sets a password and signs in. Looking at it uses nothing up."""

from __future__ import annotations

from typing import Final

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from ketnghia.accounts import issuing, sign_ins, tokens
from ketnghia.accounts.states import SignInOutcome
from ketnghia.kernel.refusals import NotAllowed, Refusal
from ketnghia.web.accounts.forms import SetPasswordForm
from ketnghia.web.http import Request

COOKIE: Final = "lien-ket"
_HOUR: Final = 3600


@require_safe
@never_cache
def open_link(request: Request, token: str) -> HttpResponse:  # noqa: ARG001 - nothing of it is looked at
    """Take the token out of the address, where logs and histories would keep it, and go on without it."""
    answer = redirect("set_password")
    _remember(answer, token)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _remember(answer: HttpResponse, token: str) -> None:
    """Lax, since a link in a letter is followed from elsewhere; only the page of the link is sent it."""
    answer.set_cookie(
        COOKIE,
        # Of an address anybody can make up, only what a header can carry.
        tokens.folded(token),
        max_age=_HOUR,
        path="/tai-khoan/lien-ket/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def set_password(request: Request) -> HttpResponse:
    """Unit and user name of a live link and a password twice; every other link gets one and the same page."""
    if not ratelimit.consume(request, action="one_time_link"):
        return _sorry(request, _too_often(), status=429)
    token = request.COOKIES.get(COOKIE, "")
    found = issuing.owner_of(token, now=request.now) if token else None
    if found is None:
        return _sorry(request, issuing.dead_link(), status=410)
    user, link = found
    form = SetPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        return _set_and_sign_in(request, token, form.cleaned_data["password1"])
    context = {
        "form": form,
        "user_of_link": user,
        "units": issuing.units_of(user.pk, now=request.now),
        "expires_at": link.expires_at,
    }
    return render(request, "web/accounts/set_password.html", context, status=422 if form.errors else 200)


def _set_and_sign_in(request: Request, token: str, password: str) -> HttpResponse:
    """The password is set and the link gone; a second factor already set up is still asked for."""
    real = timezone.now()
    try:
        user = issuing.use_link(token=token, password=password, now=request.now, real=real)
    except NotAllowed as refusal:
        return _sorry(request, refusal, status=410)
    # Whoever was signed in here, and whatever a stranger planted in the session, goes first.
    logout(request)
    sign_ins.note(request=request, user=user, username="", outcome=SignInOutcome.LINK_USED, at=real)
    answer: HttpResponse = perform_login(request, user, redirect_url=settings.LOGIN_REDIRECT_URL)
    answer.delete_cookie(COOKIE, path="/tai-khoan/lien-ket/", samesite="Lax")
    return answer


def _too_often() -> Refusal:
    return Refusal("TOO_OFTEN", _("Mở liên kết quá nhiều lần trong một phút. Đợi một phút rồi thử lại."))


def _sorry(request: Request, refusal: Refusal, *, status: int) -> HttpResponse:
    return render(request, "web/accounts/dead_link.html", {"refusal": refusal}, status=status)
