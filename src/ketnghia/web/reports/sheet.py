"""A report as it is read and printed: sections of labelled values and tables, from definition and content."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.kernel.money import in_words
from ketnghia.reportforms import engine
from ketnghia.reportforms.compiled import SIDES
from ketnghia.reportforms.definition import Computed, Field, FieldType, FormDefinition, Section, SectionKind
from ketnghia.web.entry.page import in_order
from ketnghia.web.entry.shown import as_typed

_WIDEST_TABLE = 7


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids in a content are called: organisations by id, files by id."""

    organisations: Mapping[int, str]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; a pair has one for each side."""

    field: Field | Computed
    side: str = ""

    @property
    def label(self) -> str:
        side = {"": "", "actual": _("thực hiện"), "estimate": _("ước cả năm")}[self.side]
        return f"{self.field.label} – {side}" if side else self.field.label

    @property
    def is_number(self) -> bool:
        return self.field.type.is_number


@dataclass(frozen=True, slots=True)
class Value:
    """One value as shown. `files` are (id, name); `title` says an amount in words."""

    path: str
    column: Column
    text: str
    title: str = ""
    files: tuple[tuple[str, str], ...] = ()
    changed: bool = False

    @property
    def anchor(self) -> str:
        return self.path.replace(".", "-")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a section."""

    path: str
    values: tuple[Value, ...]

    @property
    def anchor(self) -> str:
        return self.path.replace(".", "-")

    @property
    def title(self) -> str:
        """What the row is about: its chosen activity and organisation, in the order of the form."""
        chosen = (FieldType.CHOICE, FieldType.ORGANISATION)
        return " · ".join(v.text for v in self.values if v.text and v.column.field.type in chosen)

    def singles(self) -> list[Value]:
        """What is stated once, the title's parts left out."""
        chosen = (FieldType.CHOICE, FieldType.ORGANISATION)
        return [
            value
            for value in self.values
            if not value.column.side and (value.text or value.files) and value.column.field.type not in chosen
        ]

    def pairs(self) -> list[tuple[Value, Value]]:
        """What is stated twice, done and expected, where either was stated."""
        sides = [value for value in self.values if value.column.side]
        return [
            (done, expected)
            for done, expected in zip(sides[::2], sides[1::2], strict=True)
            if done.text or expected.text
        ]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One section: `values` of fixed fields, or `columns` and `rows`; a consolidated one has neither."""

    section: Section
    values: tuple[Value, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[SheetRow, ...] = ()

    @property
    def is_consolidated(self) -> bool:
        return self.section.kind is SectionKind.CONSOLIDATED

    @property
    def is_rows(self) -> bool:
        return self.section.kind is SectionKind.ROWS

    @property
    def is_wide(self) -> bool:
        """More columns than an eye can follow: one card a row reads better than a table."""
        return len(self.columns) > _WIDEST_TABLE


def sheet(
    definition: FormDefinition, content: Mapping[str, Any], names: Names, *, changed: Collection[str] = ()
) -> tuple[SheetPart, ...]:
    """Every section in the order of the form; columns nobody filled in are left out of tables.

    `changed`: paths to mark as different from the revision before.
    """
    reader = _Reader(definition, content, names, frozenset(changed))
    return tuple(reader.part(section) for section in definition.sections)


@dataclass(frozen=True, slots=True)
class _Reader:
    definition: FormDefinition
    content: Mapping[str, Any]
    names: Names
    changed: frozenset[str]

    def part(self, section: Section) -> SheetPart:
        stored = self.content.get("sections", {}).get(section.code)
        if section.kind is SectionKind.CONSOLIDATED:
            return SheetPart(section)
        if section.kind is SectionKind.ROWS:
            return self._table(section, stored or [])
        values = self._values(_columns(section), stored or {}, section.code)
        return SheetPart(section, values=values)

    def _table(self, section: Section, stored: list[Mapping[str, Any]]) -> SheetPart:
        computed = engine.computed(self.definition, self.content)
        rows = []
        for row in stored:
            path = f"{section.code}.{row['id']}"
            known = {**row, **computed.get(path, {})}
            rows.append(SheetRow(path, self._values(_columns(section), known, path)))
        filled = {
            value.column.field.code for row in rows for value in row.values if value.text or value.files
        }
        used = [c for c in _columns(section) if _is_required(c) or c.field.code in filled]
        return SheetPart(
            section,
            columns=tuple(used),
            rows=tuple(
                SheetRow(row.path, tuple(value for value in row.values if value.column in used))
                for row in rows
            ),
        )

    def _values(self, columns: tuple[Column, ...], stored: Mapping[str, Any], path: str) -> tuple[Value, ...]:
        return tuple(self._value(column, stored.get(column.field.code), path) for column in columns)

    def _value(self, column: Column, stored: Any, path: str) -> Value:
        place = f"{path}.{column.field.code}"
        if column.side:
            place = f"{place}.{column.side}"
            stored = stored.get(column.side) if isinstance(stored, Mapping) else None
        files = self._files(stored) if column.field.type is FieldType.FILE else ()
        return Value(
            path=place,
            column=column,
            text=value_text(self.definition, self.names, column.field, stored),
            title=in_words(stored) if column.field.type is FieldType.VND and isinstance(stored, int) else "",
            files=files,
            changed=place in self.changed,
        )

    def _files(self, stored: Any) -> tuple[tuple[str, str], ...]:
        ids = stored if isinstance(stored, list) else []
        return tuple((one, self.names.files.get(one, _("tệp đã bỏ"))) for one in ids)


def value_text(definition: FormDefinition, names: Names, field: Field | Computed, stored: Any) -> str:
    """One stored value in words: a label, a name, a number or a date as people write it."""
    if isinstance(field, Field) and field.type is FieldType.CHOICE:
        items = definition.catalogues.get(field.catalogue, ())
        return next((item.label for item in items if item.code == stored), str(stored or ""))
    if field.type is FieldType.ORGANISATION and isinstance(stored, int):
        return names.organisations.get(stored, str(stored))
    # Only a computed quantity is a float; as text it keeps its fraction.
    return as_typed(field.type, str(stored) if isinstance(stored, float) else stored)


def _columns(section: Section) -> tuple[Column, ...]:
    return tuple(_each_column(section))


def _each_column(section: Section) -> Iterator[Column]:
    for field in in_order(section):
        if field.pair:
            yield from (Column(field, side) for side in SIDES)
        else:
            yield Column(field)


def _is_required(column: Column) -> bool:
    return isinstance(column.field, Field) and column.field.required
