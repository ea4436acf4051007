"""The log of sign-ins: written where Django, allauth and axes tell of one, read by its owner."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.signals import authentication_failed
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_ipv46_address
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from ketnghia.accounts.browsers import in_words
from ketnghia.accounts.lockout import counted_username
from ketnghia.accounts.models import SignIn, User
from ketnghia.accounts.states import SignInOutcome
from ketnghia.kernel.text import clean

# What is kept of a name nobody has: people type their password into the wrong box.
_SHOWN_OF_UNKNOWN = 2
_LONGEST = 80


def sign_ins_of(user_id: int, *, limit: int = 20) -> list[SignIn]:
    """The last attempts to come in as that person, newest first. One query."""
    return list(SignIn.objects.filter(user_id=user_id).order_by("-at", "-pk")[:limit])


def sign_ins_of_unit(user_ids: QuerySet[Any] | list[int], *, limit: int = 50) -> list[SignIn]:
    """The last attempts of these people together, newest first. One query."""
    found = SignIn.objects.filter(user_id__in=user_ids).select_related("user")
    return list(found.order_by("-at", "-pk")[:limit])


def note(
    *, request: HttpRequest | None, user: User | None, username: str, outcome: SignInOutcome, at: datetime
) -> None:
    """Write one line; ``at`` is real time."""
    meta = request.META if request else {}
    SignIn.objects.create(
        user=user,
        username=user.username if user else f"{clean(username)[:_SHOWN_OF_UNKNOWN]}…",
        outcome=outcome,
        at=at,
        ip=_address(request) if request else None,
        browser=in_words(meta.get("HTTP_USER_AGENT", ""))[:_LONGEST],
    )


def _address(request: HttpRequest) -> str | None:
    """Whose address it is, as the limits of one address see it: the proxy is believed where one stands."""
    try:
        told: str = get_adapter().get_client_ip(request)
        validate_ipv46_address(told)
    except (PermissionDenied, ValidationError):
        return None
    return told


def _came_in(*, request: HttpRequest, user: User, **_rest: Any) -> None:
    note(request=request, user=user, username="", outcome=SignInOutcome.OK, at=timezone.now())


def _wrong_password(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_rest: Any) -> None:
    typed = counted_username(request, credentials) if request else ""
    user = User.objects.filter(username__iexact=typed).first() if typed else None
    locked = request is not None and AxesProxyHandler.is_locked(request, credentials)
    outcome = SignInOutcome.LOCKED if locked else SignInOutcome.WRONG_PASSWORD
    note(request=request, user=user, username=typed, outcome=outcome, at=timezone.now())


def _wrong_code(*, request: HttpRequest, user: User, **_rest: Any) -> None:
    note(request=request, user=user, username="", outcome=SignInOutcome.WRONG_CODE, at=timezone.now())


def listen() -> None:
    """Be told of sign-ins. Before axes is: it has not counted the failure yet that it is told of."""
    user_logged_in.connect(_came_in, dispatch_uid="sign_in_came_in")
    user_login_failed.connect(_wrong_password, dispatch_uid="sign_in_wrong_password")
    authentication_failed.connect(_wrong_code, dispatch_uid="sign_in_wrong_code")
