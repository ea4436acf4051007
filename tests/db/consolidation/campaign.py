"""A campaign with reports in every state: what the tests of totals are about."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from ketnghia.consolidation import queries
from ketnghia.consolidation.figures import Consolidated
from ketnghia.legal.models import LegalInstrument
from ketnghia.reportforms import engine
from ketnghia.reports import queries as report_queries
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.models import Report
from ketnghia.reports.states import State
from ketnghia.twinning.operations import assign
from ketnghia.twinning.states import AssignmentPart
from tests.filling import Content
from tests.world import OPEN, YEAR, Unit, World, clean

SOURCES = ("von_ngan_sach", "von_phuc_loi", "von_dong_gop")


def in_every_state(world: World) -> dict[str, Report]:
    """Accepted, submitted and returned donors' reports, a commune's accepted one, drafts of others."""
    return {
        "accepted": world.brought_to(world.department, State.ACCEPTED, spread(world, world.department, 7)),
        "submitted": world.brought_to(world.city, State.SUBMITTED, spread(world, world.city, 11)),
        "returned": world.brought_to(world.business, State.RETURNED),
        "commune": world.brought_to(world.commune1, State.ACCEPTED),
        "commune2": world.brought_to(world.commune2, State.DRAFT),
    }


def with_form2(world: World) -> Report:
    """The district's own report, once its communes' are in."""
    return world.brought_to(world.district, State.SUBMITTED)


def spread(world: World, unit: Unit, odd: int) -> Content:
    """A clean content whose activities lie in every area, with amounts no two of which are alike."""
    return spread_in(world.begun(unit), odd)


def spread_in(report: Report, odd: int) -> Content:
    """The same for a report that was begun already, of any year."""
    content = deepcopy(clean(report, rows=4))
    for at, row in enumerate(activities_of(content)):
        row["hoat_dong"] = activity_in(report, at)
        for place, field in enumerate(SOURCES):
            if field in row:
                row[field] = {
                    "actual": 1_000_003 * odd * (at + 1) + place,
                    "estimate": 2_000_029 * odd * (at + 1) + place,
                }
    definition = definition_of(report.form_version_id)
    lookups = report_queries.lookups(report, definition)
    findings = engine.check(definition, content, lookups, year=report.campaign.year)
    content["waivers"] = {f"{each.code}@{each.path}": "Đã xem lại." for each in engine.warnings(findings)}
    return content


def activities_of(content: Content) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = content["sections"]["hoat_dong"]
    return rows


def activity_in(report: Report, at: int) -> str:
    """An activity of the area with that number."""
    catalogues = report.form_version.definition["catalogues"]
    area = catalogues["areas"][at % len(catalogues["areas"])]["code"]
    found: str = next(item["code"] for item in catalogues["activities"] if item["parent_code"] == area)
    return found


def consolidated(world: World, *, accepted_only: bool = False) -> Consolidated:
    return queries.consolidated(world.board.coordinator, year=YEAR, as_of=OPEN, accepted_only=accepted_only)


def many_more_pairs(world: World, donors: list[Unit]) -> None:
    """Every donor helps the district's other commune too."""
    decision = LegalInstrument.objects.get(code="qd-1143-2020")
    for donor in donors:
        assign(
            viewer=world.board.coordinator,
            donor_id=donor.id,
            recipient_id=world.commune2.id,
            part=AssignmentPart.COOPERATING,
            first_day=date(2020, 4, 21),
            last_day=date(2025, 12, 31),
            instrument_id=decision.pk,
            now=OPEN,
        )
