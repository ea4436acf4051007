"""Who coordinates sees nothing before a second factor is set up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ketnghia.accounts.queries import has_second_factor
from ketnghia.kernel.refusals import NotAllowed
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request
from ketnghia.web.middleware import as_json

# Pages without which nobody could set one up, leave, or read: everything else is refused.
OPEN: Final = frozenset(
    {
        "second_factor",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_reauthenticate",
        "account_logout",
        "keep_alive",
        "set_language",
        "set_theme",
        "open_link",
        "set_password",
        "healthz",
    }
)


class SecondFactorMiddleware:
    """Leads the roles of ``SECOND_FACTOR_ROLES`` to setting one up. All of a person's roles count, not only
    the one acted in: the next one is a press of a button away.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, *_view: object) -> HttpResponse | None:
        match = request.resolver_match
        if not is_demanded(request) or (match and match.url_name in OPEN):
            return None
        return None if has_second_factor(member(request).user_id) else _refuse(request)


def is_demanded(request: Request) -> bool:
    """Whether one of the person's roles must have a second factor."""
    return any(each.role in settings.SECOND_FACTOR_ROLES for each in request.memberships)


def _refuse(request: Request) -> HttpResponse:
    refusal = NotAllowed(
        "SECOND_FACTOR_MISSING",
        _(
            "Vai trò điều hành phải có bước xác nhận thứ hai khi đăng nhập. "
            "Thiết lập xong mới dùng tiếp được."
        ),
        help=_("Trang cá nhân, mục Bảo mật."),
    )
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse(as_json(refusal), status=403)
    if request.method in ("GET", "HEAD"):
        return redirect("second_factor")
    return render(request, "web/refusal.html", {"refusal": refusal}, status=403)


@require_safe
@never_cache
@member_required
def second_factor(request: Request) -> HttpResponse:
    """Why a second factor is asked for, and the two ways to set one up."""
    context = {"ready": has_second_factor(member(request).user_id), "demanded": is_demanded(request)}
    return render(request, "web/accounts/second_factor.html", context)
