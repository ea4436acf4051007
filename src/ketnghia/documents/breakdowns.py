"""The tables of a consolidated year, described once for the Word report and the workbook alike.

Money is in đồng. A cell is None where nobody reported. The totals row sums the columns shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ketnghia.consolidation.figures import UNPLACED_LABEL, Consolidated, Figure, Line, total
from ketnghia.documents.wording import ACTUAL, ESTIMATE, UNKNOWN, Cell

GIVEN = "Kinh phí đơn vị giúp đỡ báo cáo (đồng)"
RECEIVED = "Kinh phí địa phương báo nhận (đồng)"
MONEY = "Kinh phí (đồng)"
QUANTITY = "Khối lượng"


class Kind(StrEnum):
    """What a column holds: a running number, words, đồng, a quantity."""

    INDEX = "index"
    TEXT = "text"
    MONEY = "money"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, the heading above it shared with its neighbours, relative width, summed or not."""

    label: str
    kind: Kind
    width: float
    group: str = ""
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in the order of the columns, and the totals row (None: nothing to add up)."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] | None = None


INDEX = Column("TT", Kind.INDEX, 10)


def money_columns(group: str, width: float = 36) -> tuple[Column, Column]:
    """The pair of columns of an amount: done until closing, estimate of the year."""
    return (
        Column(ACTUAL, Kind.MONEY, width, group, summed=True),
        Column(ESTIMATE, Kind.MONEY, width, group, summed=True),
    )


def _unsummed(group: str) -> tuple[Column, Column]:
    actual, estimate = money_columns(group)
    return (replace(actual, summed=False), replace(estimate, summed=False))


def cells(figure: Figure) -> tuple[int | None, int | None]:
    """The two cells of a figure; None where nobody reported and nothing is counted."""
    return (figure.actual, figure.estimate) if figure.is_known else (None, None)


def remainder(figures: Iterable[Figure], totals: Figure) -> tuple[Figure, ...]:
    """The money of the total that no figure of a breakdown holds: one figure, or none when they agree.

    Printed as a row of its own, so that every breakdown meets the total and a gap is seen.
    """
    held = total(figures)
    rest = Figure(totals.actual - held.actual, totals.estimate - held.estimate, totals.revisions)
    return (rest,) if rest.actual or rest.estimate else ()


