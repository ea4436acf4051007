"""Freezing a submission: the revision, its hash, and its facts, in the caller's transaction."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
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
_FACTS = """
    INSERT INTO reports_fact (
        revision_id, year, organisation_id, path, indicator, side, donor_id, recipient_id, district_id,
        donor_kind, area, activity, money_source, actual, estimate
    )
    SELECT {revision}, %(year)s, %(organisation)s, path, indicator, side, donor_id, recipient_id, district_id,
           donor_kind, area, activity, money_source, actual, estimate
    FROM json_to_recordset(%(facts)s::json) AS fact (
        path text, indicator text, side text, donor_id bigint, recipient_id bigint, district_id bigint,
        donor_kind text, area text, activity text, money_source text, actual numeric, estimate numeric
    )
"""
# One statement for all that a submission freezes: each one more would be a tenth of its time.
_FREEZE = f"""
    WITH revision AS (
        INSERT INTO reports_revision (
            report_id, number, frozen, from_version, sha256, receipt_token, submitted_at, submitted_by_id
        )
        VALUES (
            %(report)s, %(number)s, %(frozen)s::jsonb, %(from_version)s, %(sha256)s, %(token)s, %(at)s, %(by)s
        )
        RETURNING id
    ), facts AS ({_FACTS.format(revision="(SELECT id FROM revision)")})
    SELECT id FROM revision
"""  # noqa: S608 - both texts are ours
# IS TRUE keeps the planner from the index of all ranges, of which nearly every one holds the day.
_PLACES = """
    SELECT o.id, o.kind, p.parent_id
    FROM organisations_organisation o
    LEFT JOIN organisations_placement p ON p.organisation_id = o.id AND (p.validity @> %(day)s) IS TRUE
    WHERE o.id = ANY(%(ids)s)
"""


def frozen_document(report: Report, definition: FormDefinition, number: int) -> dict[str, Any]:
    """What is hashed: who reports, on which form of which year, and the whole content; of a report on paper
    also when the paper came and which file is its scan.
    """
    document = {
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
    if report.paper_received_on is not None:
        document["paper"] = {
            "received_on": report.paper_received_on.isoformat(),
            "original": str(report.paper_original),
        }
    return document


def freeze(report: Report, definition: FormDefinition, *, user_id: int, now: datetime) -> Revision:
    """Write the next revision of a locked report and its facts. The hash is SHA-256 over canonical JSON."""
    # The current revision is the newest one: every submission makes its own the current.
    number = report.current_revision.number + 1 if report.current_revision else 1
    document = frozen_document(report, definition, number)
    written = canonical_json(document)
    revision = Revision(
        report=report,
        number=number,
        frozen=document,
        from_version=report.version,
        sha256=sha256_hex(written),
        receipt_token=secrets.token_urlsafe(_TOKEN_BYTES),
        submitted_at=now,
        submitted_by_id=user_id,
    )
    values: dict[str, Any] = {
        "report": report.pk,
        "number": number,
        "frozen": written.decode(),
        "from_version": report.version,
        "sha256": revision.sha256,
        "token": revision.receipt_token,
        "at": now,
        "by": user_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FREEZE, values | _stated(report, definition))
        (revision.pk,) = cursor.fetchone()
    revision._state.adding = False
    return revision


def write_facts(report: Report, revision: Revision, definition: FormDefinition) -> None:
    """Turn the content a revision froze into its facts; districts are those of the data period's last day."""
    statement = _FACTS.format(revision="%(revision)s")
    with connection.cursor() as cursor:
        cursor.execute(statement, {"revision": revision.pk} | _stated(report, definition))


def _stated(report: Report, definition: FormDefinition) -> dict[str, Any]:
    """The facts of a content as the statement takes them."""
    figures = list(extract(definition, report.content, organisation_id=report.organisation_id))
    named = organisations_in(definition, report.content) | {report.organisation_id}
    places = places_on(named, report.campaign.period_to) if figures else {}
    return {
        "year": report.campaign.year,
        "organisation": report.organisation_id,
        "facts": json.dumps([_fact(figure, places, report) for figure in figures], default=str),
    }


def places_on(organisation_ids: Iterable[int], day: date) -> dict[int, Place]:
    """Kind and district of organisations on a day. One query whatever their number."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, {"ids": list(organisation_ids), "day": day})
        return {pk: Place(kind, district_id) for pk, kind, district_id in cursor.fetchall()}


def _fact(figure: Figure, places: Mapping[int, Place], report: Report) -> dict[str, Any]:
    return {
        "path": figure.path,
        "indicator": figure.indicator,
        "side": figure.side,
        "donor_id": figure.donor_id,
        "recipient_id": figure.recipient_id,
        "district_id": _district(figure, places, report),
        "donor_kind": places[figure.donor_id].kind if figure.donor_id else "",
        "area": figure.area,
        "activity": figure.activity,
        "money_source": figure.money_source,
        "actual": figure.actual,
        "estimate": figure.estimate,
    }


def _district(figure: Figure, places: Mapping[int, Place], report: Report) -> int | None:
    """What a district itself states belongs to it even where no commune is named."""
    district = district_of(figure.recipient_id, places)
    if district is None and figure.side in (Side.CONSOLIDATED, Side.CORRECTION):
        return report.organisation_id
    return district
