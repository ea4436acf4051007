"""Reads the documents back as their readers would see them."""

from io import BytesIO

import docx as word
import openpyxl
from docx.document import Document
from openpyxl.workbook import Workbook

from ketnghia.consolidation.figures import Consolidated
from ketnghia.documents import annex_tables, provincial_report
from ketnghia.documents.letterhead import Letterhead
from tests.unit.documents import sample


def report(c: Consolidated = sample.YEAR_2021, letter: Letterhead = sample.LETTER) -> Document:
    """The provincial report, opened again."""
    return word.Document(BytesIO(provincial_report.docx(c, letter)))


def texts(document: Document) -> list[str]:
    """Every paragraph of the body, in order, tables left out."""
    return [paragraph.text for paragraph in document.paragraphs]


def tables(document: Document) -> list[list[list[str]]]:
    """Every table that holds figures, as rows of texts; the frames of the letter are left out."""
    bordered = [table for table in document.tables if table.style and table.style.name == "Table Grid"]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in bordered]


def row(table: list[list[str]], label: str) -> list[str]:
    """The row whose second cell is the label."""
    return next(cells for cells in table if cells[1] == label)


def workbook(c: Consolidated = sample.YEAR_2021, *, formulas: bool = False) -> Workbook:
    """The annex workbook, opened again: with cached values, or with its formulas."""
    return openpyxl.load_workbook(BytesIO(annex_tables.xlsx(c)), data_only=not formulas)


def values(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    """The rows of a sheet as values."""
    return [tuple(cells) for cells in book[sheet].iter_rows(values_only=True)]


def dong(text: str) -> int:
    """The integer that "1.234.567" spells."""
    return int(text.replace(".", ""))
