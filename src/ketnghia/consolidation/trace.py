"""From what a figure is the sum of: the reports, then the rows of a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.translation import gettext as _
from django_stubs_ext import WithAnnotations

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.states import Catalogue
from ketnghia.consolidation.figures import UNPLACED, UNPLACED_LABEL
from ketnghia.consolidation.queries import DonorsForm, campaign_of, indicators_asked, scope_of
from ketnghia.consolidation.snapshot import Snapshot
from ketnghia.kernel.refusals import Invisible
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.states import Indicator
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.models import Fact
from ketnghia.reports.states import Side, state_label

_MONEY: Final = Indicator.SUPPORT_AMOUNT
_HOUSEHOLDS: Final = Indicator.HOUSEHOLDS_DISTINCT
_OF_DISTRICTS: Final = (Side.CONSOLIDATED, Side.CORRECTION)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the consolidated year: which facts its lines sum, and by which column of a fact.

    An empty `indicator` means that the code of the line is the indicator.
    """

    column: str
    indicator: str = _MONEY
    sides: tuple[Side, ...] = (Side.GIVEN,)


TABLES: Final = {
    "total": Table(""),
    "area": Table("area"),
    "activity": Table("activity"),
    "quantity": Table("activity", indicator=Indicator.QUANTITY),
    "district": Table("district__code"),
    "donor_kind": Table("donor_kind"),
    "money_source": Table("money_source"),
    "donor": Table("donor_id"),
    "recipient": Table("recipient_id"),
    "indicator": Table("indicator", indicator=""),
    "received_total": Table("", sides=_OF_DISTRICTS),
    "received": Table("district__code", sides=_OF_DISTRICTS),
    "households": Table("district__code", indicator=_HOUSEHOLDS, sides=_OF_DISTRICTS),
    "recipient_received": Table("recipient_id", sides=(Side.RECEIVED,)),
    "recipient_households": Table("recipient_id", indicator=_HOUSEHOLDS, sides=(Side.RECEIVED,)),
}
_BY_ID: Final = ("donor_id", "recipient_id")
# Columns that are empty texts where nothing is stated; the others are then NULL.
_TEXTS: Final = ("area", "activity", "donor_kind", "money_source")
_MAX_DIGITS: Final = 18


@dataclass(frozen=True, slots=True)
class TracedReport:
    """A report behind a figure and what it adds to it, in the unit of the figure; None: not stated.

    `paper_received_on`: the day the paper came from which the revision was typed.
    """

    report_id: int
    revision_id: int
    revision_number: int
    organisation: str
    state: str
    rows: int
    actual: Decimal | None
    estimate: Decimal | None
    paper_received_on: date | None = None

    @property
    def state_label(self) -> str:
        return state_label(self.state)


@dataclass(frozen=True, slots=True)
class TracedRow:
    """One figure of a row of a report, with its path in the revision."""

    path: str
    recipient: str
    activity: str
    money_source: str
    actual: Decimal | None
    estimate: Decimal | None


@dataclass(frozen=True, slots=True)
class Trace:
    """The reports behind one figure; their amounts sum to it. `is_money`: in đồng, else a count."""

    by: str
    code: str
    label: str
    is_money: bool
    reports: tuple[TracedReport, ...]

    @property
    def actual(self) -> Decimal | None:
        return _sum(report.actual for report in self.reports)

    @property
    def estimate(self) -> Decimal | None:
        return _sum(report.estimate for report in self.reports)


def _sum(stated: Iterable[Decimal | None]) -> Decimal | None:
    """What is stated, added up; None where nothing is."""
    known = [amount for amount in stated if amount is not None]
    return sum(known, Decimal(0)) if known else None


def trace(
    viewer: Viewer,
    *,
    year: int,
    by: str,
    code: str,
    accepted_only: bool = False,
    frozen: Snapshot | None = None,
) -> Trace:
    """The reports behind one line of a table, largest first. Raises Invisible.

    With `frozen`, a version the viewer may see: the submissions it counts, in the states of that moment.
    """
    campaign = campaign_of(viewer, year)
    found = (
        _facts(campaign, by, code, accepted_only=accepted_only, frozen=frozen)
        .values("revision_id", report_id=F("revision__report_id"), number=F("revision__number"))
        .annotate(
            name=Max("organisation__name"),
            state=Max("revision__report__state"),
            paper=Max(KeyTextTransform("received_on", KeyTransform("paper", "revision__frozen"))),
            rows=Count("pk"),
            given=Sum("actual"),
            expected=Sum("estimate"),
        )
        .order_by(F("expected").desc(nulls_last=True), "name")
    )
    reports = tuple(
        TracedReport(
            report_id=each["report_id"],
            revision_id=each["revision_id"],
            revision_number=each["number"],
            organisation=each["name"],
            state=each["state"],
            paper_received_on=date.fromisoformat(each["paper"]) if each["paper"] else None,
            rows=each["rows"],
            actual=each["given"],
            estimate=each["expected"],
        )
        for each in found
    )
    states = {each.revision_id: each.state for each in frozen.reports} if frozen else {}
    return Trace(
        by,
        code,
        _label(campaign, by, code),
        TABLES[by].indicator == _MONEY,
        tuple(replace(each, state=states.get(each.revision_id, each.state)) for each in reports),
    )


