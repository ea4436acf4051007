"""The request as views receive it."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from ketnghia.accounts.viewer import Viewer


class Request(HttpRequest):
    """A request with its moment (aware) and its viewer; only a type, the middleware sets both."""

    now: datetime
    viewer: Viewer | None
