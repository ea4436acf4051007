"""The list of reports line by line, each with what its last revision adds up to: what an export holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import batched
from typing import Any, Final

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.queries import campaign_in, catalogue
from ketnghia.campaigns.states import Catalogue
from ketnghia.organisations.models import Placement
from ketnghia.organisations.states import COMMUNES, DISTRICTS
from ketnghia.reportforms.definition import Item
from ketnghia.reportforms.states import Indicator
from ketnghia.reports.models import Report, ReportingDuty
from ketnghia.reports.queries import list_reports
from ketnghia.reports.summing import Cut

# Lines read at a time; what is held in memory does not grow with the list.
CHUNK: Final = 1000
_STATED: Final = f"""
    SELECT revision_id, indicator, sum(actual), sum(estimate), sum(count_estimate)
    FROM reports_revisionsum
    WHERE revision_id = ANY(%s) AND cut IN ('{Cut.MONEY_SOURCE}', '{Cut.INDICATOR}')
    GROUP BY revision_id, indicator
"""  # noqa: S608 -- only constants of this module are put together


@dataclass(frozen=True, slots=True)
class Stated:
    """What a revision adds up to: money in đồng, None where it states none; counts of the whole year by
    indicator.
    """

    actual: int | None
    estimate: int | None
    counts: Mapping[str, Decimal]


_NO_COUNTS: Final = (Indicator.SUPPORT_AMOUNT, Indicator.QUANTITY)
_NOTHING: Final = Stated(None, None, {})


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A report as it stands, and what its last revision states; nothing of a draft.

    `district` is the unit above a commune, or a district itself; `revision` 0: never handed in.
    """

    code: str
    name: str
    kind: str
    district: str
    form: str
    obligation: str
    state: str
    revision: int
    submitted_at: datetime | None
    stated: Stated


def listed(viewer: Viewer, *, year: int, state: str = "", text: str = "") -> Iterator[ListedReport]:
    """The reports of `queries.list_reports`, read and given out by the chunk: one query, and one a chunk."""
    rows = _columns(list_reports(viewer, year=year, state=state, text=text))
    for some in batched(rows.iterator(chunk_size=CHUNK), CHUNK):
        stated = _stated([row[-1] for row in some if row[-1]])
        for *row, above, number, submitted_at, revision_id in some:
            code, name, kind, form, obligation, report_state = row
            yield ListedReport(
                code=code,
                name=name,
                kind=kind,
                district=above or "" if kind in COMMUNES else name if kind in DISTRICTS else "",
                form=form,
                obligation=obligation or "",
                state=report_state,
                revision=number or 0,
                submitted_at=submitted_at,
                stated=stated.get(revision_id, _NOTHING),
            )


def counts_asked(year: int) -> tuple[Item, ...]:
    """The counts of the programme of a year, in its order: a column each. Two queries; none, no column."""
    campaign = campaign_in(year)
    found = catalogue(campaign.programme_id, Catalogue.INDICATORS) if campaign else {}
    return tuple(Item(code, item.label) for code, item in found.items() if code not in _NO_COUNTS)


def _columns(found: QuerySet[Report]) -> QuerySet[Report, tuple[Any, ...]]:
    above = Placement.objects.filter(
        organisation=OuterRef("organisation"), validity__contains=OuterRef("campaign__period_to")
    )
    duty = ReportingDuty.objects.filter(
        campaign=OuterRef("campaign"), form=OuterRef("form"), organisation=OuterRef("organisation")
    )
    return found.values_list(
        "organisation__code",
        "organisation__name",
        "organisation__kind",
        "form__short_title",
        Subquery(duty.values("obligation")[:1]),
        "state",
        Subquery(above.values("parent__name")[:1]),
        "current_revision__number",
        "current_revision__submitted_at",
        "current_revision_id",
    )


def _stated(revision_ids: Sequence[int]) -> dict[int, Stated]:
    with connection.cursor() as cursor:
        cursor.execute(_STATED, [list(revision_ids)])
        found: Iterable[tuple[Any, ...]] = cursor.fetchall()
    money: dict[int, tuple[int | None, int | None]] = {}
    counts: dict[int, dict[str, Decimal]] = {}
    for revision_id, indicator, actual, estimate, count in found:
        if not indicator:
            money[revision_id] = (_whole(actual), _whole(estimate))
        elif count is not None:
            counts.setdefault(revision_id, {})[indicator] = count
    return {
        pk: Stated(*money.get(pk, (None, None)), counts.get(pk, {}))
        for pk in (*money, *counts.keys() - money)
    }


def _whole(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount)
