"""A form definition made ready to run: expressions compiled, lists indexed, columns put in order.

Done once per definition and process; everything here may be shared between threads.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ketnghia.kernel.text import fold
from ketnghia.reportforms.definition import (
    Check,
    Computed,
    FieldType,
    FormDefinition,
    Item,
    Scope,
    Section,
    SectionKind,
)
from ketnghia.rulebook.expressions import Expression, compile_expression

SIDES = ("actual", "estimate")
# No section can have this code.
ALL_ROWS = "_rows"
AREA_CATALOGUES = ("activities", "areas")
_COLUMN = re.compile(r"\brow\.([a-z_][a-z0-9_]*)")
_MENTION = re.compile(r"""\.\s*([A-Za-z_]\w*)|\[\s*["'](\w+)["']""")
# A member's name with a side behind it.
_SIDE = re.compile(r"\.\s*[A-Za-z_]\w*\s*\.\s*(actual|estimate)\b")
# A check that reads nothing else needs no section handed over.
_BESIDE_SECTIONS = frozenset({"row", "param", "year", "previous_year"})


class ComputedCycleError(ValueError):
    """Computed columns that need one another; the text names them."""


@dataclass(frozen=True, slots=True)
class CompiledCheck:
    """A check with its program."""

    check: Check
    expression: Expression


@dataclass(frozen=True, slots=True)
class CompiledChecks:
    """The checks of one place, and ``together``: true exactly when each of them is.

    Nearly every content that is sent off is in order, which one evaluation tells instead of ten. In a
    section with rows ``of_all_rows`` says so of all of them, and ``mentioned`` are the member names read.
    """

    each: tuple[CompiledCheck, ...]
    together: Expression
    of_all_rows: Expression
    mentioned: frozenset[str]


@dataclass(frozen=True, slots=True)
class CompiledColumn:
    """A computed column with its program and the columns it needs."""

    column: Computed
    expression: Expression
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """A list by code, and by folded label so that a pasted label is understood."""

    by_code: Mapping[str, Item]
    by_label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """What the rooms of the engine share about one definition.

    ``columns`` are the computed columns of each section, each after those it needs. ``area_fields`` names
    the field of a section whose choice tells the area. Handing values to the evaluator costs more than
    evaluating, so nothing else is: ``wanted`` are the variables checks read, ``mentioned`` every member name
    in them, ``mentioned_of_sections`` those in checks that look beyond their row, ``sides`` the sides of a
    pair they read.
    """

    definition: FormDefinition
    choices: Mapping[str, Choices]
    columns: Mapping[str, tuple[CompiledColumn, ...]]
    area_fields: Mapping[str, str]
    form_checks: CompiledChecks
    row_checks: Mapping[str, CompiledChecks]
    parameters: Mapping[str, int | str]
    wanted: frozenset[str]
    mentioned: frozenset[str]
    mentioned_of_sections: frozenset[str]
    sides: tuple[str, ...]


_READY: dict[str, CompiledForm] = {}


def compiled(definition: FormDefinition) -> CompiledForm:
    """The compiled form, made at first use and kept by the definition's hash.

    Raises ExpressionError or ComputedCycleError; a definition that passed ``content check`` raises neither.
    """
    ready = _READY.get(definition.sha256)
    if ready is None:
        ready = _READY[definition.sha256] = compile_form(definition)
    return ready


def compile_form(definition: FormDefinition) -> CompiledForm:
    """Compile without keeping the result."""
    checks = tuple(CompiledCheck(check, compile_expression(check.expression)) for check in definition.checks)
    return CompiledForm(
        definition=definition,
        choices={name: _choices(items) for name, items in definition.catalogues.items()},
        columns={section.code: _columns(section) for section in definition.sections},
        area_fields={section.code: area_field(section) for section in definition.sections},
        form_checks=_together(one for one in checks if one.check.scope is Scope.FORM),
        row_checks={
            section.code: _together(
                one for one in checks if one.check.scope is Scope.ROW and one.check.section == section.code
            )
            for section in definition.sections
            if section.kind is SectionKind.ROWS
        },
        parameters={parameter.code: parameter.value for parameter in definition.parameters},
        wanted=frozenset(name for one in checks for name in one.expression.variables),
        mentioned=_mentioned(checks),
        mentioned_of_sections=_mentioned(
            one for one in checks if not _BESIDE_SECTIONS.issuperset(one.expression.variables)
        ),
        sides=_sides(definition, checks),
    )


def _together(checks: Iterable[CompiledCheck]) -> CompiledChecks:
    each = tuple(checks)
    text = " && ".join(f"({one.check.expression})" for one in each)
    return CompiledChecks(
        each,
        together=compile_expression(text or "true"),
        of_all_rows=compile_expression(f"{ALL_ROWS}.all(row, {text or 'true'})"),
        mentioned=_mentioned(each),
    )


def _mentioned(checks: Iterable[CompiledCheck]) -> frozenset[str]:
    return frozenset(
        dotted or quoted for one in checks for dotted, quoted in _MENTION.findall(one.check.expression)
    )


def _sides(definition: FormDefinition, checks: Iterable[CompiledCheck]) -> tuple[str, ...]:
    """The sides named in checks, and in formulas that read pairs; both where a pair is read as a whole."""
    columns = [column for section in definition.sections for column in section.computed]
    texts = [one.check.expression for one in checks]
    texts += [column.formula for column in columns if not column.pair]
    pairs = {column.code for column in columns if column.pair}
    pairs |= {field.code for section in definition.sections for field in section.fields if field.pair}
    named: set[str] = set()
    for text in texts:
        named.update(_SIDE.findall(text))
        mentions = (dotted or quoted for dotted, quoted in _MENTION.findall(_SIDE.sub("", text)))
        if not pairs.isdisjoint(mentions):
            return SIDES
    return tuple(side for side in SIDES if side in named)


def area_field(section: Section) -> str:
    """Code of the choice that gives a row its area; empty when there is none."""
    for catalogue in AREA_CATALOGUES:
        for field in section.fields:
            if field.type is FieldType.CHOICE and field.catalogue == catalogue:
                return field.code
    return ""


def ordered(section: Section) -> tuple[Computed, ...]:
    """The computed columns, each after those it needs. Raises ComputedCycleError."""
    waiting = {column.code: column for column in section.computed}
    done: list[Computed] = []
    while waiting:
        free = [
            column
            for column in waiting.values()
            if not (set(_COLUMN.findall(column.formula)) & waiting.keys())
        ]
        if not free:
            raise ComputedCycleError(", ".join(sorted(waiting)))
        done.extend(waiting.pop(column.code) for column in free)
    return tuple(done)


def _columns(section: Section) -> tuple[CompiledColumn, ...]:
    return tuple(
        CompiledColumn(
            column, compile_expression(column.formula), tuple(dict.fromkeys(_COLUMN.findall(column.formula)))
        )
        for column in ordered(section)
    )


def _choices(items: tuple[Item, ...]) -> Choices:
    return Choices(
        by_code={item.code: item for item in items},
        by_label={fold(item.label): item.code for item in items},
    )
