"""Reads of extensions: who was given more time, until when, why, under which document, by whom.

The unit sees its own, a district those of its communes, the Board and the province all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import Campaign, ExtendedUnit, Extension
from ketnghia.campaigns.queries import campaign_in
from ketnghia.kernel.dates import vn_day
from ketnghia.kernel.refusals import Invisible
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.queries import children_of, matching
from ketnghia.organisations.states import DISTRICTS
from ketnghia.reports.models import ReportingDuty
from ketnghia.twinning.policies import sees_its_communes

MOST_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Given:
    """One extension in words. `last_day` is the last day one can send; `units` how many it covers."""

    id: int
    organisation: str
    whole_district: bool
    units: int
    last_day: date
    reason: str
    document: str
    granted_by: str
    granted_at: datetime
    withdrawn_by: str
    withdrawn_at: datetime | None
    withdrawn_reason: str
    is_running: bool


def campaign_for(viewer: Viewer, year: int) -> Campaign:
    """The campaign whose list of extensions the viewer may read. Raises Invisible."""
    campaign = campaign_in(year)
    if campaign is None or not (viewer.sees_everything or sees_its_communes(viewer)):
        raise Invisible("NO_PAGE", _("Không có trang này."))
    return campaign


def extensions_of(viewer: Viewer, campaign: Campaign, *, now: datetime) -> list[Given]:
    """Every extension of a campaign the viewer may read, the newest first, taken back or not. One query."""
    found = Extension.objects.filter(campaign=campaign)
    if not viewer.sees_everything:
        own = children_of(viewer.organisation_id, campaign.period_to).values("id")
        covered = ExtendedUnit.objects.filter(extension=OuterRef("pk"))
        found = found.filter(
            Exists(covered.filter(Q(organisation=viewer.organisation_id) | Q(organisation__in=own)))
        )
    return _given(found, now)


def extensions_beside(campaign_id: int, organisation_id: int, *, now: datetime) -> list[Given]:
    """What stands beside a unit's reports for ever, taken back or not. One query.

    Whoever asks has been shown the unit's duty or its report.
    """
    covering = Extension.objects.filter(campaign=campaign_id, units__organisation=organisation_id)
    return _given(Extension.objects.filter(pk__in=covering.values("pk")), now)


def _given(found: QuerySet[Extension], now: datetime) -> list[Given]:
    rows = found.select_related("organisation", "granted_by", "withdrawn_by").annotate(covered=Count("units"))
    return [
        Given(
            id=each.pk,
            organisation=each.organisation.name,
            whole_district=each.whole_district,
            units=each.covered,
            last_day=vn_day(each.until - timedelta(microseconds=1)),
            reason=each.reason,
            document=each.document,
            granted_by=each.granted_by.display_name,
            granted_at=each.granted_at,
            withdrawn_by=each.withdrawn_by.display_name if each.withdrawn_by else "",
            withdrawn_at=each.withdrawn_at,
            withdrawn_reason=each.withdrawn_reason,
            is_running=each.withdrawn_at is None and now < each.until,
        )
        for each in rows.order_by("-granted_at", "-pk")
    ]


def reporting_units(campaign_id: int) -> QuerySet[Organisation]:
    """The units that have a duty in a campaign, in dictionary order."""
    duties = ReportingDuty.objects.filter(campaign=campaign_id).values("organisation")
    return Organisation.objects.filter(pk__in=duties).order_by("sort_key")


def chosen_units(campaign_id: int, organisation_ids: Iterable[int]) -> list[tuple[int, str]]:
    """Id and name of those among these ids that have a duty in the campaign."""
    found = reporting_units(campaign_id).filter(pk__in=set(organisation_ids))
    return list(found.values_list("pk", "name"))


def units_of_duties(campaign_id: int, duty_ids: Iterable[int]) -> list[int]:
    """Ids of the units behind duties of a campaign."""
    duties = ReportingDuty.objects.filter(campaign=campaign_id, pk__in=set(duty_ids))
    return list(duties.values_list("organisation", flat=True).distinct())


def candidates(campaign_id: int, text: str) -> list[tuple[int, str]]:
    """Id and name of the first units of the campaign whose name holds the text, marks or not."""
    found = (
        reporting_units(campaign_id).filter(matching(text)) if text.strip() else Organisation.objects.none()
    )
    return list(found.values_list("pk", "name")[:MOST_CANDIDATES])


def districts_with_duties(campaign: Campaign) -> list[tuple[int, str]]:
    """Id and name of the districts that report or have communes that do, in dictionary order."""
    units = reporting_units(campaign.pk)
    above = Organisation.objects.filter(
        child_placements__validity__contains=campaign.period_to,
        child_placements__organisation__in=units.values("pk"),
        kind__in=DISTRICTS,
    )
    own = units.filter(kind__in=DISTRICTS)
    named = Organisation.objects.filter(Q(pk__in=above.values("pk")) | Q(pk__in=own.values("pk")))
    return list(named.order_by("sort_key").values_list("pk", "name"))


def units_of_district(campaign: Campaign, district_id: int) -> list[int]:
    """Ids of a district and of its communes, as far as they have a duty in the campaign."""
    communes = children_of(district_id, campaign.period_to).values("pk")
    units = reporting_units(campaign.pk).filter(Q(pk=district_id) | Q(pk__in=communes))
    return list(units.values_list("pk", flat=True))
