"""Breakdowns on a worksheet: frozen two-storey heading, Vietnamese number format, totals as SUM formulas."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from ketnghia.documents.breakdowns import Column, Kind, Table
from ketnghia.documents.wording import UNKNOWN, Cell, plain

# The language tag makes spreadsheet programs that honour it show 1.234.567 whatever their own language.
WHOLE = "[$-42A]#,##0"
QUANTITY = "[$-42A]#,##0.##"
_A4 = 9
_MM_PER_CHARACTER = 1.9
_LINE_HEIGHT, _TALLEST_ROW = 15, 409
_ALIGNMENT = {Kind.INDEX: "center", Kind.TEXT: "left", Kind.MONEY: "right", Kind.QUANTITY: "right"}


@dataclass(frozen=True, slots=True)
class Formats:
    """The looks a workbook needs, made once."""

    title: Format
    note: Format
    caption: Format
    heading: Format
    date: Format
    moment: Format
    body: dict[tuple[Kind, bool, bool], Format]

    @classmethod
    def of(cls, workbook: Workbook) -> "Formats":
        """Register the formats; body formats are keyed by kind, bold, and whether the number is whole."""
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
        cell = base | {"border": 1, "text_wrap": True}
        return cls(
            title=workbook.add_format(base | {"bold": True, "font_size": 14}),
            note=workbook.add_format(base | {"italic": True}),
            caption=workbook.add_format(base | {"bold": True, "font_size": 12}),
            heading=workbook.add_format(cell | {"bold": True, "align": "center", "bg_color": "#E8EAF2"}),
            date=workbook.add_format(cell | {"num_format": "dd/mm/yyyy"}),
            moment=workbook.add_format(cell | {"num_format": "hh:mm:ss dd/mm/yyyy"}),
            body={
                (kind, bold, whole): workbook.add_format(
                    cell
                    | {"align": align, "bold": bold, "num_format": _number_format(kind, whole=whole)}
                    | ({"indent": 1} if kind is Kind.TEXT else {})
                )
                for kind, align in _ALIGNMENT.items()
                for bold in (False, True)
                for whole in (False, True)
            },
        )


def _number_format(kind: Kind, *, whole: bool) -> str:
    if kind is Kind.TEXT:
        return "@"
    return WHOLE if whole else QUANTITY


@dataclass(slots=True)
class Place:
    """A worksheet being written, and its next empty row."""

    sheet: Worksheet
    formats: Formats
    row: int = field(default=0)

    def head(self, title: str, notes: Sequence[str]) -> None:
        """The title and its notes at the top of the sheet, one line each."""
        for text, look in ((title, self.formats.title), *((note, self.formats.note) for note in notes)):
            self.sheet.write_string(self.row, 0, plain(text), look)
            self.row += 1

    def print_setup(self) -> None:
        """A4, landscape, one page wide, page number at the foot."""
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        self.sheet.set_footer("&C&P/&N")


def write_table(place: Place, table: Table, *, freeze: bool) -> None:
    """Write caption, heading, rows and totals; with `freeze` the heading stays and repeats in print."""
    place.row += 1
    place.sheet.write_string(place.row, 0, plain(table.title), place.formats.caption)
    place.row += 1
    first_heading = place.row
    _headings(place, table.columns)
    first = place.row
    if freeze:
        place.sheet.freeze_panes(first, 2)
        place.sheet.repeat_rows(first_heading, first - 1)
    for row in table.rows:
        for at, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            write_cell(place, at, column.kind, value)
        _fit_height(place, table.columns, row)
        place.row += 1
    if table.totals is not None:
        _totals(place, table, first)
    for at, column in enumerate(table.columns if freeze else ()):
        place.sheet.set_column(at, at, column.width / _MM_PER_CHARACTER)
    if not freeze:
        place.sheet.set_column(1, 1, 40)
        place.sheet.set_column(2, len(table.columns), 22)


def _fit_height(place: Place, columns: tuple[Column, ...], texts: Sequence[Cell]) -> None:
    # Not every spreadsheet program grows a row by itself when its wrapped text needs more lines.
    needed = max(
        ceil(len(str(text)) * _MM_PER_CHARACTER / column.width)
        for column, text in zip(columns, texts, strict=True)
        if column.kind is Kind.TEXT or text is column.label
    )
    if needed > 1:
        place.sheet.set_row(place.row, min(needed * _LINE_HEIGHT, _TALLEST_ROW))


def _headings(place: Place, columns: tuple[Column, ...]) -> None:
    look, top = place.formats.heading, place.row
    grouped = any(column.group for column in columns)
    at = 0
    for group, members in groupby(columns, key=lambda column: column.group):
        span = list(members)
        if group:
            place.sheet.merge_range(top, at, top, at + len(span) - 1, plain(group), look)
        for offset, column in enumerate(span, start=at):
            if grouped and not group:
                place.sheet.merge_range(top, offset, top + 1, offset, plain(column.label), look)
            else:
                place.sheet.write_string(top + bool(group), offset, plain(column.label), look)
        at += len(span)
    place.row += 1 if grouped else 0
    _fit_height(place, columns, [column.label for column in columns])
    place.row += 1


def write_cell(place: Place, at: int, kind: Kind, value: Cell, *, bold: bool = False) -> None:
    """Write one cell of the current row: numbers as numbers, everything else as text."""
    whole = isinstance(value, int) or (isinstance(value, Decimal) and value == value.to_integral_value())
    look = place.formats.body[kind, bold, whole]
    if value is None:
        place.sheet.write_string(place.row, at, UNKNOWN, look)
    elif isinstance(value, str):
        place.sheet.write_string(place.row, at, plain(value), look)
    else:
        place.sheet.write_number(place.row, at, value, look)


def _totals(place: Place, table: Table, first: int) -> None:
    for at, (column, value) in enumerate(zip(table.columns, table.totals or (), strict=True)):
        if column.kind is Kind.INDEX:
            write_cell(place, at, column.kind, "", bold=True)
        elif column.summed and isinstance(value, int):
            formula = f"=SUM({xl_range(first, at, place.row - 1, at)})"
            look = place.formats.body[column.kind, True, True]
            place.sheet.write_formula(place.row, at, formula, look, value)
        else:
            write_cell(place, at, column.kind, value, bold=True)
    place.row += 1
