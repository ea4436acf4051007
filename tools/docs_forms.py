"""The reference page of the report forms: their data dictionary, from the content folder."""

from collections.abc import Iterator
from pathlib import Path

from ketnghia.reportforms.content import read_definitions
from ketnghia.reportforms.definition import Check, Computed, Field, FormDefinition, Section

CONTENT = Path(__file__).resolve().parents[1] / "content" / "quang-nam-2020-2025"
ORDER = ("bieu-1", "bao-cao-xa", "bieu-2")


def forms_page() -> str:
    """Markdown: for each form its fields, computed columns, checks and thresholds."""
    definitions = read_definitions(CONTENT)
    lines = [
        "# Report forms",
        "",
        "Written by `python -m tools.docs` from `content/quang-nam-2020-2025/forms`; do not edit.",
        "A pair holds what was done to date (`actual`) and the estimate for the whole year (`estimate`).",
    ]
    for code in sorted(definitions, key=ORDER.index):
        lines += _form(definitions[code])
    return "\n".join(lines) + "\n"


def _form(form: FormDefinition) -> Iterator[str]:
    yield from ("", f"## {form.title}", "")
    yield f"`{form.code}`, version {form.number}, rests on `{form.basis}`. {form.purpose}"
    for section in form.sections:
        yield from _section(section)
    yield from (
        "",
        "### Checks",
        "",
        "| Code | Kind | Where | In order when | What is said |",
        "|---|---|---|---|---|",
    )
    yield from (_check(check) for check in form.checks)
    if form.parameters:
        yield from ("", "### Thresholds", "", "| Name | Value | Basis | Why |", "|---|---|---|---|")
    for one in form.parameters:
        yield f"| `{one.code}` | {one.value} {one.unit} | `{one.basis}` | {one.note} |"


def _section(section: Section) -> Iterator[str]:
    yield from ("", f"### {section.title}", "", f"`{section.code}`, {section.kind}. {section.hint}")
    if section.fields:
        yield from ("", "| Field | Label | Type | Feeds |", "|---|---|---|---|")
        yield from (_field(field) for field in section.fields)
        yield from (_computed(column) for column in section.computed)


def _field(field: Field) -> str:
    marks = [field.type.value]
    marks += [name for name in ("pair", "required", "signed") if getattr(field, name)]
    marks += [f"`{one}`" for one in (field.catalogue, field.organisations) if one]
    feeds = ", ".join(f"`{one}`" for one in (field.indicator, field.money_source) if one) or "–"
    return f"| `{field.code}` | {field.label} | {', '.join(marks)} | {feeds} |"


def _computed(column: Computed) -> str:
    marks = f"{column.type.value}{', pair' if column.pair else ''}, computed"
    return f"| `{column.code}` | {column.label} | {marks} | {_code(column.formula)} |"


def _check(check: Check) -> str:
    where = f"{check.section}.*.{check.at}" if check.section else check.at
    return f"| {check.code} | {check.severity} | `{where}` | {_code(check.expression)} | {check.message} |"


def _code(text: str) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`"
