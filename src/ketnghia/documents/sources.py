"""Which revisions stand behind each figure, as a table."""

from collections.abc import Iterator
from itertools import batched

from ketnghia.consolidation.figures import Consolidated, Figure
from ketnghia.documents.breakdowns import INDEX, Column, Kind, Table
from ketnghia.documents.wording import Cell

# A cell of a workbook holds 32,767 characters at most.
_IDS_IN_A_CELL = 2000


def figures(c: Consolidated) -> Iterator[tuple[str, str, str, Figure]]:
    """Every figure of the year with the breakdown it belongs to, its code and its label."""
    yield ("Tổng", "", "Tổng kinh phí", c.totals)
    for name, lines in (
        ("Lĩnh vực", c.by_area),
        ("Huyện", c.by_district),
        ("Khối đơn vị", c.by_donor_kind),
        ("Nguồn vốn", c.by_money_source),
        ("Đơn vị giúp đỡ", c.by_donor),
        ("Hoạt động", c.by_activity),
    ):
        for line in lines:
            yield (name, line.code, line.label, line.figure)
    for district in c.by_district:
        yield ("Huyện, địa phương báo nhận", district.code, district.label, district.received)


def sources(c: Consolidated) -> Table:
    """One row for each figure that somebody reported; a very long list of ids goes on in the next row."""
    rows: list[tuple[Cell, ...]] = []
    for name, code, label, figure in figures(c):
        for ids in batched(figure.revisions, _IDS_IN_A_CELL):
            listed = ", ".join(map(str, ids))
            rows.append((len(rows) + 1, name, code, label, len(figure.revisions), listed))
    columns = (
        INDEX,
        Column("Bảng", Kind.TEXT, 40),
        Column("Mã", Kind.TEXT, 44),
        Column("Dòng", Kind.TEXT, 60),
        Column("Số bản nộp", Kind.QUANTITY, 20),
        Column("Mã các bản nộp", Kind.TEXT, 90),
    )
    return Table("Nguồn của từng số liệu", columns, tuple(rows))
