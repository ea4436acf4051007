"""Reads of campaigns. Which campaigns there are is public; what was reported in them is not."""

from __future__ import annotations

from ketnghia.campaigns.models import Campaign, Programme


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


def programme() -> Programme | None:
    """The programme this installation serves."""
    return Programme.objects.order_by("-first_year").first()
