"""From the rules of a campaign to the list of who reports with which form."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet

from ketnghia.campaigns.models import Campaign
from ketnghia.legal.models import Citation
from ketnghia.organisations.models import Organisation
from ketnghia.reportforms.content.loading import DutyRule
from ketnghia.reportforms.models import CampaignForm, ReportForm
from ketnghia.reportforms.states import Perspective
from ketnghia.twinning.models import Assignment


class Duty(NamedTuple):
    """One line of the list: which unit, on which form, MUST or ENCOURAGED, and the sentence that says so."""

    form_id: int
    organisation_id: int
    obligation: str
    citation_id: int


_SIDE = {Perspective.DONOR: "donor_id", Perspective.RECIPIENT: "recipient_id"}


def duties_of(campaign_id: int, rules: Iterable[DutyRule]) -> list[Duty]:
    """Who reports with which form in a campaign, for `reports.operations.issue_duties`.

    An organisation counts when it exists on the last day of the data period; with ``twinned`` it needs an
    assignment that overlaps the period, on the side the form reports from. Five queries and one per rule.
    """
    campaign = Campaign.objects.get(pk=campaign_id)
    forms = {
        used.form_version.form.code: used.form_version.form
        for used in CampaignForm.objects.filter(campaign=campaign).select_related("form_version__form")
    }
    twinned = _twinned(campaign.period_from, campaign.period_to)
    citations = {one.reference: one.pk for one in Citation.objects.select_related("instrument")}
    found: dict[tuple[int, int], Duty] = {}
    for rule in rules:
        form = forms[rule.form]
        for organisation_id in _reporting(form, rule, campaign.period_to, twinned):
            duty = Duty(form.pk, organisation_id, rule.obligation, citations[rule.basis])
            found[form.pk, organisation_id] = duty
    return list(found.values())


def _twinned(first: date, last: date) -> Mapping[str, set[int]]:
    pairs = Assignment.objects.filter(validity__overlap=DateRange(first, last, "[]")).values_list(
        "donor_id", "recipient_id"
    )
    donors: set[int] = set()
    recipients: set[int] = set()
    for donor_id, recipient_id in pairs:
        donors.add(donor_id)
        recipients.add(recipient_id)
    return {"donor_id": donors, "recipient_id": recipients}


def _reporting(
    form: ReportForm, rule: DutyRule, day: date, twinned: Mapping[str, set[int]]
) -> QuerySet[Organisation, int]:
    wanted = Q(kind__in=rule.kinds, validity__contains=day)
    if rule.twinned:
        side = _SIDE.get(Perspective(form.perspective), "recipient_id")
        wanted &= Q(pk__in=twinned[side])
    return Organisation.objects.filter(wanted).values_list("pk", flat=True)
