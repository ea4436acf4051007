"""The history of a report in the words of its form: places and values as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.reportforms.comparing import Change
from ketnghia.reportforms.compiled import SIDES
from ketnghia.reportforms.definition import Computed, Field, FormDefinition, Section, SectionKind
from ketnghia.reports.history import Event
from ketnghia.web.reports.sheet import Column, Names, value_text


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change: where (`path` to ask for its own history), and what stood there before and after."""

    path: str
    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An entry of the history with its changes in words."""

    event: Event
    changes: tuple[ShownChange, ...]


@dataclass(frozen=True, slots=True)
class ChangeReader:
    """Puts changes of one report into words. Rows are numbered by `content`; those that are only in
    `earlier` by it.
    """

    definition: FormDefinition
    names: Names
    content: Mapping[str, Any]
    earlier: Mapping[str, Any] = field(default_factory=dict)

    def events(self, events: Iterable[Event]) -> list[ShownEvent]:
        """The same entries in the same order."""
        return [ShownEvent(event, tuple(map(self.change, event.changes))) for event in events]

    def place(self, path: str) -> str:
        """A cell or a row in words; the path itself where the form has no such place."""
        head, _dot, rest = path.partition(".")
        if head == "nil":
            return _("Không phát sinh")
        if head == "waivers":
            return self._waiver(rest)
        section = self._section(head)
        if section is None:
            return path
        row, cell = self._row_and_cell(section, rest)
        column = self._column(section, cell)
        return ": ".join(filter(None, (row, column.label if column else cell)))

    def label(self, path: str) -> str:
        """The name of a cell alone, without its section and row."""
        column = self.column(path)
        return column.label if column else path.rpartition(".")[2]

    def column(self, path: str) -> Column | None:
        """The column of a cell; None where the form has none at this place."""
        head, _dot, rest = path.partition(".")
        section = self._section(head)
        return self._column(section, self._row_and_cell(section, rest)[1]) if section else None

    def change(self, change: Change) -> ShownChange:
        """One change: its place and both values as people read them."""
        return ShownChange(
            change.path,
            self.place(change.path),
            self.value(change.path, change.before),
            self.value(change.path, change.after),
        )

    def value(self, path: str, stored: Any) -> str:
        """One stored value as people read it; blank where there is none."""
        if stored is True:
            return _("chưa nêu lý do")
        if isinstance(stored, list):
            return ", ".join(self.names.files.get(str(one), _("tệp đã bỏ")) for one in stored)
        column = self.column(path)
        if column is None:
            return "" if stored is None else str(stored)
        return value_text(self.definition, self.names, column.field, stored)

    def _section(self, code: str) -> Section | None:
        return next((one for one in self.definition.sections if one.code == code), None)

    def _row_and_cell(self, section: Section, rest: str) -> tuple[str, str]:
        """The section, or its row, in words; and the rest of the path."""
        if section.kind is not SectionKind.ROWS or not rest:
            return section.title, rest
        row_id, _dot, cell = rest.partition(".")
        for content in (self.content, self.earlier):
            ids = [row.get("id") for row in (content.get("sections") or {}).get(section.code) or []]
            if row_id in ids:
                names = {"section": section.title, "number": ids.index(row_id) + 1}
                return _("%(section)s, dòng %(number)s") % names, cell
        return _("%(section)s, dòng đã bỏ") % {"section": section.title}, cell

    def _column(self, section: Section, cell: str) -> Column | None:
        code, _dot, side = cell.partition(".")
        columns: tuple[Field | Computed, ...] = (*section.fields, *section.computed)
        field = next((one for one in columns if one.code == code), None)
        return Column(field, side) if field and side in ("", *SIDES) else None

    def _waiver(self, key: str) -> str:
        code = key.partition("@")[0]
        sentence = next((one.message for one in self.definition.checks if one.code == code), code)
        return f"{_('Bỏ qua vì')}: {sentence}"
