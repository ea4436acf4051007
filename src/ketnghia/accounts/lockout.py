"""Whose failed sign-ins axes counts."""

from collections.abc import Mapping

from django.http import HttpRequest


def counted_username(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """The user name tried, in small letters: "Xa-A-Vuong" and "xa-a-vuong" are one account.

    Large letters come first, since the database compares those: to it an "ı" without its dot may be an "i",
    and failures under that spelling would be counted apart.

    allauth calls the box ``login`` and the credential ``username``; axes expects one name for both.
    """
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return typed.strip().upper().casefold()
