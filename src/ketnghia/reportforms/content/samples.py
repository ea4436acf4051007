"""Samples of content to try expressions on: nothing filled, almost nothing, everything."""

from typing import Any

from ketnghia.reportforms.compiled import CompiledForm, compile_form
from ketnghia.reportforms.definition import Field, FieldType, FormDefinition, Section, SectionKind
from ketnghia.reportforms.document import read_document
from ketnghia.reportforms.values import section_values

_UUID = "00000000-0000-4000-8000-000000000001"
_YEAR = 2021

type Sample = tuple[dict[str, Any], dict[str, list[Any]]]


def environments(definition: FormDefinition) -> list[Sample]:
    """For each sample: the variables shared by all checks, and the rows by section."""
    form = compile_form(definition)
    return [
        _environment(form, {"sections": {}}),
        _environment(form, _content(definition, fields=1)),
        _environment(form, _content(definition, fields=1000)),
    ]


def filled_content(definition: FormDefinition) -> dict[str, Any]:
    """A content with a value in every field and one row in every section of rows."""
    return _content(definition, fields=1000)


def _environment(form: CompiledForm, content: dict[str, Any]) -> Sample:
    sections = section_values(form, read_document(form, content))
    shared = {
        **sections,
        "form": sections,
        "param": form.parameters,
        "year": f"{_YEAR}",
        "previous_year": f"{_YEAR - 1}",
    }
    return shared, {code: rows for code, rows in sections.items() if isinstance(rows, list)}


def _content(definition: FormDefinition, *, fields: int) -> dict[str, Any]:
    return {
        "sections": {section.code: _section(definition, section, fields) for section in definition.sections}
    }


def _section(definition: FormDefinition, section: Section, fields: int) -> Any:
    if section.kind is SectionKind.CONSOLIDATED:
        return []
    row = {field.code: _value(definition, field) for field in section.fields[:fields]}
    return [{"id": "r1", **row}] if section.kind is SectionKind.ROWS else row


def _value(definition: FormDefinition, field: Field) -> Any:
    value = _single(definition, field)
    return {"actual": value, "estimate": value} if field.pair else value


def _single(definition: FormDefinition, field: Field) -> Any:
    match field.type:
        case FieldType.INTEGER:
            return 2
        case FieldType.VND:
            return 1_000_000
        case FieldType.QUANTITY:
            return "1.5"
        case FieldType.DATE:
            return f"{_YEAR}-03-01"
        case FieldType.CHOICE:
            items = definition.catalogues.get(field.catalogue, ())
            return items[0].code if items else None
        case FieldType.ORGANISATION:
            return 1
        case FieldType.FILE:
            return [_UUID]
        case _:
            return "Ví dụ"
