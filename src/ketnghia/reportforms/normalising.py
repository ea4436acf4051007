"""What is kept of a content that came in: typed values stored, unknown keys dropped."""

from collections.abc import Mapping
from typing import Any

from ketnghia.reportforms.compiled import CompiledForm
from ketnghia.reportforms.definition import Section, SectionKind
from ketnghia.reportforms.document import (
    consolidated_lines,
    identified,
    mapping,
    nil_reason,
    read_cell,
    waivers,
)


def normalised(form: CompiledForm, content: Mapping[str, Any]) -> dict[str, Any]:
    """The content as it is stored: every section there, known keys only, values in their stored shape."""
    sections = mapping(content.get("sections"))
    reason = nil_reason(content)
    return {
        "nil": None if reason is None else {"reason": reason},
        "sections": {
            section.code: _section(form, section, sections.get(section.code))
            for section in form.definition.sections
        },
        "waivers": waivers(form, content),
    }


def blank_content(form: CompiledForm) -> dict[str, Any]:
    """A content nobody has touched."""
    return normalised(form, {})


def _section(form: CompiledForm, section: Section, found: Any) -> Any:
    if section.kind is SectionKind.CONSOLIDATED:
        return consolidated_lines(found)
    if section.kind is SectionKind.ROWS:
        return [{"id": row_id, **_row(form, section, row)} for row_id, row in identified(found)]
    return _row(form, section, mapping(found))


def _row(form: CompiledForm, section: Section, raw: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for field in section.fields:
        if field.code not in raw:
            continue
        cell = read_cell(form, field, raw[field.code])
        if isinstance(cell, dict):
            kept[field.code] = {side: reading.stored for side, reading in cell.items()}
        else:
            kept[field.code] = cell.stored
    return kept
