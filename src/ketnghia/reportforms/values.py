"""What the expressions see: plain values with blanks as null, computed columns included."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from ketnghia.reportforms.compiled import SIDES, CompiledColumn, CompiledForm
from ketnghia.reportforms.definition import FieldType, SectionKind
from ketnghia.reportforms.document import Cell, Document, Row
from ketnghia.rulebook.expressions import Environment, ExpressionError, Result, entered

type Plain = dict[str, Any]


def row_values(form: CompiledForm, row: Row, formulas: Environment) -> Plain:
    """What checks read of one row: fields some check mentions, computed columns and its ``area``, if any."""
    plain = {code: _plain(cell, form.sides) for code, cell in row.cells.items() if code in form.mentioned}
    plain["id"] = row.id
    if form.area_fields.get(row.section.code):
        plain["area"] = area_of(form, row)
    if form.columns[row.section.code]:
        plain |= computed_row(form, row, formulas, form.sides)
    return plain


def computed_row(
    form: CompiledForm, row: Row, formulas: Environment, sides: Collection[str] = SIDES
) -> Plain:
    """The computed columns of one row, as floats; None where a formula has no answer."""
    done: Plain = {}
    for column in form.columns[row.section.code]:
        inputs = {
            name: done[name] if name in done else _plain(row.cells[name], sides)
            for name in column.needs
            if name in done or name in row.cells
        }
        done[column.column.code] = _computed(column, inputs, formulas, sides)
    return done


def area_of(form: CompiledForm, row: Row) -> str | None:
    """Code of the row's area: the parent of its activity, or the area chosen itself."""
    code = form.area_fields.get(row.section.code)
    chosen = row.value(code) if code else None
    if not code or not isinstance(chosen, str):
        return None
    catalogue = row.section.field(code).catalogue
    item = form.choices[catalogue].by_code.get(chosen)
    if item is None:
        return None
    return item.parent_code if catalogue == "activities" else item.code


def section_values(form: CompiledForm, document: Document) -> dict[str, Any]:
    """Every section as the expressions see it: a map, or a list of rows that hold something."""
    formulas = Environment({})
    found: dict[str, Any] = {}
    for section in form.definition.sections:
        if section.kind is SectionKind.CONSOLIDATED:
            found[section.code] = entered(document.consolidated[section.code])
        elif section.kind is SectionKind.ROWS:
            rows = document.filled_rows(section.code)
            found[section.code] = [row_values(form, row, formulas) for row in rows]
        else:
            found[section.code] = row_values(form, document.rows[section.code][0], formulas)
    return found


def only(values: Any, mentioned: Collection[str]) -> Any:
    """A section (a map, or a list of rows) with nothing but the members mentioned."""
    if isinstance(values, list):
        return [only(row, mentioned) for row in values]
    return {name: value for name, value in values.items() if name in mentioned}


def computed_values(form: CompiledForm, document: Document) -> dict[str, dict[str, Any]]:
    """By row path, the computed columns: đồng and counts as int, quantities as float, None if unknown."""
    formulas = Environment({})
    found: dict[str, dict[str, Any]] = {}
    for code, columns in form.columns.items():
        if not columns:
            continue
        for row in document.filled_rows(code):
            plain = computed_row(form, row, formulas)
            found[row.path] = {one.column.code: _rounded(one, plain[one.column.code]) for one in columns}
    return found


def _plain(cell: Cell, sides: Collection[str]) -> Any:
    if isinstance(cell, dict):
        return {side: _entered(cell[side].value) for side in sides}
    return _entered(cell.value)


def _entered(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | Decimal):
        return float(value)
    return list(value)


def _computed(column: CompiledColumn, inputs: Plain, formulas: Environment, sides: Collection[str]) -> Any:
    if not column.column.pair:
        return _evaluate(column, inputs, formulas)
    return {side: _evaluate(column, _project(inputs, side), formulas) for side in sides}


def _project(inputs: Plain, side: str) -> Plain:
    return {code: value[side] if isinstance(value, dict) else value for code, value in inputs.items()}


def _evaluate(column: CompiledColumn, inputs: Plain, formulas: Environment) -> Result:
    formulas.set("row", inputs)
    try:
        return column.expression.evaluate(formulas)
    except ExpressionError:
        # A blank the formula does not guard against: the sum is unknown, not zero.
        return None


def _rounded(column: CompiledColumn, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {side: _rounded(column, one) for side, one in value.items()}
    if isinstance(value, float) and column.column.type is not FieldType.QUANTITY:
        return round(value)
    return value
