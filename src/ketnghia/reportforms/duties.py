"""From the rules of a campaign to the list of who reports with which form."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange

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
    assignment that overlaps the period, on the side the form reports from. Four queries.
    """
    campaign = Campaign.objects.get(pk=campaign_id)
    rules = list(campaign.duty_rules.select_related("form"))
    twinned = twinned_in(campaign.period_from, campaign.period_to)
    existing = _existing({kind for rule in rules for kind in rule.kinds}, campaign.period_to)
    found: dict[tuple[int, int], Duty] = {}
    for rule in rules:
        side = twinned[side_of(rule)]
        for organisation_id in (each for kind in rule.kinds for each in existing[kind]):
            if not rule.twinned or organisation_id in side:
                duty = Duty(rule.form_id, organisation_id, rule.obligation, rule.citation_id)
                found[rule.form_id, organisation_id] = duty
    return list(found.values())


def side_of(rule: DutyRule) -> str:
    """The end of an assignment the rule's form reports from: ``donor_id`` or ``recipient_id``."""
    return _SIDE.get(Perspective(rule.form.perspective), "recipient_id")


def twinned_in(first: date, last: date) -> Mapping[str, set[int]]:
    """The ids of those who help and of those who are helped on any day of a period. One query."""
    pairs = Assignment.objects.filter(validity__overlap=DateRange(first, last, "[]")).values_list(
        "donor_id", "recipient_id"
    )
    donors: set[int] = set()
    recipients: set[int] = set()
    for donor_id, recipient_id in pairs:
        donors.add(donor_id)
        recipients.add(recipient_id)
    return {"donor_id": donors, "recipient_id": recipients}


def _existing(kinds: Collection[str], day: date) -> Mapping[str, list[int]]:
    """Ids by kind of the organisations of these kinds on a day. One query."""
    found: dict[str, list[int]] = {kind: [] for kind in kinds}
    rows = Organisation.objects.filter(kind__in=kinds, validity__contains=day)
    for pk, kind in rows.order_by("pk").values_list("pk", "kind"):
        found[kind].append(pk)
    return found
