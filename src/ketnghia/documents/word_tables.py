"""A breakdown as a Word table: two-storey heading repeated on every page, numbers right, totals row."""

from copy import deepcopy
from itertools import groupby

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from ketnghia.documents.breakdowns import Column, Kind, Table
from ketnghia.documents.word import CENTRE, LEFT, RIGHT, element, fix_widths, side_margins, write
from ketnghia.documents.wording import UNKNOWN, Cell, shown

_ALIGNMENT = {Kind.INDEX: CENTRE, Kind.TEXT: LEFT, Kind.MONEY: RIGHT, Kind.QUANTITY: RIGHT}
_CELL_SIDE_MM = 1.2


def add_table(document: Document, table: Table, *, width: float, size: float) -> None:
    """Append the table, `width` mm wide, its text `size` points tall."""
    depth = 2 if any(column.group for column in table.columns) else 1
    word = document.add_table(rows=depth + 2, cols=len(table.columns), style="Table Grid")
    _shape(word, table.columns, width)
    *heading, body, totals = word.rows
    _head(heading, table.columns, size)
    _rows(body, table, size)
    if table.totals is None:
        word._tbl.remove(totals._tr)
    else:
        _dress(totals, table.columns, size=size, bold=True)
        _fill(totals._tr, ("", *table.totals[1:]))


def _shape(word: WordTable, columns: tuple[Column, ...], width: float) -> None:
    word.alignment = WD_TABLE_ALIGNMENT.CENTER
    scale = width / sum(column.width for column in columns)
    fix_widths(word, [column.width * scale for column in columns])
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


def _rows(pattern: _Row, table: Table, size: float) -> None:
    # One row is dressed and copied: dressing each anew takes fifteen times as long.
    _dress(pattern, table.columns, size=size, bold=False)
    for values in table.rows:
        row = deepcopy(pattern._tr)
        _fill(row, values)
        pattern._tr.addprevious(row)
    pattern._tr.getparent().remove(pattern._tr)


def _dress(row: _Row, columns: tuple[Column, ...], *, size: float, bold: bool) -> None:
    row._tr.get_or_add_trPr().append(element("cantSplit"))
    for cell, column in zip(row.cells, columns, strict=True):
        paragraph = write(cell.paragraphs[0], UNKNOWN, size=size, bold=bold, align=_ALIGNMENT[column.kind])
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _fill(row: CT_Row, values: tuple[Cell, ...]) -> None:
    for text, value in zip(row.iter(qn("w:t")), values, strict=True):
        text.text = " ".join(shown(value).split())
