"""The years of the programme beside each other: the totals of each, and every line beside its neighbours.

Money in đồng. A year without a counted report says that it has none: it is never 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Final

from ketnghia.consolidation.figures import Consolidated, YearTotal
from ketnghia.consolidation.flat import Amounts, amounts
from ketnghia.consolidation.years import percent_change
from ketnghia.documents.breakdowns import GIVEN, INDEX, RECEIVED, Column, Kind, Table, money_columns
from ketnghia.documents.wording import UNKNOWN, Cell
from ketnghia.kernel.numbers import vn_number

NO_DATA: Final = "chưa có số liệu"
_TABLES: Final = {
    "total": "Tổng số",
    "received_total": "Tổng số địa phương báo nhận",
    "area": "Lĩnh vực",
    "district": "Huyện",
    "received": "Huyện báo nhận",
    "households": "Hộ được giúp theo huyện",
    "donor_kind": "Khối đơn vị",
    "money_source": "Nguồn vốn",
    "activity": "Hoạt động",
    "quantity": "Khối lượng hoạt động",
    "indicator": "Chỉ số",
    "donor": "Đơn vị giúp đỡ",
    "recipient": "Nơi được giúp",
    "recipient_received": "Xã báo nhận",
    "recipient_households": "Hộ được giúp theo xã",
}
_SHORT: Final = ("total", "received_total", "area", "district", "donor_kind", "money_source", "indicator")


def by_year(c: Consolidated) -> Table:
    """Every year of the programme; those without figures say so."""
    columns = (
        INDEX,
        Column("Năm", Kind.TEXT, 20),
        Column("Số báo cáo được tính", Kind.TEXT, 26),
        *money_columns(GIVEN),
        *money_columns(RECEIVED),
    )
    rows = tuple((index, *_year(each)) for index, each in enumerate(c.years.totals, start=1))
    return Table("Kinh phí các năm của chương trình", columns, rows)


def _year(each: YearTotal) -> tuple[Cell, ...]:
    if not each.has_data:
        return (str(each.year), NO_DATA, None, None, None, None)
    given, received = (each.actual, each.estimate), (each.received_actual, each.received_estimate)
    return (str(each.year), vn_number(each.reports), *given, *received)


def beside_years(c: Consolidated) -> Table:
    """The main lines beside the year before and the year after, as estimates of the whole year."""
    return _beside(c, (line for line in amounts(c) if line.by in _SHORT))


def all_beside_years(c: Consolidated) -> Table:
    """Every line of every table beside the year before and the year after."""
    return _beside(c, amounts(c))


def has_neighbours(c: Consolidated) -> bool:
    """Whether there is anything to stand beside the year."""
    return any(c.years.total_of(year).has_data for year in c.years.neighbours)


def _beside(c: Consolidated, lines: Iterable[Amounts]) -> Table:
    columns = (
        INDEX,
        Column("Dòng số liệu", Kind.TEXT, 70),
        Column("Bảng", Kind.TEXT, 40),
        *(Column(f"Năm {year}", Kind.QUANTITY, 34, "Ước cả năm") for year in _years(c)),
        *(Column(f"{later} so với {later - 1}", Kind.TEXT, 24, "Tăng, giảm") for later in _years(c)[1:]),
    )
    known = {(line.year, line.by, line.area, line.code): line.estimate for line in c.years.lines}
    for total in c.years.totals:
        known[total.year, "total", "", ""] = _number(total.estimate)
        known[total.year, "received_total", "", ""] = _number(total.received_estimate)
    rows = tuple(
        (index, line.label or _TABLES[line.by], _TABLES[line.by], *_amounts(c, line, known))
        for index, line in enumerate(lines, start=1)
    )
    return Table("So sánh với năm trước và năm sau", columns, rows)


def _amounts(
    c: Consolidated, line: Amounts, known: dict[tuple[int, str, str, str], Decimal | None]
) -> tuple[Cell, ...]:
    """The estimates of a line year by year, then by how much each year differs from the one before."""
    found: list[Decimal | None] = [
        line.estimate if year == c.year else known.get((year, *line.key)) for year in _years(c)
    ]
    changes = (percent_change(*pair) for pair in pairwise(found))
    shown: list[Cell] = [
        amount if c.years.total_of(year).has_data else NO_DATA
        for year, amount in zip(_years(c), found, strict=True)
    ]
    return (*shown, *(UNKNOWN if each is None else f"{vn_number(each)}%" for each in changes))


def _years(c: Consolidated) -> list[int]:
    return sorted({c.year, *c.years.neighbours})


def _number(amount: int | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)
