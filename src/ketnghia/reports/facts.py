"""From a frozen content to facts: one per figure, with its address in the content.

Pure: no query is made here. `operations` writes what `extract` yields, in the submission's transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.definition import Field, FieldType, FormDefinition, Section, SectionKind
from ketnghia.reportforms.states import Perspective
from ketnghia.reports.states import Side


@dataclass(frozen=True, slots=True)
class Place:
    """What a fact keeps of an organisation: its kind, and the unit above it on the period's last day."""

    kind: str
    district_id: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: amounts in đồng, counts in the indicator's unit. None is "not stated", never zero."""

    path: str
    indicator: str
    side: Side
    donor_id: int | None
    recipient_id: int | None
    area: str
    activity: str
    money_source: str
    actual: Decimal | None
    estimate: Decimal | None


_SIDES: Mapping[str, Side] = {
    Perspective.DONOR: Side.GIVEN,
    Perspective.RECIPIENT: Side.RECEIVED,
    Perspective.DISTRICT: Side.CORRECTION,
}


def extract(
    definition: FormDefinition, content: Mapping[str, Any], *, organisation_id: int
) -> Iterator[Figure]:
    """Every figure of a clean content. A nil report states none."""
    if content.get("nil"):
        return
    for section in definition.sections:
        stated = content["sections"].get(section.code)
        if not stated:
            continue
        match section.kind:
            case SectionKind.ROWS:
                columns = _Columns.of(definition, section)
                for row in stated:
                    yield from _of_record(columns, row, f"{section.code}.{row['id']}", organisation_id)
            case SectionKind.CONSOLIDATED:
                yield from _of_consolidated(section, stated)
            case _:
                columns = _Columns.of(definition, section)
                yield from _of_record(columns, stated, section.code, organisation_id)


def organisations_in(definition: FormDefinition, content: Mapping[str, Any]) -> set[int]:
    """The ids of every organisation the content names."""
    found: set[int] = set()
    for section, rows in _stated(definition, content):
        columns = [field.code for field in section.fields if field.type is FieldType.ORGANISATION]
        if section.kind is SectionKind.CONSOLIDATED:
            columns = ["commune", "donor"]
        found.update(row[column] for row in rows for column in columns if isinstance(row.get(column), int))
    return found


def names_files(definition: FormDefinition, content: Mapping[str, Any]) -> bool:
    """Whether the content cites any file at all."""
    return any(
        row.get(field.code)
        for section, rows in _stated(definition, content)
        for field in section.fields
        if field.type is FieldType.FILE
        for row in rows
    )


def _stated(
    definition: FormDefinition, content: Mapping[str, Any]
) -> Iterator[tuple[Section, list[Mapping[str, Any]]]]:
    """Every section with its rows; a fixed or narrative section is one row."""
    for section in definition.sections:
        stated = (content.get("sections") or {}).get(section.code) or []
        yield section, stated if isinstance(stated, list) else [stated]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the records of one section have in common, looked up once for all of them."""

    side: Side
    section: Section
    figures: tuple[Field, ...]
    activity: str
    area: str
    source: str
    areas: Mapping[str, str]

    @classmethod
    def of(cls, definition: FormDefinition, section: Section) -> Self:
        return cls(
            _SIDES[definition.perspective],
            section,
            tuple(field for field in section.fields if field.indicator),
            activity=_choice(section, "activities"),
            area=_choice(section, "areas"),
            source=_choice(section, "money_sources"),
            areas={item.code: item.parent_code for item in definition.catalogues.get("activities", ())},
        )


def _of_record(
    columns: _Columns, record: Mapping[str, Any], path: str, organisation_id: int
) -> Iterator[Figure]:
    side, section = columns.side, columns.section
    donor = record.get(section.donor_field) if section.donor_field else None
    recipient = record.get(section.recipient_field) if section.recipient_field else None
    activity = record.get(columns.activity) or ""
    area = columns.areas.get(activity, "") or record.get(columns.area) or ""
    source = record.get(columns.source) or ""
    for field in columns.figures:
        stated = record.get(field.code)
        if stated is None:
            continue
        actual, estimate = _pair(field, stated)
        if actual is None and estimate is None:
            continue
        yield Figure(
            path=f"{path}.{field.code}",
            indicator=field.indicator,
            side=side,
            donor_id=organisation_id if side is Side.GIVEN else donor,
            recipient_id=organisation_id if side is Side.RECEIVED else recipient,
            area=area,
            activity=activity,
            money_source=field.money_source or source,
            actual=actual,
            estimate=estimate,
        )


def _of_consolidated(section: Section, rows: list[Mapping[str, Any]]) -> Iterator[Figure]:
    for row in rows:
        yield Figure(
            path=f"{section.code}.{row['id']}",
            indicator=row["indicator"],
            side=Side.CONSOLIDATED,
            donor_id=row["donor"],
            recipient_id=row["commune"],
            area=row["area"],
            activity="",
            money_source=row["money_source"],
            actual=_number(row["actual"]),
            estimate=_number(row["estimate"]),
        )


def _choice(section: Section, catalogue: str) -> str:
    """Code of the field that chooses from a list; empty, which no field is called, when there is none."""
    for field in section.fields:
        if field.type is FieldType.CHOICE and field.catalogue == catalogue:
            return field.code
    return ""


def _pair(field: Field, stated: object) -> tuple[Decimal | None, Decimal | None]:
    """A field that is not split holds for both columns."""
    if field.pair:
        halves = stated if isinstance(stated, Mapping) else {}
        return _number(halves.get("actual")), _number(halves.get("estimate"))
    return _number(stated), _number(stated)


def _number(stated: object) -> Decimal | None:
    return None if stated is None or stated == "" else Decimal(str(stated))


def district_of(recipient_id: int | None, places: Mapping[int, Place]) -> int | None:
    """The mountain district a recipient belongs to: itself when it is one."""
    place = places.get(recipient_id) if recipient_id else None
    if place is None:
        return None
    return recipient_id if place.kind == OrganisationKind.MOUNTAIN_DISTRICT else place.district_id
