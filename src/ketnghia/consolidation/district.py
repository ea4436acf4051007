"""A mountain district's Form 2: its communes' accepted reports, line by line, corrections beside them.

The lines are computed here, frozen into the district's revision when it submits, and never overwritten:
a correction is a line of its own with a reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection

from ketnghia.consolidation.figures import NOBODY_REPORTED, Figure, total
from ketnghia.organisations.models import Organisation
from ketnghia.reportforms.definition import FieldType, FormDefinition, Section
from ketnghia.reportforms.states import Indicator
from ketnghia.reports.definitions import definition_of, derived_sections
from ketnghia.reports.models import Report
from ketnghia.reports.states import State

type Line = Mapping[str, Any]

_LINES: Final = """
    SELECT f.recipient_id, f.donor_id, f.area, f.money_source, f.indicator, f.revision_id,
           sum(f.actual), sum(f.estimate)
    FROM reports_fact f
    JOIN reports_report r ON r.current_revision_id = f.revision_id
    JOIN organisations_organisation commune ON commune.id = f.recipient_id
    LEFT JOIN organisations_organisation donor ON donor.id = f.donor_id
    WHERE r.campaign_id = %(campaign)s AND r.state = %(accepted)s AND f.side = 'RECEIVED'
      AND f.district_id = %(district)s AND f.indicator IN (%(money)s, %(households)s)
    GROUP BY 1, 2, 3, 4, 5, 6
    ORDER BY min(commune.sort_key), f.indicator, min(donor.sort_key), f.area, f.money_source
"""


def derive(report: Report) -> dict[str, list[Line]] | None:
    """The computed sections of a district's report, by section code; None where the form has none."""
    wanted = derived_sections(definition_of(report.form_version_id))
    if not wanted:
        return None
    return dict.fromkeys(wanted, accepted_lines(report.campaign_id, report.organisation_id))


def accepted_lines(campaign_id: int, district_id: int) -> list[Line]:
    """What the district's communes say they received, from their accepted reports. One query.

    Amounts in đồng, households in hộ; a line names the revision it is taken from.
    """
    wanted: dict[str, int | str] = {
        "campaign": campaign_id,
        "accepted": State.ACCEPTED,
        "district": district_id,
        "money": Indicator.SUPPORT_AMOUNT.value,
        "households": Indicator.HOUSEHOLDS_DISTINCT.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LINES, wanted)
        return [
            {
                "id": f"t{number}",
                "commune": commune,
                "donor": donor,
                "area": area,
                "money_source": source,
                "indicator": indicator,
                "revision": revision,
                "actual": None if actual is None else int(actual),
                "estimate": None if estimate is None else int(estimate),
            }
            for number, (commune, donor, area, source, indicator, revision, actual, estimate) in enumerate(
                cursor.fetchall(), start=1
            )
        ]


