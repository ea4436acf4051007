"""Reads of campaigns. Which campaigns there are is public; what was reported in them is not."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from ketnghia.campaigns.models import Campaign, CatalogueItem, Extension
from ketnghia.campaigns.states import CampaignStatus, Catalogue
from ketnghia.kernel.windows import Window


def _opened() -> QuerySet[Campaign]:
    """Campaigns that units know of; one still being prepared is seen by nobody but its coordinator."""
    return Campaign.objects.filter(status=CampaignStatus.OPENED)


def years() -> list[int]:
    """The years with a campaign, newest first."""
    return list(_opened().order_by("-year").values_list("year", flat=True).distinct())


def campaign_in(year: int) -> Campaign | None:
    """The campaign of a year with the sentences its window rests on."""
    return (
        _opened()
        .filter(year=year)
        .select_related(
            "programme", "instrument", "window_citation__instrument", "lateness_citation__instrument"
        )
        .first()
    )


def programme_and_years() -> tuple[str, list[int]]:
    """The programme's name and the years with a campaign, newest first. One query."""
    found = list(_opened().order_by("-year").values_list("programme__name", "year"))
    return (found[0][0] if found else "", [year for _name, year in found])


def window_for(campaign: Campaign, organisation_id: int) -> Window:
    """When a unit may send its reports: the campaign's window, or until its latest extension. One query."""
    granted = Extension.objects.filter(
        campaign=campaign, units__organisation=organisation_id, withdrawn_at__isnull=True
    ).aggregate(until=Max("until"))["until"]
    closes_at = max(campaign.window_closes_at, granted) if granted else campaign.window_closes_at
    return Window(campaign.window_opens_at, closes_at)


def catalogue(programme_id: int, name: Catalogue) -> dict[str, CatalogueItem]:
    """A list of a programme by code, in its order. One query."""
    items = CatalogueItem.objects.filter(programme_id=programme_id, catalogue=name).order_by("order")
    return {item.code: item for item in items}
