"""Reads of campaigns. Which campaigns there are is public; what was reported in them is not."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns import policies
from ketnghia.campaigns.models import Campaign, CatalogueItem, ExtendedUnit
from ketnghia.campaigns.states import CampaignStatus, Catalogue
from ketnghia.kernel.refusals import Invisible
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


def all_campaigns(viewer: Viewer) -> list[Campaign]:
    """Every campaign, those being prepared included, newest first. One query. Raises Invisible."""
    policies.check_prepare(viewer)
    return list(
        Campaign.objects.select_related("programme", "instrument", "opened_by", "copied_from")
        .order_by("-year")
        .defer("declaration")
    )


def any_campaign(viewer: Viewer, year: int) -> Campaign:
    """The campaign of a year, also while it is prepared, with all it rests on. Raises Invisible."""
    policies.check_prepare(viewer)
    found = (
        Campaign.objects.select_related(
            *("programme__board", "instrument", "opened_by", "copied_from__instrument"),
            *("window_citation__instrument", "lateness_citation__instrument", "period_citation__instrument"),
        )
        .filter(year=year)
        .first()
    )
    if found is None:
        raise Invisible("NO_CAMPAIGN", _("Không có đợt báo cáo nào trong năm này."))
    return found


def free_years(campaigns: list[Campaign]) -> list[int]:
    """The years of the programme that have no campaign, the one after the newest campaign first. No query."""
    if not campaigns:
        return []
    programme, taken = campaigns[0].programme, {each.year for each in campaigns}
    free = [year for year in range(programme.first_year, programme.last_year + 1) if year not in taken]
    return sorted(free, key=lambda year: (year < max(taken), year))


def overlapping(campaign: Campaign) -> list[Campaign]:
    """Other open campaigns during whose window this one's is open too. One query."""
    return list(
        _opened()
        .filter(window_opens_at__lt=campaign.window_closes_at, window_closes_at__gt=campaign.window_opens_at)
        .exclude(pk=campaign.pk)
        .defer("declaration")
    )


def window_for(campaign: Campaign, organisation_id: int) -> Window:
    """When a unit may send its reports: the campaign's window, or until its latest extension. One query."""
    return windows_for(campaign, (organisation_id,))[organisation_id]


def windows_for(campaign: Campaign, organisation_ids: Iterable[int]) -> dict[int, Window]:
    """The same for many units at once. One query."""
    units = list(organisation_ids)
    granted = dict(
        ExtendedUnit.objects.filter(
            extension__campaign=campaign, extension__withdrawn_at__isnull=True, organisation__in=units
        )
        .values_list("organisation")
        .annotate(until=Max("extension__until"))
    )
    shuts = campaign.window_closes_at
    return {unit: Window(campaign.window_opens_at, max(shuts, granted.get(unit, shuts))) for unit in units}


def catalogue(programme_id: int, name: Catalogue) -> dict[str, CatalogueItem]:
    """A list of a programme by code, in its order. One query."""
    items = CatalogueItem.objects.filter(programme_id=programme_id, catalogue=name).order_by("order")
    return {item.code: item for item in items}
