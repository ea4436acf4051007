"""Filling any report form with content that is in order, whatever the form asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ketnghia.reportforms.definition import Field, FieldType, FormDefinition, Section, SectionKind

type Content = dict[str, Any]
# By the `organisations` key of a field: the ids it may hold.
type Choices = Mapping[str, Sequence[int]]

# Early in the year: no document counts as late.
_DAY: Final = "02-15"
_PEOPLE: Final = ("people", "study_visit_people")
_MONEY: Final = {"actual": 10_000_000, "estimate": 20_000_000}


def clean_content(
    definition: FormDefinition, choices: Choices, *, rows: int = 1, year: int = 2021
) -> Content:
    """A content without findings. `rows` is the number of lines in sections that tell of activities.

    Every amount is 10.000.000 đồng done and 20.000.000 đồng for the year; households are 1 and 2.
    Sections with amounts that may be negative stay empty: they correct what others stated.
    """
    filler = _Filler(definition, choices, year)
    return {
        "nil": None,
        "sections": {section.code: filler.section(section, rows) for section in definition.sections},
        "waivers": {},
    }


def nil_content(definition: FormDefinition, reason: str = "Đơn vị mới được phân công.") -> Content:
    """A report that nothing happened."""
    return {"nil": {"reason": reason}, "sections": {}, "waivers": {}}


class _Filler:
    def __init__(self, definition: FormDefinition, choices: Choices, year: int) -> None:
        self.definition, self.choices = definition, choices
        # By type: the value of a field, and of one that is split into done and estimated.
        self._plain: dict[FieldType, tuple[Any, Any]] = {
            FieldType.VND: (_MONEY["estimate"], _MONEY),
            FieldType.QUANTITY: ("2", {"actual": "1", "estimate": "2"}),
            FieldType.DATE: (f"{year}-{_DAY}", None),
            FieldType.TEXT: ("Nội dung ghi rõ", None),
            FieldType.FILE: (None, None),
        }

    def section(self, section: Section, rows: int) -> Any:
        match section.kind:
            case SectionKind.CONSOLIDATED:
                return []
            case SectionKind.ROWS:
                return [] if any(field.signed for field in section.fields) else self._rows(section, rows)
            case _:
                return self._record(section, None)

    def _rows(self, section: Section, rows: int) -> list[Content]:
        chosen = self._organisations(section)
        tells_activities = any(field.catalogue == "activities" for field in section.fields)
        number = rows if tells_activities else len(chosen)
        return [
            {"id": f"r{place + 1}", **self._record(section, chosen[place % len(chosen)])}
            for place in range(number)
        ]

    def _organisations(self, section: Section) -> Sequence[int]:
        named = next(field.organisations for field in section.fields if field.organisations)
        return self.choices[named]

    def _record(self, section: Section, organisation: int | None) -> Content:
        values = {field.code: self._value(field, organisation) for field in section.fields}
        return {code: value for code, value in values.items() if value is not None}

    def _value(self, field: Field, organisation: int | None) -> Any:
        match field.type:
            case FieldType.CHOICE:
                return self.definition.catalogues[field.catalogue][0].code
            case FieldType.ORGANISATION:
                return organisation
            case FieldType.INTEGER:
                return _count(field)
            case _:
                single, pair = self._plain[field.type]
                return pair if field.pair else single


def _count(field: Field) -> Any:
    many = 10 if field.indicator in _PEOPLE else 1
    return {"actual": many, "estimate": 2 * many} if field.pair else 2 * many
