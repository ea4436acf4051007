"""Two contents of one report side by side: only the cells that differ, in the words of the form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.reportforms import engine
from ketnghia.reportforms.definition import Field, FieldType, FormDefinition, Section, SectionKind
from ketnghia.reportforms.engine import Lookups
from ketnghia.web.entry.shown import as_typed, side_of

type Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that differs; an empty text means blank."""

    place: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares what was refused (mine) with the draft as it stands (theirs)."""

    definition: FormDefinition
    lookups: Lookups

    def differences(self, mine: Values, theirs: Values) -> tuple[Difference, ...]:
        """Every differing cell in the order of the form."""
        left = engine.normalise(self.definition, mine)
        right = engine.normalise(self.definition, theirs)
        return (*_nil(left, right), *self._sections(left["sections"], right["sections"]))

    def _sections(self, mine: Values, theirs: Values) -> Iterator[Difference]:
        for section in self.definition.sections:
            left, right = mine.get(section.code), theirs.get(section.code)
            if section.kind is SectionKind.ROWS:
                yield from self._rows(section, left or [], right or [])
            elif section.kind is not SectionKind.CONSOLIDATED:
                yield from self._cells(section, section.title, left or {}, right or {})

    def _rows(self, section: Section, mine: list[Values], theirs: list[Values]) -> Iterator[Difference]:
        left = {row["id"]: row for row in mine}
        right = {row["id"]: row for row in theirs}
        for number, row_id in enumerate({**right, **left}, start=1):
            place = _("%(section)s, dòng %(number)s") % {"section": section.title, "number": number}
            yield from self._cells(section, place, left.get(row_id, {}), right.get(row_id, {}))

    def _cells(self, section: Section, place: str, mine: Values, theirs: Values) -> Iterator[Difference]:
        for field in section.fields:
            for side in ("actual", "estimate") if field.pair else ("",):
                left = self._text(field, side_of(field, mine.get(field.code), side))
                right = self._text(field, side_of(field, theirs.get(field.code), side))
                if left != right:
                    yield Difference(place, _label(field, side), left, right)

    def _text(self, field: Field, stored: object) -> str:
        if isinstance(stored, list):
            return _("%(count)s tệp") % {"count": len(stored)} if stored else ""
        if field.type is FieldType.ORGANISATION and isinstance(stored, int):
            return self.lookups.organisations.get(field.organisations, {}).get(stored, str(stored))
        if field.type is FieldType.CHOICE:
            items = self.definition.catalogues[field.catalogue]
            return next((item.label for item in items if item.code == stored), str(stored or ""))
        return as_typed(field.type, stored)


def _label(field: Field, side: str) -> str:
    names = {"": "", "actual": _("đã thực hiện"), "estimate": _("ước cả năm")}
    return f"{field.label} – {names[side]}" if side else field.label


def _nil(mine: Values, theirs: Values) -> Iterator[Difference]:
    left, right = ((each.get("nil") or {}).get("reason", "") for each in (mine, theirs))
    if left != right:
        yield Difference(_("Không phát sinh"), _("Lý do"), left, right)