@dataclass(frozen=True, slots=True)
class PairLine:
    """What one commune says it received from one donor."""

    commune_id: int
    commune: str
    donor: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A line the district adds, with its reason; amounts in đồng may be negative."""

    commune: str
    donor: str
    area: str
    money_source: str
    reason: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class DistrictTable:
    """Form 2 as it is read: commune × donor, areas, households counted once, corrections, totals."""

    pairs: tuple[PairLine, ...]
    communes: tuple[tuple[str, Figure, int | None], ...]
    areas: tuple[tuple[str, str, Figure], ...]
    corrections: tuple[CorrectionLine, ...]
    stated: Figure
    corrected: Figure
    households: int | None
    missing: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not self.pairs and not self.communes


def table_of(
    definition: FormDefinition, content: Mapping[str, Any], *, missing: Iterable[str] = ()
) -> DistrictTable:
    """Form 2 of a content whose computed lines are filled in. `missing`: communes not yet accepted."""
    lines = [line for code in derived_sections(definition) for line in content["sections"].get(code) or []]
    money = [line for line in lines if line["indicator"] == Indicator.SUPPORT_AMOUNT]
    corrections = list(_corrections(definition, content))
    names = _names(lines, corrections)
    areas = {item.code: item.label for item in definition.catalogues.get("areas", ())}
    sources = {item.code: item.label for item in definition.catalogues.get("money_sources", ())}
    households = {
        line["commune"]: line["estimate"]
        for line in lines
        if line["indicator"] == Indicator.HOUSEHOLDS_DISTINCT
    }
    by_commune = _grouped(money, "commune")
    by_area = _grouped([*money, *corrections], "area")
    stated = total(_figure(line) for line in money)
    known = [value for value in households.values() if value is not None]
    return DistrictTable(
        pairs=tuple(
            PairLine(commune, names[commune], names.get(donor, ""), figure)
            for (commune, donor), figure in _pairs(money).items()
        ),
        communes=tuple(
            (names[commune], by_commune.get(commune, NOBODY_REPORTED), households.get(commune))
            for commune in dict.fromkeys(line["commune"] for line in lines)
        ),
        areas=tuple((code, label, by_area.get(code, NOBODY_REPORTED)) for code, label in areas.items()),
        corrections=tuple(
            CorrectionLine(
                commune=names.get(line["commune"], ""),
                donor=names.get(line["donor"], ""),
                area=areas.get(line["area"], ""),
                money_source=sources.get(line["money_source"], ""),
                reason=line["reason"],
                figure=_figure(line),
            )
            for line in corrections
        ),
        stated=stated,
        corrected=total([stated, *(_figure(line) for line in corrections)]),
        households=sum(known) if known else None,
        missing=tuple(missing),
    )


def _corrections(definition: FormDefinition, content: Mapping[str, Any]) -> Iterable[Line]:
    """The rows of every section whose amounts may be negative, in the shape of computed lines."""
    for section in definition.sections:
        amount = next(
            (f for f in section.fields if f.signed and f.indicator == Indicator.SUPPORT_AMOUNT), None
        )
        if amount is None:
            continue
        for row in content["sections"].get(section.code) or []:
            stated = row.get(amount.code) or {}
            yield {
                "commune": row.get(section.recipient_field),
                "donor": row.get(section.donor_field),
                "area": _chosen(section, row, "areas"),
                "money_source": _chosen(section, row, "money_sources"),
                "reason": _reason(section, row),
                "actual": _whole(stated.get("actual")),
                "estimate": _whole(stated.get("estimate")),
                "revision": None,
            }


def _chosen(section: Section, row: Line, catalogue: str) -> str:
    codes = [f.code for f in section.fields if f.type is FieldType.CHOICE and f.catalogue == catalogue]
    return str(row.get(codes[0]) or "") if codes else ""


def _reason(section: Section, row: Line) -> str:
    texts = [f.code for f in section.fields if f.type is FieldType.TEXT and f.required]
    return str(row.get(texts[0]) or "") if texts else ""


def _whole(stated: object) -> int:
    """A draft may hold what could not be understood; it adds nothing until it is."""
    return stated if isinstance(stated, int) else 0


def _names(lines: Iterable[Line], corrections: Iterable[Line]) -> dict[int | None, str]:
    ids = {line[key] for line in (*lines, *corrections) for key in ("commune", "donor")}
    named = Organisation.objects.filter(pk__in=[one for one in ids if isinstance(one, int)])
    return dict(named.values_list("pk", "name"))


def _figure(line: Line) -> Figure:
    revision = line["revision"]
    return Figure(line["actual"] or 0, line["estimate"] or 0, (revision,) if revision else ())


def _grouped(lines: Iterable[Line], key: str) -> dict[Any, Figure]:
    found: dict[Any, list[Figure]] = defaultdict(list)
    for line in lines:
        found[line[key]].append(_figure(line))
    return {code: total(figures) for code, figures in found.items()}


def _pairs(money: Iterable[Line]) -> dict[tuple[int, int | None], Figure]:
    found: dict[tuple[int, int | None], list[Figure]] = defaultdict(list)
    for line in money:
        found[line["commune"], line["donor"]].append(_figure(line))
    return {pair: total(figures) for pair, figures in found.items()}
