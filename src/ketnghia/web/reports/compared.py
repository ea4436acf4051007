"""What changed between two versions of a report, in the words of its form: sections, rows, cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _

from ketnghia.kernel.numbers import vn_number
from ketnghia.reportforms import engine
from ketnghia.reportforms.comparing import Change, by_subject, changes, subject
from ketnghia.reportforms.definition import FieldType, FormDefinition, Section, SectionKind
from ketnghia.reportforms.states import Indicator
from ketnghia.web.entry.shown import as_typed
from ketnghia.web.reports.changes import ChangeReader
from ketnghia.web.reports.sheet import Names

_TITLES: Final = (FieldType.CHOICE, FieldType.ORGANISATION)


class RowChange(StrEnum):
    """What happened to a row."""

    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CHANGED = "CHANGED"


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """One cell before and after; `difference` with its sign, of numbers stated both times."""

    label: str
    before: str
    after: str
    difference: str = ""

    @property
    def is_number(self) -> bool:
        return bool(self.difference)


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row that changed, or the cells of a section without rows: then `happened` is None."""

    title: str
    happened: RowChange | None
    cells: tuple[ComparedCell, ...]


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """One section in which something changed."""

    title: str
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sections that changed, in the order of the form, and the money in all (đồng) before and after."""

    sections: tuple[ComparedSection, ...]
    totals: tuple[ComparedCell, ...]


def compare(
    definition: FormDefinition, names: Names, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Comparison:
    """Compare two contents of one form; computed lines are told apart by what they are about."""
    old, new = by_subject(definition, before), by_subject(definition, after)
    reader = _Reader(definition, names, old, new, ChangeReader(definition, names, new, old))
    found: dict[str, list[Change]] = {}
    for change in changes(old, new):
        found.setdefault(change.path.partition(".")[0], []).append(change)
    sections = [
        ComparedSection(section.title, tuple(reader.rows(section, found[section.code])))
        for section in definition.sections
        if section.code in found
    ]
    for head, title in (("nil", _("Không phát sinh")), ("waivers", _("Nhắc nhở đã giải thích"))):
        if head in found:
            cells = tuple(reader.cell(each) for each in found[head])
            sections.append(ComparedSection(title, (ComparedRow("", None, cells),)))
    return Comparison(tuple(sections), tuple(_totals(definition, before, after)))


@dataclass(frozen=True, slots=True)
class _Reader:
    definition: FormDefinition
    names: Names
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    words: ChangeReader

    def rows(self, section: Section, found: Iterable[Change]) -> Iterator[ComparedRow]:
        if section.kind not in (SectionKind.ROWS, SectionKind.CONSOLIDATED):
            yield ComparedRow("", None, tuple(map(self.cell, found)))
            return
        by_row: dict[str, list[Change]] = {}
        for change in found:
            by_row.setdefault(change.path.split(".")[1], []).append(change)
        was, stands = (_rows(content, section.code) for content in (self.old, self.new))
        for row_id, cells in by_row.items():
            row = stands.get(row_id) or was.get(row_id) or {}
            yield ComparedRow(
                self._title(section, row_id, row),
                _happened(row_id, was, stands),
                tuple(map(self.cell, cells)),
            )

    def cell(self, change: Change) -> ComparedCell:
        path, both = change.path, (change.before, change.after)
        if path.partition(".")[0] in ("nil", "waivers"):
            return ComparedCell(self.words.place(path), *self._texts(change))
        column = self.words.column(path)
        if column is None:
            # A computed line: nothing but figures of two sides.
            label = _("thực hiện") if path.endswith(".actual") else _("ước cả năm")
            return ComparedCell(label, *_figures(*both))
        apart = _difference(*both) if column.is_number else ""
        return ComparedCell(column.label, *self._texts(change), apart)

    def _texts(self, change: Change) -> tuple[str, str]:
        path = change.path
        return self.words.value(path, change.before), self.words.value(path, change.after)

    def _title(self, section: Section, row_id: str, row: Mapping[str, Any]) -> str:
        if section.kind is SectionKind.CONSOLIDATED:
            return self._subject(subject(row_id))
        path = f"{section.code}.{row_id}"
        chosen = [
            self.words.value(f"{path}.{field.code}", row.get(field.code))
            for field in section.fields
            if field.type in _TITLES
        ]
        return " · ".join(filter(None, (self.words.place(path), *chosen)))

    def _subject(self, about: Mapping[str, str]) -> str:
        """A computed line: whose, from whom, of which area and source."""
        known = self.names.organisations
        named = [known.get(int(about[key]), "") for key in ("commune", "donor") if about[key].isdecimal()]
        listed = [
            next(
                (item.label for item in self.definition.catalogues.get(name, ()) if item.code == about[key]),
                "",
            )
            for key, name in (("area", "areas"), ("money_source", "money_sources"))
        ]
        counted = _("hộ được giúp") if about["indicator"] == Indicator.HOUSEHOLDS_DISTINCT else _("kinh phí")
        return " · ".join(filter(None, (*named, *listed, counted)))


def _rows(content: Mapping[str, Any], code: str) -> dict[str, Mapping[str, Any]]:
    return {row["id"]: row for row in content["sections"].get(code) or []}


def _happened(row_id: str, was: Mapping[str, Any], stands: Mapping[str, Any]) -> RowChange:
    if row_id not in was:
        return RowChange.ADDED
    return RowChange.CHANGED if row_id in stands else RowChange.REMOVED


def _figures(before: Any, after: Any) -> tuple[str, str, str]:
    return as_typed(FieldType.VND, before), as_typed(FieldType.VND, after), _difference(before, after)


def _difference(before: Any, after: Any) -> str:
    """ "+20.000.000"; nothing where one of the two is no number: what nobody stated is not zero."""
    try:
        apart = Decimal(str(after)) - Decimal(str(before))
    except InvalidOperation:
        return ""
    return f"{'+' if apart > 0 else '−'}{vn_number(abs(apart))}"


def _totals(
    definition: FormDefinition, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[ComparedCell]:
    was, stands = engine.sums(definition, before).total, engine.sums(definition, after).total
    labels = {"actual": _("Tổng kinh phí đã thực hiện"), "estimate": _("Tổng kinh phí ước cả năm")}
    for side, label in labels.items():
        old, new = getattr(was, side), getattr(stands, side)
        if old != new:
            yield ComparedCell(label, *_figures(old, new))
