"""Freezing a submission: the revision, its hash, and its facts, in the caller's transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from ketnghia.kernel.canonical import canonical_json, sha256_hex
from ketnghia.reportforms.definition import FormDefinition
from ketnghia.reports.facts import Figure, Place, district_of, extract, organisations_in
from ketnghia.reports.models import Report, Revision
from ketnghia.reports.states import Side

# 96 bits: a receipt's public address cannot be guessed.
_TOKEN_BYTES = 12
# Copied rather than inserted: facts are most of the rows a submission writes.
_FACT_COLUMNS = (
    "revision_id",
    "year",
    "path",
    "indicator",
    "side",
    "organisation_id",
    "donor_id",
    "recipient_id",
    "district_id",
    "donor_kind",
    "area",
    "activity",
    "money_source",
    "actual",
    "estimate",
)
_PLACES = """
    SELECT o.id, o.kind, p.parent_id
    FROM organisations_organisation o
    LEFT JOIN organisations_placement p ON p.organisation_id = o.id AND p.validity @> %(day)s
    WHERE o.id = ANY(%(ids)s)
"""


def frozen_document(report: Report, definition: FormDefinition, number: int) -> dict[str, Any]:
    """What is hashed: who reports, on which form of which year, and the whole content."""
    return {
        "organisation": {
            "id": report.organisation_id,
            "code": report.organisation.code,
            "name": report.organisation.name,
        },
        "form": definition.code,
        "form_version": definition.number,
        "year": report.campaign.year,
        "number": number,
        "content": report.content,
    }


def freeze(report: Report, definition: FormDefinition, *, user_id: int, now: datetime) -> Revision:
    """Write the next revision of a locked report. The hash is SHA-256 over canonical JSON."""
    # The current revision is the newest one: every submission makes its own the current.
    number = report.current_revision.number + 1 if report.current_revision else 1
    document = frozen_document(report, definition, number)
    return Revision.objects.create(
        report=report,
        number=number,
        frozen=document,
        from_version=report.version,
        sha256=sha256_hex(canonical_json(document)),
        receipt_token=secrets.token_urlsafe(_TOKEN_BYTES),
        submitted_at=now,
        submitted_by_id=user_id,
    )


def write_facts(report: Report, revision: Revision, definition: FormDefinition) -> None:
    """Turn the frozen content into facts; districts are those of the data period's last day."""
    figures = list(extract(definition, report.content, organisation_id=report.organisation_id))
    if not figures:
        return
    named = organisations_in(definition, report.content) | {report.organisation_id}
    places = places_on(named, report.campaign.period_to)
    columns = ", ".join(_FACT_COLUMNS)
    with connection.cursor() as cursor, cursor.copy(f"COPY reports_fact ({columns}) FROM STDIN") as copy:
        for row in _fact_rows(figures, places, report, revision):
            copy.write_row(row)


def places_on(organisation_ids: Iterable[int], day: date) -> dict[int, Place]:
    """Kind and district of organisations on a day. One query whatever their number."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, {"ids": list(organisation_ids), "day": day})
        return {pk: Place(kind, district_id) for pk, kind, district_id in cursor.fetchall()}


def _fact_rows(
    figures: Iterable[Figure], places: Mapping[int, Place], report: Report, revision: Revision
) -> Iterator[tuple[object, ...]]:
    """One row for each figure, in the order of `_FACT_COLUMNS`."""
    for figure in figures:
        yield (
            revision.pk,
            report.campaign.year,
            figure.path,
            figure.indicator,
            figure.side,
            report.organisation_id,
            figure.donor_id,
            figure.recipient_id,
            _district(figure, places, report),
            places[figure.donor_id].kind if figure.donor_id else "",
            figure.area,
            figure.activity,
            figure.money_source,
            figure.actual,
            figure.estimate,
        )


def _district(figure: Figure, places: Mapping[int, Place], report: Report) -> int | None:
    """What a district itself states belongs to it even where no commune is named."""
    district = district_of(figure.recipient_id, places)
    if district is None and figure.side in (Side.CONSOLIDATED, Side.CORRECTION):
        return report.organisation_id
    return district
