"""Money of one report, per area and per money source."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from ketnghia.reportforms.compiled import CompiledForm
from ketnghia.reportforms.definition import Field, FieldType
from ketnghia.reportforms.document import Document, Row
from ketnghia.reportforms.reading import Reading
from ketnghia.reportforms.states import Indicator
from ketnghia.reportforms.values import area_of


class SumLine(NamedTuple):
    """One area or money source; đồng."""

    code: str
    label: str
    actual: int
    estimate: int


class Total(NamedTuple):
    """Everything; đồng."""

    actual: int
    estimate: int


class Amount(NamedTuple):
    """One amount of a report, with where it belongs; blank counts as nothing to add."""

    area: str
    money_source: str
    actual: int
    estimate: int


@dataclass(frozen=True, slots=True)
class Sums:
    """All areas and all sources of the form's lists, in their order, zeros included."""

    by_area: list[SumLine]
    by_money_source: list[SumLine]
    total: Total


def add_up(form: CompiledForm, document: Document) -> Sums:
    """Sum the amounts of support of a document; a nil report sums to nothing."""
    amounts = [] if document.nil_reason is not None else list(_amounts(form, document))
    return Sums(
        by_area=_lines(form, "areas", [(one.area, one) for one in amounts]),
        by_money_source=_lines(form, "money_sources", [(one.money_source, one) for one in amounts]),
        total=Total(sum(one.actual for one in amounts), sum(one.estimate for one in amounts)),
    )


def _lines(form: CompiledForm, catalogue: str, amounts: list[tuple[str, Amount]]) -> list[SumLine]:
    actual: defaultdict[str, int] = defaultdict(int)
    estimate: defaultdict[str, int] = defaultdict(int)
    for code, amount in amounts:
        actual[code] += amount.actual
        estimate[code] += amount.estimate
    items = form.definition.catalogues.get(catalogue, ())
    return [SumLine(item.code, item.label, actual[item.code], estimate[item.code]) for item in items]


def _amounts(form: CompiledForm, document: Document) -> Iterator[Amount]:
    for lines in document.consolidated.values():
        yield from (
            _consolidated(line) for line in lines if line.get("indicator") == Indicator.SUPPORT_AMOUNT
        )
    for section in form.definition.sections:
        fields = [field for field in section.fields if field.indicator == Indicator.SUPPORT_AMOUNT]
        for row in document.filled_rows(section.code) if fields else ():
            yield from (_amount(form, row, field) for field in fields)


def _consolidated(line: dict[str, Any]) -> Amount:
    return Amount(
        str(line.get("area") or ""),
        str(line.get("money_source") or ""),
        int(line.get("actual") or 0),
        int(line.get("estimate") or 0),
    )


def _amount(form: CompiledForm, row: Row, field: Field) -> Amount:
    cell = row.cells[field.code]
    sides = cell if isinstance(cell, dict) else {"actual": cell, "estimate": cell}
    return Amount(
        area_of(form, row) or "",
        field.money_source or _chosen_source(row),
        _dong(sides["actual"]),
        _dong(sides["estimate"]),
    )


def _chosen_source(row: Row) -> str:
    for field in row.section.fields:
        if field.type is FieldType.CHOICE and field.catalogue == "money_sources":
            return str(row.value(field.code) or "")
    return ""


def _dong(reading: Reading) -> int:
    return reading.value if isinstance(reading.value, int) else 0
