"""How allauth is bent to the house: accounts are given out by the coordinator, never taken."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from ketnghia.accounts.models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-in by user name; no sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def get_user_search_fields(self) -> list[str]:
        return ["username", "display_name"]

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Leave the user name as the coordinator gave it."""