def trace_rows(
    viewer: Viewer,
    *,
    year: int,
    by: str,
    code: str,
    revision_id: int,
    accepted_only: bool = False,
    frozen: Snapshot | None = None,
) -> list[TracedRow]:
    """The rows of one report behind one line of a table, in the order of the report. Raises Invisible."""
    campaign = campaign_of(viewer, year)
    facts = _facts(campaign, by, code, accepted_only=accepted_only, frozen=frozen)
    facts = facts.filter(revision_id=revision_id)
    activities = _labels(campaign, Catalogue.ACTIVITIES)
    sources = _labels(campaign, Catalogue.MONEY_SOURCES)
    return [
        TracedRow(
            path=fact.path,
            recipient=fact.recipient.name if fact.recipient else "",
            activity=activities.get(fact.activity, fact.activity),
            money_source=sources.get(fact.money_source, fact.money_source),
            actual=fact.actual,
            estimate=fact.estimate,
        )
        for fact in facts.select_related("recipient").order_by("pk")
    ]


def _facts(
    campaign: WithAnnotations[Campaign, DonorsForm],
    by: str,
    code: str,
    *,
    accepted_only: bool,
    frozen: Snapshot | None,
) -> QuerySet[Fact]:
    table = TABLES.get(by)
    if table is None:
        raise Invisible("NO_TABLE", _("Không có bảng số liệu này."))
    counted = Fact.objects.filter(
        _line(table, code),
        _of_version(frozen) if frozen else _of_now(campaign, accepted_only=accepted_only),
        side__in=table.sides,
    )
    return counted.filter(indicator=table.indicator) if table.indicator else counted.exclude(indicator=_MONEY)


def _of_version(frozen: Snapshot) -> Q:
    """Facts are never changed: those of a version's submissions are still what it was made from."""
    return Q(revision__in=frozen.revisions)


def _of_now(campaign: Campaign, *, accepted_only: bool) -> Q:
    scope = scope_of(campaign, accepted_only=accepted_only)
    return Q(
        revision__report__campaign_id=scope.campaign_id,
        revision__report__state__in=scope.states,
        revision__report__current_revision=F("revision"),
    )


def _line(table: Table, code: str) -> Q:
    """The facts of one line; the line without a code holds the facts without one."""
    if not table.column:
        return Q()
    if code == UNPLACED:
        return Q(**{table.column: ""}) if table.column in _TEXTS else Q(**{f"{table.column}__isnull": True})
    if table.column in _BY_ID:
        return Q(**{table.column: _id(code)})
    if "\0" in code:
        raise _no_line()
    return Q(**{table.column: code})


def _id(code: str) -> int:
    if not (code.isascii() and code.isdigit() and len(code) <= _MAX_DIGITS):
        raise _no_line()
    return int(code)


def _no_line() -> Invisible:
    return Invisible("NO_LINE", _("Không có dòng số liệu này."))


def _label(campaign: WithAnnotations[Campaign, DonorsForm], by: str, code: str) -> str:
    """The line in words. At most one query."""
    column = TABLES[by].column
    if code == UNPLACED:
        return _(UNPLACED_LABEL)
    if column in _BY_ID:
        return Organisation.objects.filter(pk=_id(code)).values_list("name", flat=True).first() or ""
    if column == "district__code":
        found = Organisation.objects.filter(code=code, validity__contains=campaign.period_to)
        return found.values_list("name", flat=True).first() or ""
    if column == "donor_kind":
        return str(OrganisationKind(code).label) if code in OrganisationKind.values else ""
    if column == "indicator":
        asked = indicators_asked(campaign.programme_id, definition_of(campaign.donors_form_version_id))
        return next((item.label for item in asked if item.code == code), "")
    return _labels(campaign, Catalogue(_CATALOGUES[column])).get(code, "") if column else ""


_CATALOGUES: Final = {
    "area": Catalogue.AREAS,
    "activity": Catalogue.ACTIVITIES,
    "money_source": Catalogue.MONEY_SOURCES,
}


def _labels(campaign: WithAnnotations[Campaign, DonorsForm], catalogue: Catalogue) -> dict[str, str]:
    items = definition_of(campaign.donors_form_version_id).catalogues.get(catalogue, ())
    return {item.code: item.label for item in items}
