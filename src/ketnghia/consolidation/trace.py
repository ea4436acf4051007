"""From what a figure is the sum of: the reports, then the rows of a report."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import CatalogueItem
from ketnghia.campaigns.states import Catalogue
from ketnghia.consolidation.queries import campaign_of, scope_of
from ketnghia.consolidation.tables import UNPLACED
from ketnghia.kernel.refusals import Invisible
from ketnghia.reports.models import Fact
from ketnghia.reports.states import Side, state_label

# The tables of the consolidated year and the column of a fact each is grouped by.
TABLES: Final = {
    "total": "",
    "area": "area",
    "activity": "activity",
    "district": "district__code",
    "donor_kind": "donor_kind",
    "money_source": "money_source",
    "donor": "donor_id",
}


@dataclass(frozen=True, slots=True)
class TracedReport:
    """A report behind a figure: what it adds to it, in đồng."""

    report_id: int
    revision_id: int
    revision_number: int
    organisation: str
    state_label: str
    rows: int
    actual: int
    estimate: int


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
    """The reports behind one figure; their amounts sum to it."""

    by: str
    code: str
    reports: tuple[TracedReport, ...]

    @property
    def actual(self) -> int:
        return sum(report.actual for report in self.reports)

    @property
    def estimate(self) -> int:
        return sum(report.estimate for report in self.reports)


def trace(viewer: Viewer, *, year: int, by: str, code: str, accepted_only: bool = False) -> Trace:
    """The reports behind one line of a money table, largest first. Raises Invisible."""
    found = (
        _facts(viewer, year, by, code, accepted_only=accepted_only)
        .values(
            "revision__report_id",
            "revision_id",
            "revision__number",
            "organisation__name",
            "revision__report__state",
        )
        .annotate(rows=Count("pk"), given=Sum("actual"), expected=Sum("estimate"))
        .order_by("-expected", "organisation__name")
    )
    return Trace(
        by,
        code,
        tuple(
            TracedReport(
                report_id=each["revision__report_id"],
                revision_id=each["revision_id"],
                revision_number=each["revision__number"],
                organisation=each["organisation__name"],
                state_label=state_label(each["revision__report__state"]),
                rows=each["rows"],
                actual=int(each["given"] or 0),
                estimate=int(each["expected"] or 0),
            )
            for each in found
        ),
    )


def trace_rows(
    viewer: Viewer, *, year: int, by: str, code: str, revision_id: int, accepted_only: bool = False
) -> list[TracedRow]:
    """The rows of one report behind one line of a money table. Raises Invisible."""
    facts = _facts(viewer, year, by, code, accepted_only=accepted_only)
    labels = dict(
        CatalogueItem.objects.filter(
            catalogue__in=(Catalogue.ACTIVITIES, Catalogue.MONEY_SOURCES),
            programme__campaigns__year=year,
        ).values_list("code", "label")
    )
    return [
        TracedRow(
            path=fact.path,
            recipient=fact.recipient.name if fact.recipient else "",
            activity=labels.get(fact.activity, fact.activity),
            money_source=labels.get(fact.money_source, fact.money_source),
            actual=fact.actual,
            estimate=fact.estimate,
        )
        for fact in facts.filter(revision_id=revision_id).select_related("recipient").order_by("pk")
    ]


def _facts(viewer: Viewer, year: int, by: str, code: str, *, accepted_only: bool) -> QuerySet[Fact]:
    if by not in TABLES:
        raise Invisible("NO_TABLE", _("Không có bảng số liệu này."))
    scope = scope_of(campaign_of(viewer, year), accepted_only=accepted_only)
    counted = Fact.objects.filter(
        revision__report__campaign_id=scope.campaign_id,
        revision__report__state__in=scope.states,
        revision__report__current_revision=F("revision"),
        side=Side.GIVEN,
        indicator="support_amount",
    )
    return counted.filter(_line(by, code))


def _line(by: str, code: str) -> Q:
    """The facts of one line; the line without a code holds the facts without one."""
    column = TABLES[by]
    if not column:
        return Q()
    if by == "district" and code == UNPLACED:
        return Q(district__isnull=True)
    if by == "donor" and not code.isdigit():
        raise Invisible("NO_LINE", _("Không có dòng số liệu này."))
    return Q(**{column: "" if code == UNPLACED else code})
