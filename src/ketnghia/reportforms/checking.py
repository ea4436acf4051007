"""All findings of a content: what could not be read, what is missing, what the form's checks say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.kernel.findings import Finding, Severity
from ketnghia.reportforms.compiled import ALL_ROWS, CompiledCheck, CompiledChecks, CompiledForm
from ketnghia.reportforms.definition import Field, FieldType, SectionKind
from ketnghia.reportforms.document import BLANK_PAIR, Document, Row
from ketnghia.reportforms.reading import Reading
from ketnghia.reportforms.values import only, section_values
from ketnghia.rulebook.expressions import Environment, Expression, ExpressionError


@dataclass(frozen=True, slots=True)
class Lookups:
    """What a content may point at.

    ``organisations``: by the ``organisations`` key of a field, id → label. ``attachments``: the ids
    (lower-case UUID text) of the files of this report that are still there.
    """

    organisations: Mapping[str, Mapping[int, str]]
    attachments: frozenset[str] = frozenset()


def find_all(form: CompiledForm, document: Document, lookups: Lookups, *, year: int) -> tuple[Finding, ...]:
    """Every finding, in the order of the form; waived warnings are left out."""
    if document.nil_reason is not None:
        return tuple(_nil(form, document))
    found = [one for row in _rows(document) for one in _row_findings(row, lookups)]
    unread = {finding.path for finding in found if finding.code != "REQUIRED"}
    checked = [one for one in _checks(form, document, year) if one.path not in unread]
    told = {finding.path for finding in checked if finding.blocks}
    kept = [one for one in found if one.code != "REQUIRED" or one.path not in told]
    return tuple(one for one in (*kept, *checked) if not _is_waived(one, document.waivers))


def _rows(document: Document) -> Iterator[Row]:
    for rows in document.rows.values():
        for row in rows:
            if not row.blank or not row.id:
                yield row


def _nil(form: CompiledForm, document: Document) -> Iterator[Finding]:
    if not document.nil_reason:
        message = _(
            "Đã chọn “Không phát sinh” nhưng chưa nêu lý do. Viết một câu vì sao năm nay không có việc nào."
        )
        yield Finding("NIL_REASON", Severity.ERROR, "nil.reason", message)
    for section in form.definition.sections:
        if section.kind is SectionKind.ROWS and any(document.filled_rows(section.code)):
            message = _(
                "Báo cáo “Không phát sinh” nhưng mục này còn dòng số liệu. "
                "Xóa các dòng, hoặc bỏ chọn “Không phát sinh”."
            )
            yield Finding("NIL_WITH_ROWS", Severity.ERROR, section.code, message)


def _row_findings(row: Row, lookups: Lookups) -> Iterator[Finding]:
    for path, field, reading in row.readings():
        if reading.code:
            yield Finding(reading.code, Severity.ERROR, path, reading.message)
        elif reading.value is None:
            if field.required and not path.endswith(".actual"):
                message = _("Chưa có “%(label)s”. Ô này cần có trước khi nộp.") % {"label": field.label}
                yield Finding("REQUIRED", Severity.ERROR, path, message)
        else:
            yield from _pointers(path, field, reading, lookups)
    for field in row.section.fields:
        cell = row.cells[field.code]
        if isinstance(cell, dict) and cell is not BLANK_PAIR and not field.signed:
            yield from _pair(f"{row.path}.{field.code}.estimate", cell)


def _pointers(path: str, field: Field, reading: Reading, lookups: Lookups) -> Iterator[Finding]:
    if field.type is FieldType.ORGANISATION:
        known = lookups.organisations.get(field.organisations, {})
        if reading.value not in known:
            message = _(
                "Đơn vị này không nằm trong danh sách phân công của đơn vị. Chọn lại trong danh sách."
            )
            yield Finding("UNKNOWN_ORGANISATION", Severity.ERROR, path, message)
    elif isinstance(reading.value, tuple) and not lookups.attachments.issuperset(reading.value):
        message = _("Có tệp đính kèm không còn trên hệ thống. Bỏ tệp đó và tải lại.")
        yield Finding("UNKNOWN_ATTACHMENT", Severity.ERROR, path, message)


def _pair(path: str, cell: Mapping[str, Reading]) -> Iterator[Finding]:
    actual, estimate = cell["actual"].value, cell["estimate"].value
    if actual is None or cell["estimate"].code or isinstance(actual, str | tuple):
        return
    if estimate is None:
        message = _(
            "Đã ghi số thực hiện, chưa ghi ước cả năm. Nếu không làm thêm, ghi lại đúng số thực hiện."
        )
        yield Finding("ESTIMATE_MISSING", Severity.ERROR, path, message)
    elif not isinstance(estimate, str | tuple) and estimate < actual:
        message = _(
            "Ước cả năm nhỏ hơn số đã thực hiện. Ước cả năm gồm cả phần đã làm, nên phải bằng hoặc lớn hơn."
        )
        yield Finding("ESTIMATE_BELOW_ACTUAL", Severity.ERROR, path, message)


def _checks(form: CompiledForm, document: Document, year: int) -> Iterator[Finding]:
    sections = section_values(form, document)
    environment = _environment(form, sections, year)
    yield from _verdicts(form.form_checks, environment, "")
    for code, checks in form.row_checks.items():
        if checks.each and sections[code]:
            yield from _of_rows(code, checks, sections[code], environment)


def _of_rows(
    code: str, checks: CompiledChecks, rows: Sequence[Mapping[str, Any]], environment: Environment
) -> Iterator[Finding]:
    # An evaluation after a variable was set is the dear one: a list of rows once, not each row by itself.
    environment.set(ALL_ROWS, only(rows, checks.mentioned))
    if _holds(checks.of_all_rows, environment):
        return
    environment.set(ALL_ROWS, None)
    for row in rows:
        environment.set("row", only(row, checks.mentioned))
        yield from _verdicts(checks, environment, f"{code}.{row['id']}")


def _environment(form: CompiledForm, sections: Mapping[str, Any], year: int) -> Environment:
    """What the checks of every row see beside the row."""
    environment = Environment(
        {"param": form.parameters, "year": f"{year:04}", "previous_year": f"{year - 1:04}"}
    )
    mentioned = form.mentioned_of_sections
    read = {code: only(values, mentioned) for code, values in sections.items()}
    for code in read.keys() & form.wanted:
        environment.set(code, read[code])
    if "form" in form.wanted:
        environment.set("form", {code: values for code, values in read.items() if code in mentioned})
    return environment


def _verdicts(checks: CompiledChecks, environment: Environment, place: str) -> Iterator[Finding]:
    if _holds(checks.together, environment):
        return
    for one in checks.each:
        yield from _verdict(one, environment, ".".join(filter(None, (place, one.check.at))))


def _holds(expression: Expression, environment: Environment) -> bool:
    try:
        return expression.evaluate(environment) is True
    except ExpressionError:
        return False


def _verdict(one: CompiledCheck, environment: Environment, path: str) -> Iterator[Finding]:
    try:
        if one.expression.evaluate(environment) is not True:
            yield Finding(one.check.code, one.check.severity, path, one.check.message)
    except ExpressionError:
        message = _("Chưa kiểm tra được ô này với số liệu đang có. Xem lại các ô cùng dòng.")
        yield Finding(one.check.code, Severity.WARNING, path, message)


def _is_waived(finding: Finding, reasons: Mapping[str, str]) -> bool:
    if finding.blocks or not reasons:
        return False
    parts = finding.path.split(".")
    return any(f"{finding.code}@{'.'.join(parts[:size])}" in reasons for size in range(len(parts), 0, -1))
