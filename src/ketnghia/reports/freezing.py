"""Freezing a submission: the revision, its hash, and its facts, in the caller's transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from ketnghia.kernel.canonical import canonical_json, sha256_hex
from ketnghia.organisations.models import Organisation, Placement
from ketnghia.reportforms.definition import FormDefinition
from ketnghia.reports.facts import Figure, Place, district_of, extract, organisations_in
from ketnghia.reports.models import Fact, Report, Revision
from ketnghia.reports.states import Side

# 96 bits: a receipt's public address cannot be guessed.
_TOKEN_BYTES = 12


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
    last = Revision.objects.filter(report=report).aggregate(last=Max("number"))["last"] or 0
    document = frozen_document(report, definition, last + 1)
    return Revision.objects.create(
        report=report,
        number=last + 1,
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
    Fact.objects.bulk_create(_facts(figures, places, report, revision))


def places_on(organisation_ids: Iterable[int], day: date) -> dict[int, Place]:
    """Kind and district of organisations on a day. Two queries whatever their number."""
    ids = list(organisation_ids)
    parents = dict(
        Placement.objects.filter(organisation__in=ids, validity__contains=day).values_list(
            "organisation_id", "parent_id"
        )
    )
    kinds = Organisation.objects.filter(pk__in=ids).values_list("pk", "kind")
    return {pk: Place(kind, parents.get(pk)) for pk, kind in kinds}


def _facts(
    figures: Iterable[Figure], places: Mapping[int, Place], report: Report, revision: Revision
) -> list[Fact]:
    return [
        Fact(
            revision=revision,
            year=report.campaign.year,
            path=figure.path,
            indicator=figure.indicator,
            side=figure.side,
            organisation_id=report.organisation_id,
            donor_id=figure.donor_id,
            recipient_id=figure.recipient_id,
            district_id=_district(figure, places, report),
            donor_kind=places[figure.donor_id].kind if figure.donor_id else "",
            area=figure.area,
            activity=figure.activity,
            money_source=figure.money_source,
            actual=figure.actual,
            estimate=figure.estimate,
        )
        for figure in figures
    ]


def _district(figure: Figure, places: Mapping[int, Place], report: Report) -> int | None:
    """What a district itself states belongs to it even where no commune is named."""
    district = district_of(figure.recipient_id, places)
    if district is None and figure.side in (Side.CONSOLIDATED, Side.CORRECTION):
        return report.organisation_id
    return district
