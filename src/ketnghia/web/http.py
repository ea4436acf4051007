"""The request as views receive it."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from ketnghia.accounts.queries import OwnMembership
from ketnghia.accounts.viewer import Viewer


class Request(HttpRequest):
    """A request with its moment (aware) and its viewer; only a type, the middleware sets all of it."""

    LANGUAGE_CODE: str
    now: datetime
    viewer: Viewer | None
    memberships: list[OwnMembership]
