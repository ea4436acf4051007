"""A breakdown as a Word table: two-storey heading repeated on every page, numbers right, totals row."""

from itertools import groupby

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from ketnghia.documents.breakdowns import Column, Kind, Table
from ketnghia.documents.word import CENTRE, LEFT, RIGHT, element, side_margins, write
from ketnghia.documents.wording import Cell, shown

_ALIGNMENT = {Kind.INDEX: CENTRE, Kind.TEXT: LEFT, Kind.MONEY: RIGHT, Kind.QUANTITY: RIGHT}
_CELL_SIDE_MM = 1.2


def add_table(document: Document, table: Table, *, width: float, size: float) -> None:
    """Append the table, `width` mm wide, its text `size` points tall."""
    grouped = any(column.group for column in table.columns)
    depth = 2 if grouped else 1
    body = [*table.rows, table.totals] if table.totals else list(table.rows)
    word = document.add_table(rows=depth + len(body), cols=len(table.columns), style="Table Grid")
    _shape(word, table.columns, width)
    rows = list(word.rows)
    _head(rows[:depth], table.columns, size)
    for at, (row, values) in enumerate(zip(rows[depth:], body, strict=True)):
        _fill(row, table.columns, values, size=size, bold=at == len(table.rows))


def _shape(word: WordTable, columns: tuple[Column, ...], width: float) -> None:
    word.alignment = WD_TABLE_ALIGNMENT.CENTER
    word.autofit = False
    scale = width / sum(column.width for column in columns)
    for made, column in zip(word.columns, columns, strict=True):
        made.width = Mm(column.width * scale)
    side_margins(word, _CELL_SIDE_MM)


def _head(rows: list[_Row], columns: tuple[Column, ...], size: float) -> None:
    for row in rows:
        properties = row._tr.get_or_add_trPr()
        properties.append(element("cantSplit"))
        properties.append(element("tblHeader"))
    top = [row.cells for row in rows]
    at = 0
    for group, members in groupby(columns, key=lambda column: column.group):
        span = list(members)
        if group:
            _heading(top[0][at].merge(top[0][at + len(span) - 1]), group, size)
        for offset, column in enumerate(span, start=at):
            cell = top[-1][offset] if group else top[0][offset].merge(top[-1][offset])
            _heading(cell, column.label, size)
        at += len(span)


def _heading(cell: _Cell, label: str, size: float) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    write(cell.paragraphs[0], label, size=size, bold=True, align=CENTRE)


def _fill(
    row: _Row, columns: tuple[Column, ...], values: tuple[Cell, ...], *, size: float, bold: bool
) -> None:
    row._tr.get_or_add_trPr().append(element("cantSplit"))
    for cell, column, value in zip(row.cells, columns, values, strict=True):
        text = "" if bold and column.kind is Kind.INDEX else shown(value)
        paragraph = write(cell.paragraphs[0], text, size=size, bold=bold, align=_ALIGNMENT[column.kind])
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
