"""The consolidated report of a province of synthetic size against the bare SQL sums of the same facts.

500 units hand in 20,000 activity rows: every unit a frozen revision of Form 1, its facts made by the
code that makes them on submission. The bare sums are one `SELECT key, sums … GROUP BY key` a table.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from typing import Any, Final

from django.db import connection, transaction

from benchmarks import chance
from benchmarks.figures import Line
from benchmarks.population import populate
from benchmarks.server import prepare
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.consolidation.queries import consolidated
from ketnghia.kernel.canonical import canonical_json, sha256_hex
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.definition import FormDefinition
from ketnghia.reportforms.states import Indicator
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.freezing import frozen_document, write_facts
from ketnghia.reports.models import Fact, Report, Revision
from ketnghia.reports.states import State

UNITS: Final = 500
ROWS: Final = 20_000
RATIO_BAR: Final = 2.0
_YEAR: Final = 2021
_ROUNDS: Final = 7
_BATCH: Final = 1000
_MONEY_FIELDS: Final = ("von_ngan_sach", "von_dong_gop", "von_hien_vat")
_KEYS: Final = (
    "1", "f.area", "f.area, f.activity", "f.district_id", "f.donor_kind", "f.money_source", "f.donor_id",
    "f.recipient_id",
)  # fmt: skip
_BARE: Final = """
    SELECT {key}, sum(f.actual), sum(f.estimate)
    FROM reports_fact f JOIN reports_report r ON r.current_revision_id = f.revision_id
    WHERE r.campaign_id = %(campaign)s AND r.state IN ('SUBMITTED', 'ACCEPTED')
      AND f.side = 'GIVEN' AND f.indicator {indicator}
    GROUP BY {key}
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run; times in seconds, the median of the rounds."""

    facts: int
    report: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.report / self.bare


def run() -> Measured:
    """Make the province, then build the report and the bare sums in turn."""
    prepare()
    populate(UNITS)
    facts = hand_in()
    campaign_id = Report.objects.values_list("campaign_id", flat=True).earliest("pk")
    viewer = observer()
    times = [
        (
            timed(lambda: consolidated(viewer, year=_YEAR, as_of=datetime.now(UTC))),
            timed(lambda: bare_sums(campaign_id)),
        )
        for _round in range(_ROUNDS)
    ]
    return Measured(facts, median(each[0] for each in times), median(each[1] for each in times))


def observer() -> Viewer:
    """Somebody who sees everything and belongs to no person."""
    return Viewer(
        user_id=0,
        username="do",
        display_name="",
        membership_id=0,
        organisation_id=0,
        organisation_name="",
        organisation_kind=OrganisationKind.PROVINCE,
        role=Role.OBSERVER,
    )


def lines(measured: Measured) -> list[Line]:
    """The figures for the table of `make bench`."""
    return [
        Line(
            f"consolidated report of {UNITS} units, {ROWS:,} rows, {measured.facts:,} facts",
            _ms(measured.report),
        ),
        Line(f"bare SQL sums of its {len(_KEYS) + 1} tables", _ms(measured.bare)),
        Line(
            "report against bare sums",
            f"{measured.ratio:.2f} ×",
            bar=f"≤ {RATIO_BAR:g} ×",
            met=measured.ratio <= RATIO_BAR,
            binding=True,
        ),
    ]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def timed(act: Callable[[], object]) -> float:
    """Seconds it takes."""
    began = perf_counter()
    act()
    return perf_counter() - began


def bare_sums(campaign_id: int) -> None:
    """The sums of every table of the report, straight from the facts, one statement each."""
    tables = [(key, "= %(money)s") for key in _KEYS] + [("f.indicator", "<> %(money)s")]
    wanted: dict[str, int | str] = {"campaign": campaign_id, "money": Indicator.SUPPORT_AMOUNT.value}
    with connection.cursor() as cursor:
        for key, indicator in tables:
            cursor.execute(_BARE.format(key=key, indicator=indicator), wanted)
            cursor.fetchall()


def hand_in() -> int:
    """Freeze a revision of every draft with its share of the rows, and write the facts. Their number."""
    dice = chance.dice(_YEAR)
    reports = list(Report.objects.select_related("organisation", "campaign").order_by("pk"))
    definition = definition_of(reports[0].form_version_id)
    communes = list(
        Organisation.objects.filter(kind=OrganisationKind.MOUNTAIN_COMMUNE).values_list("pk", flat=True)
    )
    for report in reports:
        rows = _rows(definition, communes, dice, ROWS // len(reports))
        report.content["sections"]["hoat_dong"] = list(rows)
    with transaction.atomic():
        revisions = Revision.objects.bulk_create([_revision(report, definition) for report in reports])
        for report, revision in zip(reports, revisions, strict=True):
            report.current_revision, report.state = revision, State.SUBMITTED
            write_facts(report, revision, definition)
        Report.objects.bulk_update(reports, ["current_revision", "state", "content"], batch_size=_BATCH)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Fact.objects.count()


def _revision(report: Report, definition: FormDefinition) -> Revision:
    document = frozen_document(report, definition, 1)
    return Revision(
        report=report,
        number=1,
        frozen=document,
        from_version=report.version,
        sha256=sha256_hex(canonical_json(document)),
        receipt_token=f"do-{report.pk}",
        submitted_at=report.saved_at,
        submitted_by_id=report.saved_by_id,
    )


def _rows(
    definition: FormDefinition, communes: list[int], dice: random.Random, count: int
) -> Iterator[dict[str, Any]]:
    for number in range(count):
        amounts = {
            field: {"actual": dice.randrange(10**8), "estimate": 10**8 + dice.randrange(10**8)}
            for field in dice.sample(_MONEY_FIELDS, 2)
        }
        yield {
            "id": f"r{number + 1}",
            "hoat_dong": dice.choice(definition.catalogues["activities"]).code,
            "don_vi_nhan": dice.choice(communes),
            "so_luong": {"actual": "1", "estimate": "2"},
            "ho_ngheo": {"actual": 1, "estimate": 2},
            "so_nguoi": {"actual": 4, "estimate": 8},
            **amounts,
        }


def main() -> None:
    """Print the run's lines as JSON."""
    json.dump([asdict(line) for line in lines(run())], sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
