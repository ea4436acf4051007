"""Reads of frozen versions. The coordinator sees all of them, who only reads sees those that were sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, ExpressionWrapper, Func, IntegerField, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django_stubs_ext import WithAnnotations

from ketnghia.accounts.viewer import Viewer
from ketnghia.consolidation import policies
from ketnghia.consolidation.models import ConsolidatedVersion
from ketnghia.consolidation.queries import campaign_of, consolidated, scope_of
from ketnghia.consolidation.snapshot import CountedReport, Snapshot, from_document
from ketnghia.consolidation.sums import Scope
from ketnghia.kernel.refusals import Invisible
from ketnghia.reportforms.states import Obligation
from ketnghia.reports import board
from ketnghia.reports.models import Report
from ketnghia.reports.states import COUNTED, Standing, State


class Currency(TypedDict):
    """What a version is told beside its own columns: how many reports it counts, and whether
    the same submissions still count.
    """

    is_current: bool
    counted: int


type Version = WithAnnotations[ConsolidatedVersion, Currency]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What freezing now would hold: reports `submitted` and not yet accepted, `accepted`, `missing`."""

    number: int
    submitted: int
    accepted: int
    missing: int
    missing_must: int
    window_open: bool
    addressees: str


def versions_of(viewer: Viewer, year: int) -> list[Version]:
    """The versions of a year the viewer may see, newest first, without their figures. One query."""
    return list(_of_year(viewer, year).defer("frozen", "revisions").select_related("frozen_by", "sent_by"))


def newest(viewer: Viewer, year: int) -> Version | None:
    """The newest version the viewer may see, without its figures. One query."""
    return _of_year(viewer, year).defer("frozen", "revisions").first()


def version_of(viewer: Viewer, year: int, number: int) -> Version:
    """One version with its figures. One query. Raises Invisible."""
    found = _of_year(viewer, year).select_related("campaign__programme", "frozen_by", "sent_by")
    version = found.filter(number=number).first()
    if version is None:
        raise Invisible("NO_VERSION", _("Không có bản chốt này."))
    return version


def opened(version: ConsolidatedVersion) -> Snapshot:
    """The figures of a version as they were frozen."""
    return from_document(version.frozen)


def snapshot_now(viewer: Viewer, *, year: int, as_of: datetime, accepted_only: bool) -> Snapshot:
    """The year as it stands, with every report it counts. Raises Invisible.

    Consistent with itself only when read in one snapshot of the database.
    """
    scope = scope_of(campaign_of(viewer, year), accepted_only=accepted_only)
    figures = consolidated(viewer, year=year, as_of=as_of, accepted_only=accepted_only)
    return Snapshot(figures, _counted(scope))


def outlook(viewer: Viewer, *, year: int, now: datetime) -> Outlook:
    """What would be frozen. Raises Invisible."""
    campaign = campaign_of(viewer, year)
    tallies = board.tallies(viewer, campaign.pk)
    missing = [each for each in tallies if each.standing is not Standing.IN]
    last = _of_year(viewer, year).values_list("number", flat=True).first()
    return Outlook(
        number=(last or 0) + 1,
        submitted=board.count_where(tallies, state=State.SUBMITTED),
        accepted=board.count_where(tallies, state=State.ACCEPTED),
        missing=sum(each.count for each in missing),
        missing_must=board.count_where(missing, obligation=Obligation.MUST),
        window_open=campaign.window_opens_at <= now < campaign.window_closes_at,
        addressees=campaign.programme.report_to,
    )


def _of_year(viewer: Viewer, year: int) -> QuerySet[Version]:
    if not viewer.sees_everything:
        raise Invisible("NO_YEAR", _("Không có số liệu tổng hợp của năm này."))
    counted_now = (
        Report.objects.alias(only=ExpressionWrapper(OuterRef("accepted_only"), BooleanField()))
        .filter(Q(state=State.ACCEPTED) | Q(only=False), campaign=OuterRef("campaign"), state__in=COUNTED)
        .order_by("current_revision")
        .values("current_revision")
    )
    found = ConsolidatedVersion.objects.filter(campaign__year=year).order_by("-number")
    seen = found if policies.may_freeze(viewer) else found.filter(sent_at__isnull=False)
    return seen.annotate(
        counted=Func("revisions", function="cardinality", output_field=IntegerField()),
        is_current=ExpressionWrapper(Q(revisions=ArraySubquery(counted_now)), BooleanField()),
    )


def _counted(scope: Scope) -> tuple[CountedReport, ...]:
    """The counted reports of a campaign, of every form, by unit and form. One query."""
    found = (
        Report.objects.filter(campaign=scope.campaign_id, state__in=scope.states)
        .order_by("organisation__sort_key", "form__code", "pk")
        .values_list(
            *("current_revision", "pk", "current_revision__number", "organisation__name"),
            *("form__short_title", "state", "current_revision__sha256"),
        )
    )
    return tuple(CountedReport(*row) for row in found)
