"""The expressions of a form: do they compile, name what exists, and give an answer on samples."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.reportforms.compiled import ComputedCycleError, ordered
from ketnghia.reportforms.content.files import ContentFile
from ketnghia.reportforms.content.problems import Place
from ketnghia.reportforms.content.samples import environments
from ketnghia.reportforms.definition import Check, FormDefinition, Scope, Section, SectionKind
from ketnghia.rulebook.expressions import Environment, Expression, ExpressionError, compile_expression

_TEXT = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'')
_MEMBER = re.compile(r"(?<![\w.])([a-z_]\w*)\.([a-z_]\w*)(?!\s*\()")


def check_expressions(file: ContentFile, definition: FormDefinition) -> None:
    """Tell every expression that is wrong; samples are only run when all compile."""
    compiled = {place: _compile(file, place, text) for place, text in _all(definition)}
    cycles = [section for section in definition.sections if _has_cycle(file, definition, section)]
    for place, text, names in _names(definition):
        _check_names(file, place, text, names)
    if any(one is None for one in compiled.values()) or cycles or file.problems:
        return
    for environment in environments(definition):
        for index, check in enumerate(definition.checks):
            expression = compiled[("check", index, "expression")]
            if expression is not None:
                _run(file, ("check", index, "expression"), check, expression, environment)


def _all(definition: FormDefinition) -> Iterator[tuple[Place, str]]:
    for number, section in enumerate(definition.sections):
        for index, column in enumerate(section.computed):
            yield ("section", number, "computed", index, "formula"), column.formula
    for index, check in enumerate(definition.checks):
        yield ("check", index, "expression"), check.expression


def _compile(file: ContentFile, place: Place, text: str) -> Expression | None:
    try:
        return compile_expression(text)
    except ExpressionError as problem:
        file.tell(place, problem.message)
        return None


def _has_cycle(file: ContentFile, definition: FormDefinition, section: Section) -> bool:
    try:
        ordered(section)
    except ComputedCycleError as problem:
        place = ("section", definition.sections.index(section), "computed")
        message = _("Các cột tính lẫn nhau thành vòng: %(codes)s.") % {"codes": problem}
        file.tell((*place, 0, "formula"), message)
        return True
    return False


def _names(definition: FormDefinition) -> Iterator[tuple[Place, str, dict[str, set[str]]]]:
    parameters = {parameter.code for parameter in definition.parameters}
    columns = {section.code: _columns(section) for section in definition.sections}
    single = {
        section.code: columns[section.code]
        for section in definition.sections
        if section.kind in {SectionKind.FIELDS, SectionKind.NARRATIVE}
    }
    shared = {"param": parameters, "form": set(columns)}
    for number, section in enumerate(definition.sections):
        for index, column in enumerate(section.computed):
            place: Place = ("section", number, "computed", index, "formula")
            yield place, column.formula, {"row": columns[section.code]}
    for index, check in enumerate(definition.checks):
        known = shared | ({"row": columns.get(check.section, set())} if check.scope is Scope.ROW else single)
        yield ("check", index, "expression"), check.expression, known


def _columns(section: Section) -> set[str]:
    typed = {field.code for field in section.fields}
    return typed | {column.code for column in section.computed} | {"id", "area"}


def _check_names(file: ContentFile, place: Place, text: str, names: dict[str, set[str]]) -> None:
    for owner, member in _MEMBER.findall(_TEXT.sub('""', text)):
        if owner in names and member not in names[owner]:
            message = _("Biểu thức dùng “%(name)s” không có.") % {"name": f"{owner}.{member}"}
            file.tell(place, message)


def _run(
    file: ContentFile,
    place: Place,
    check: Check,
    expression: Expression,
    environment: tuple[dict[str, Any], dict[str, list[Any]]],
) -> None:
    shared, rows = environment
    for row in rows.get(check.section, []) if check.scope is Scope.ROW else [None]:
        variables = Environment(shared if row is None else {**shared, "row": row})
        try:
            answer = expression.evaluate(variables)
        except ExpressionError as problem:
            if not _told(file, place):
                file.tell(place, problem.message)
            continue
        if not isinstance(answer, bool) and not _told(file, place):
            file.tell(place, _("Biểu thức phải cho kết quả đúng hoặc sai."))


def _told(file: ContentFile, place: Place) -> bool:
    line = file.locator.line(place)
    return any(problem.line == line for problem in file.problems)