def _table(title: str, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
    numbered = tuple((index, *row) for index, row in enumerate(rows, start=1))
    return Table(title, columns, numbered, _totals(columns, numbered))


def _totals(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> tuple[Cell, ...] | None:
    if not any(column.summed for column in columns):
        return None
    return (None, "Tổng cộng", *(_column_sum(columns[at], at, rows) for at in range(2, len(columns))))


def _column_sum(column: Column, at: int, rows: tuple[tuple[Cell, ...], ...]) -> Cell:
    if not column.summed:
        return ""
    known = [value for row in rows if isinstance(value := row[at], int)]
    return sum(known) if known else None


def _lines(title: str, heading: str, lines: Sequence[Line], totals: Figure) -> Table:
    columns = (INDEX, Column(heading, Kind.TEXT, 78), *money_columns(MONEY))
    rows: list[tuple[Cell, ...]] = [(line.label, *cells(line.figure)) for line in lines]
    rest = remainder((line.figure for line in lines), totals)
    return _table(title, columns, rows + [(UNPLACED_LABEL, *cells(figure)) for figure in rest])


def overall(c: Consolidated) -> Table:
    """The total as the donors report it, and beside it what the recipients say they received."""
    columns = (INDEX, Column("Số liệu", Kind.TEXT, 78), *_unsummed(MONEY))
    received = total(line.received for line in c.by_district)
    rows: list[tuple[Cell, ...]] = [
        ("Kinh phí đơn vị giúp đỡ báo cáo", *cells(c.totals)),
        ("Kinh phí địa phương báo nhận (để đối chiếu)", *cells(received)),
    ]
    return _table("Tổng số", columns, rows)


def by_area(c: Consolidated) -> Table:
    return _lines("Kinh phí theo lĩnh vực hỗ trợ", "Lĩnh vực", c.by_area, c.totals)


def by_donor_kind(c: Consolidated) -> Table:
    return _lines("Kinh phí theo khối đơn vị giúp đỡ", "Khối đơn vị", c.by_donor_kind, c.totals)


def by_money_source(c: Consolidated) -> Table:
    return _lines("Kinh phí theo nguồn vốn", "Nguồn vốn", c.by_money_source, c.totals)


def by_district_money(c: Consolidated) -> Table:
    return _lines("Kinh phí theo huyện được nhận kết nghĩa", "Huyện", c.by_district, c.totals)


def by_district(c: Consolidated) -> Table:
    """Districts with what they say they received beside, never added to, what donors gave."""
    columns = (
        INDEX,
        Column("Huyện", Kind.TEXT, 46),
        Column("Số xã", Kind.QUANTITY, 16, summed=True),
        Column("Số hộ được giúp (xã báo)", Kind.QUANTITY, 25, summed=True),
        *money_columns(GIVEN),
        *money_columns(RECEIVED),
    )
    rows: list[tuple[Cell, ...]] = [
        (line.label, line.communes, line.households, *cells(line.figure), *cells(line.received))
        for line in c.by_district
    ]
    rest = remainder((line.figure for line in c.by_district), c.totals)
    rows += [(UNPLACED_LABEL, None, None, *cells(figure), None, None) for figure in rest]
    return _table("Kết quả theo huyện được nhận kết nghĩa", columns, rows)


def by_donor(c: Consolidated) -> Table:
    columns = (
        INDEX,
        Column("Đơn vị giúp đỡ", Kind.TEXT, 70),
        Column("Khối đơn vị", Kind.TEXT, 36),
        Column("Huyện được giúp", Kind.TEXT, 42),
        Column("Trạng thái báo cáo", Kind.TEXT, 26),
        *money_columns(MONEY, 32),
    )
    rows: list[tuple[Cell, ...]] = [
        (d.label, d.kind_label, ", ".join(d.district_labels) or UNKNOWN, d.state_label, *cells(d.figure))
        for d in c.by_donor
    ]
    rest = remainder((line.figure for line in c.by_donor), c.totals)
    rows += [(UNPLACED_LABEL, "", "", "", *cells(figure)) for figure in rest]
    return _table("Kết quả theo đơn vị giúp đỡ", columns, rows)


def by_activity(c: Consolidated) -> Table:
    areas = {line.code: line.label for line in c.by_area}
    columns = (
        INDEX,
        Column("Hoạt động", Kind.TEXT, 72),
        Column("Lĩnh vực", Kind.TEXT, 42),
        Column("Đơn vị tính", Kind.TEXT, 20),
        Column(ACTUAL, Kind.QUANTITY, 22, QUANTITY),
        Column(ESTIMATE, Kind.QUANTITY, 22, QUANTITY),
        *money_columns(MONEY, 32),
    )
    rows: list[tuple[Cell, ...]] = [
        (a.label, areas.get(a.area, a.area), a.unit, a.quantity_actual, a.quantity_estimate, *cells(a.figure))
        for a in c.by_activity
    ]
    rest = remainder((line.figure for line in c.by_activity), c.totals)
    rows += [(UNPLACED_LABEL, "", "", None, None, *cells(figure)) for figure in rest]
    return _table("Kết quả theo hoạt động hỗ trợ", columns, rows)


def missing(c: Consolidated) -> Table:
    columns = (
        INDEX,
        Column("Đơn vị", Kind.TEXT, 56),
        Column("Khối đơn vị", Kind.TEXT, 32),
        Column("Diện báo cáo", Kind.TEXT, 24),
        Column("Biểu", Kind.TEXT, 18),
        Column("Ghi chú", Kind.TEXT, 24),
    )
    rows = ((m.organisation, m.kind_label, m.obligation_label, m.form, m.verdict) for m in c.missing)
    return _table("Danh sách đơn vị chưa nộp báo cáo", columns, rows)


def by_state(c: Consolidated) -> dict[str, int]:
    """Reports by state in the order of the labels; a labelled state without reports counts 0."""
    return dict.fromkeys(c.report_labels, 0) | dict(c.reports)


def reports(c: Consolidated) -> Table:
    columns = (
        INDEX,
        Column("Trạng thái", Kind.TEXT, 90),
        Column("Số báo cáo", Kind.QUANTITY, 30, summed=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (str(c.report_labels.get(state, state)), count) for state, count in by_state(c).items()
    ]
    return _table("Tình trạng báo cáo", columns, rows)


def indicators(c: Consolidated) -> Table:
    columns = (
        INDEX,
        Column("Chỉ số", Kind.TEXT, 70),
        Column("Đơn vị tính", Kind.TEXT, 24),
        Column(ACTUAL, Kind.QUANTITY, 28, QUANTITY),
        Column(ESTIMATE, Kind.QUANTITY, 28, QUANTITY),
    )
    rows = ((i.label, i.unit, i.actual, i.estimate) for i in c.indicators)
    return _table("Kết quả không phải tiền", columns, rows)
