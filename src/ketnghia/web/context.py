"""What the frame of every page shows; read only when a template asks for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ketnghia.campaigns.queries import programme_and_years
from ketnghia.notices.queries import unread_count
from ketnghia.web.http import Request
from ketnghia.web.places import places_of
from ketnghia.web.theme import theme_of
from ketnghia.web.years import PARAMETER, present


def frame(request: Request) -> dict[str, Any]:
    """Viewer, places, year, theme, demo banner."""
    viewer = getattr(request, "viewer", None)
    context: dict[str, Any] = {
        "demo": settings.DEMO,
        "theme": theme_of(request),
        "public_links": [{"url": reverse("forms"), "label": _("Biểu mẫu")}],
    }
    if settings.DEMO and hasattr(request, "now"):
        context["demo_clock"] = date_format(localtime(request.now), "H:i d/m/Y")
    if viewer is None:
        return context
    scope = SimpleLazyObject(lambda: _scope(request))
    return context | {
        "viewer": viewer,
        "memberships": [
            {
                "id": each.id,
                "organisation_name": each.organisation_name,
                "role_label": each.role_label,
                "current": each.id == viewer.membership_id,
            }
            for each in request.memberships
        ],
        "scope": scope,
        # Asked for by the bell: pages without a header do not count.
        "unread_count": SimpleLazyObject(lambda: unread_count(viewer)),
        "unread_url": reverse("notices"),
        "profile_url": reverse("profile"),
        "idle_seconds": settings.IDLE_LOCK_SECONDS,
    }


def _scope(request: Request) -> dict[str, Any]:
    """The programme, its years, the year of this page, and the places with their addresses."""
    name, years = programme_and_years()
    year = _current_year(request, years)
    viewer = request.viewer
    here = request.path
    places = [] if viewer is None or year is None else places_of(viewer)
    return {
        "programme_name": name,
        "years": [{"year": each, "url": _address_in(request, each)} for each in years],
        "year": year,
        "places": [
            {
                "url": place.url(year or 0),
                "label": place.label,
                "icon": place.icon,
                "current": here == place.url(year or 0),
            }
            for place in places
        ],
    }


def _address_in(request: Request, year: int) -> str:
    """The same page in another year; a frozen version has none there, the figures it is of do."""
    match = request.resolver_match
    if match and "year" in match.kwargs and "number" in match.kwargs:
        return reverse("consolidated", args=[year])
    if match and match.url_name and "year" in match.kwargs:
        return reverse(match.url_name, kwargs=match.kwargs | {"year": year})
    return f"?{PARAMETER}={year}"


def _current_year(request: Request, years: list[int]) -> int | None:
    """The year in the address, in `?nam=`, or the present one."""
    match = request.resolver_match
    asked = str((match.kwargs if match else {}).get("year", request.GET.get(PARAMETER, "")))
    chosen = next((year for year in years if str(year) == asked), None)
    if chosen is not None:
        return chosen
    return present(years, request.now)
