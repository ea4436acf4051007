"""Reads of campaigns. Which campaigns there are is public; what was reported in them is not."""

from __future__ import annotations

from ketnghia.campaigns.models import Campaign, CatalogueItem
from ketnghia.campaigns.states import Catalogue


def years() -> list[int]:
    """The years with a campaign, newest first."""
    return list(Campaign.objects.order_by("-year").values_list("year", flat=True).distinct())


def campaign_in(year: int) -> Campaign | None:
    """The campaign of a year with the sentences its window rests on."""
    return (
        Campaign.objects.filter(year=year)
        .select_related(
            "programme", "instrument", "window_citation__instrument", "lateness_citation__instrument"
        )
        .first()
    )


def programme_and_years() -> tuple[str, list[int]]:
    """The programme's name and the years with a campaign, newest first. One query."""
    found = list(Campaign.objects.order_by("-year").values_list("programme__name", "year"))
    return (found[0][0] if found else "", [year for _name, year in found])


def catalogue(programme_id: int, name: Catalogue) -> dict[str, CatalogueItem]:
    """A list of a programme by code, in its order. One query."""
    items = CatalogueItem.objects.filter(programme_id=programme_id, catalogue=name).order_by("order")
    return {item.code: item for item in items}
