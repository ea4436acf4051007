"""A report's content read as a whole: sections of rows of readings, each with its path.

A fixed or narrative section is one row without an id. Rows that hold nothing are marked blank: they stay
in a draft and are looked at by no check and no sum (the browser does the same).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ketnghia.kernel.text import clean, clean_lines
from ketnghia.reportforms.compiled import SIDES, Choices, CompiledForm
from ketnghia.reportforms.definition import Field, Section, SectionKind
from ketnghia.reportforms.reading import BLANK, Reading, Value, read

ROW_ID = re.compile(r"[a-z0-9]{1,16}", re.ASCII)
_WAIVER_KEY = re.compile(r"([A-Z0-9-]{1,20})@([A-Za-z0-9_.-]{0,120})", re.ASCII)
_REASON_LENGTH = 1000
_MOST_WAIVERS = 1000
_NONE = Choices({}, {})

type Cell = Reading | dict[str, Reading]

# Most cells of a form are blank: they share one pair, as single ones share BLANK. Nobody changes a cell.
BLANK_PAIR: dict[str, Reading] = dict.fromkeys(SIDES, BLANK)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``path`` is "section" or "section.id"; ``cells`` holds every field of the section."""

    section: Section
    id: str
    path: str
    cells: dict[str, Cell]
    blank: bool

    def readings(self) -> Iterator[tuple[str, Field, Reading]]:
        """Every single value with its path and field, the blanks of fields that may be left blank apart."""
        for field in self.section.fields:
            cell = self.cells[field.code]
            if not field.required and (cell is BLANK or cell is BLANK_PAIR):
                continue
            if isinstance(cell, dict):
                for side in SIDES:
                    yield f"{self.path}.{field.code}.{side}", field, cell[side]
            else:
                yield f"{self.path}.{field.code}", field, cell

    def value(self, code: str) -> Value:
        """The value of a field that is not a pair."""
        cell = self.cells[code]
        return None if isinstance(cell, dict) else cell.value


@dataclass(frozen=True, slots=True)
class Document:
    """Content that was read. ``consolidated`` holds the lines the application computed, untouched."""

    nil_reason: str | None
    rows: Mapping[str, tuple[Row, ...]]
    consolidated: Mapping[str, list[dict[str, Any]]]
    waivers: Mapping[str, str]

    def filled_rows(self, code: str) -> Iterator[Row]:
        return (row for row in self.rows.get(code, ()) if not row.blank)


def read_document(form: CompiledForm, content: Mapping[str, Any]) -> Document:
    """Read everything once. Unknown keys and things of the wrong shape are left out."""
    sections = mapping(content.get("sections"))
    rows: dict[str, tuple[Row, ...]] = {}
    consolidated: dict[str, list[dict[str, Any]]] = {}
    for section in form.definition.sections:
        found = sections.get(section.code)
        if section.kind is SectionKind.CONSOLIDATED:
            consolidated[section.code] = consolidated_lines(found)
        elif section.kind is SectionKind.ROWS:
            rows[section.code] = tuple(_row(form, section, one, row_id) for row_id, one in identified(found))
        else:
            rows[section.code] = (_row(form, section, mapping(found), ""),)
    return Document(nil_reason(content), rows, consolidated, waivers(form, content))


def nil_reason(content: Mapping[str, Any]) -> str | None:
    """The reason of a nil report ("" while not given yet); None for a report with content."""
    nil = content.get("nil")
    if nil is None or nil is False:
        return None
    reason = mapping(nil).get("reason")
    return clean_lines(reason)[:_REASON_LENGTH] if isinstance(reason, str) else ""


def waivers(form: CompiledForm, content: Mapping[str, Any]) -> dict[str, str]:
    """Reasons by "CODE@path", of checks the form has; blank reasons are left out."""
    codes = {check.code for check in form.definition.checks}
    kept: dict[str, str] = {}
    for key, reason in mapping(content.get("waivers")).items():
        match = _WAIVER_KEY.fullmatch(str(key))
        words = clean(reason)[:_REASON_LENGTH] if isinstance(reason, str) else ""
        if match and match[1] in codes and words and len(kept) < _MOST_WAIVERS:
            kept[str(key)] = words
    return kept


def identified(rows: Any) -> list[tuple[str, Mapping[str, Any]]]:
    """The rows with their ids; one without a proper id, or with an id already used, gets a free one."""
    maps = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    used: set[str] = set()
    proper = [_proper_id(row, used) for row in maps]
    names = (name for number in range(1, 10**6) if (name := f"r{number}") not in used)
    return [(found or next(names), row) for found, row in zip(proper, maps, strict=True)]


def _proper_id(row: Mapping[str, Any], used: set[str]) -> str:
    found = row.get("id")
    if not isinstance(found, str) or not ROW_ID.fullmatch(found) or found in used:
        return ""
    used.add(found)
    return found


def consolidated_lines(found: Any) -> list[dict[str, Any]]:
    """The lines of a consolidated section, as they came."""
    return [line for line in found if isinstance(line, dict)] if isinstance(found, list) else []


def mapping(found: Any) -> Mapping[str, Any]:
    """The mapping, or an empty one for anything else."""
    return found if isinstance(found, dict) else {}


def read_cell(form: CompiledForm, field: Field, raw: Any) -> Cell:
    """Read one field: a reading, or one for each side of a pair."""
    if raw is None:
        return BLANK_PAIR if field.pair else BLANK
    choices = form.choices.get(field.catalogue, _NONE)
    if not field.pair:
        return read(field, raw, choices)
    sides = mapping(raw)
    return {side: read(field, sides.get(side), choices) for side in SIDES}


def _row(form: CompiledForm, section: Section, raw: Mapping[str, Any], row_id: str) -> Row:
    cells = {field.code: read_cell(form, field, raw.get(field.code)) for field in section.fields}
    path = f"{section.code}.{row_id}" if row_id else section.code
    return Row(section, row_id, path, cells, blank=not any(map(_says_something, cells.values())))


def _says_something(cell: Cell) -> bool:
    if cell is BLANK or cell is BLANK_PAIR:
        return False
    if isinstance(cell, dict):
        return any(reading is not BLANK and reading.stored is not None for reading in cell.values())
    return cell.stored is not None
