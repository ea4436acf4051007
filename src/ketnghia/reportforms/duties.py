"""From the rules of a campaign to the list of who reports with which form."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet

from ketnghia.campaigns.models import Campaign
from ketnghia.organisations.models import Organisation
from ketnghia.reportforms.models import DutyRule
from ketnghia.reportforms.states import Perspective
from ketnghia.twinning.models import Assignment


class Duty(NamedTuple):
    """One line of the list: which unit, on which form, MUST or ENCOURAGED, and the sentence that says so."""

    form_id: int
    organisation_id: int
    obligation: str
    citation_id: int


_SIDE = {Perspective.DONOR: "donor_id", Perspective.RECIPIENT: "recipient_id"}


def duties_of(campaign_id: int) -> list[Duty]:
    """Who reports with which form in a campaign by its rules, for `reports.operations.issue_duties`.

    An organisation counts when it exists on the last day of the data period; with ``twinned`` it needs an
    assignment that overlaps the period, on the side the form reports from. Three queries and one per rule.
    """
    campaign = Campaign.objects.get(pk=campaign_id)
    twinned = _twinned(campaign.period_from, campaign.period_to)
    found: dict[tuple[int, int], Duty] = {}
    for rule in campaign.duty_rules.select_related("form"):
        for organisation_id in _reporting(rule, campaign.period_to, twinned):
            duty = Duty(rule.form_id, organisation_id, rule.obligation, rule.citation_id)
            found[rule.form_id, organisation_id] = duty
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


def _reporting(rule: DutyRule, day: date, twinned: Mapping[str, set[int]]) -> QuerySet[Organisation, int]:
    wanted = Q(kind__in=rule.kinds, validity__contains=day)
    if rule.twinned:
        side = _SIDE.get(Perspective(rule.form.perspective), "recipient_id")
        wanted &= Q(pk__in=twinned[side])
    return Organisation.objects.filter(wanted).values_list("pk", flat=True)
