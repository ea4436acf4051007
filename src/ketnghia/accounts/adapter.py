"""How allauth is bent to the house: accounts are given out by the coordinator, never taken."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ketnghia.accounts import sign_ins
from ketnghia.accounts.directory import is_asleep
from ketnghia.accounts.models import User
from ketnghia.accounts.states import SignInOutcome


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types: its class is Any
    """Sign-in by user name; no sign-up; an account that slept too long does not come in by itself."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def get_user_search_fields(self) -> list[str]:
        return ["username", "display_name"]

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Leave the user name as the coordinator gave it."""

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Told once the password (or passkey) was right, so that nobody learns who sleeps by guessing."""
        refused: HttpResponse | None = super().pre_login(request, user, **kwargs)
        real = timezone.now()
        if refused is not None or not is_asleep(user.pk, real):
            return refused
        sign_ins.note(request=request, user=user, username="", outcome=SignInOutcome.SLEEPING, at=real)
        days = {"days": settings.DORMANT_DAYS}
        return render(request, "accounts/asleep.html", days, status=403)
