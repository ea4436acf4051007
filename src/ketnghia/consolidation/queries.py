"""The consolidated year as the Board and the province read it, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final, TypedDict

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django_stubs_ext import WithAnnotations

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.queries import catalogue
from ketnghia.campaigns.states import CampaignStatus, Catalogue
from ketnghia.consolidation import sums, tables, years
from ketnghia.consolidation.figures import Consolidated, Figure, YearTotal, total
from ketnghia.kernel.refusals import Invisible
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.definition import FormDefinition, Item
from ketnghia.reportforms.models import CampaignForm
from ketnghia.reportforms.states import Indicator, Perspective
from ketnghia.reports import board, deeming
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.states import COUNTED, NOT_STARTED, State, state_label

_IN_OTHER_TABLES: Final = (Indicator.SUPPORT_AMOUNT, Indicator.QUANTITY)


class DonorsForm(TypedDict):
    """What `campaign_of` adds to a campaign: the version of the form its donors fill in."""

    donors_form_version_id: int


def campaign_of(viewer: Viewer, year: int) -> WithAnnotations[Campaign, DonorsForm]:
    """The campaign of a year, for those who see the whole province. Raises Invisible."""
    donors_form = CampaignForm.objects.filter(
        campaign=OuterRef("pk"), form_version__form__perspective=Perspective.DONOR
    )
    campaign = (
        Campaign.objects.select_related("programme", "instrument")
        .annotate(donors_form_version_id=Subquery(donors_form.values("form_version_id")[:1]))
        .filter(year=year, status=CampaignStatus.OPENED)
        .first()
    )
    if campaign is None or not viewer.sees_everything:
        raise Invisible("NO_YEAR", _("Không có số liệu tổng hợp của năm này."))
    return campaign


def scope_of(campaign: Campaign, *, accepted_only: bool) -> sums.Scope:
    """Submitted and accepted reports count; on request, accepted ones only."""
    states = (State.ACCEPTED,) if accepted_only else COUNTED
    return sums.Scope(campaign.pk, tuple(str(state) for state in states), campaign.period_to)


def consolidated(viewer: Viewer, *, year: int, as_of: datetime, accepted_only: bool = False) -> Consolidated:
    """Every table of the year's report. Money is what donors state in Form 1; what districts state
    in Form 2 stands beside it and is never added to it. Raises Invisible.
    """
    campaign = campaign_of(viewer, year)
    scope = scope_of(campaign, accepted_only=accepted_only)
    given = sums.given(scope)
    places = sums.places(scope, given.by_recipient)
    definition = definition_of(campaign.donors_form_version_id)
    items = definition.catalogues
    duties = board.duties(viewer, campaign.pk)
    names = {one.id: one.short_name for one in places if one.kind == OrganisationKind.MOUNTAIN_DISTRICT}
    by_district = tables.districts(places, given)
    states = Counter(line.state for line in duties)
    received = total(line.received for line in by_district)
    own = _own_total(year, sum(states[each] for each in scope.states), given.total, received)
    return Consolidated(
        year=year,
        as_of=as_of,
        programme_name=campaign.programme.name,
        reports=states,
        report_labels={state: state_label(state) for state in (NOT_STARTED, *State.values)},
        duties=tables.duties(duties),
        totals=given.total,
        by_area=tables.lines(items.get(Catalogue.AREAS, ()), given.by_area),
        by_district=by_district,
        by_donor_kind=tables.kinds(given.by_donor_kind),
        by_money_source=tables.lines(items.get(Catalogue.MONEY_SOURCES, ()), given.by_money_source),
        by_donor=tables.donors(duties, given, names),
        by_activity=tables.activities(items.get(Catalogue.ACTIVITIES, ()), given),
        by_recipient=tables.recipients(places, given, names),
        indicators=tables.indicators(indicators_asked(campaign.programme_id, definition), given.counts),
        missing=tables.missing(duties, deeming.deemed_duties(campaign, as_of)),
        accepted_only=accepted_only,
        illustrative=settings.DEMO,
        years=years.beside(campaign, scope.states, own),
    )


def _own_total(year: int, reports: int, given: Figure, received: Figure) -> YearTotal:
    """The year itself among the years of its programme."""
    stated = (given.actual, given.estimate) if given.is_known else (None, None)
    answered = (received.actual, received.estimate) if received.is_known else (None, None)
    return YearTotal(year, reports, *stated, *answered)


def indicators_asked(programme_id: int, definition: FormDefinition) -> tuple[Item, ...]:
    """The figures that get a line of their own, in the order the donors' form asks for them. One query.

    Label and unit are those of the programme's list; a figure no longer listed keeps its field's label.
    """
    listed = catalogue(programme_id, Catalogue.INDICATORS)
    labels = {
        field.indicator: field.label
        for section in definition.sections
        for field in section.fields
        if field.indicator and field.indicator not in _IN_OTHER_TABLES
    }
    return tuple(
        Item(code, listed[code].label, unit=listed[code].unit) if code in listed else Item(code, label)
        for code, label in labels.items()
    )


def programme_code(viewer: Viewer, year: int) -> str:
    """Which programme's letterhead the documents of a year carry. Raises Invisible."""
    return campaign_of(viewer, year).programme.code
