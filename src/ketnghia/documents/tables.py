"""Any list as a workbook or as CSV, written row by row: the list of reports, the board, the assignments.

Rows hold text, whole numbers, decimals, dates, aware moments (shown in Vietnam time) or None (empty).
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import batched
from typing import BinaryIO, Final

from xlsxwriter import Workbook

from ketnghia.documents.breakdowns import Kind
from ketnghia.documents.sheets import Formats, Place, write_cell
from ketnghia.documents.wording import plain
from ketnghia.kernel.dates import TZ, vn_date

type Value = str | int | Decimal | date | datetime | None

# Rows go to a temporary file as they are written: a list of any length takes the same memory.
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_SHEET_NAME_LENGTH: Final = 31
_FORBIDDEN_IN_SHEET_NAMES: Final = str.maketrans("[]:*?/\\'", "        ")
# Without it Excel reads a CSV in the code page of the machine.
_BOM: Final = "\ufeff"
_ROWS_IN_A_CHUNK: Final = 500
# What a spreadsheet program takes for the beginning of a formula.
_FORMULA_SIGNS: Final = frozenset("=+-@＝＋－＠")


def table_xlsx(title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The bytes of a workbook, for lists that are not long."""
    written = BytesIO()
    write_xlsx(written, title, columns, rows)
    return written.getvalue()


def write_xlsx(
    file: BinaryIO | BytesIO, title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    """A workbook of one sheet: title, frozen heading with filter, one row for each row; text stays text."""
    with Workbook(file, _OPTIONS) as workbook:
        name = " ".join(plain(title).translate(_FORBIDDEN_IN_SHEET_NAMES).split())
        sheet = workbook.add_worksheet(name[:_SHEET_NAME_LENGTH] or None)
        place = Place(sheet, Formats.of(workbook))
        place.head(title, [])
        heading = place.row
        for at, label in enumerate(columns):
            sheet.write_string(heading, at, plain(label), place.formats.heading)
            sheet.set_column(at, at, 24)
        place.row += 1
        for row in rows:
            for at, value in enumerate(row):
                _write(place, at, value)
            place.row += 1
        sheet.freeze_panes(heading + 1, 1)
        sheet.autofilter(heading, 0, place.row - 1, len(columns) - 1)
        sheet.repeat_rows(heading)
        place.print_setup()


def csv_chunks(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """UTF-8 with a mark for Excel, chunk after chunk: dates as dd/mm/yyyy, numbers without grouping.

    A text that a spreadsheet program would take for a formula gets an apostrophe before it.
    """
    yield _BOM.encode() + _csv([[_harmless(label) for label in columns]])
    for some in batched(rows, _ROWS_IN_A_CHUNK):
        yield _csv([_csv_cell(value) for value in row] for row in some)


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    written = StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _csv_cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return _harmless(value)
        case datetime():
            return f"{vn_date(value)} {value.astimezone(TZ):%H:%M:%S}"
        case date():
            return vn_date(value)
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            return str(value)


def _harmless(text: str) -> str:
    text = plain(text)
    return f"'{text}" if text.lstrip()[:1] in _FORMULA_SIGNS or text[:1] in ("\t", "\r") else text


def _write(place: Place, at: int, value: Value) -> None:
    if isinstance(value, datetime):
        local = value.astimezone(TZ).replace(tzinfo=None)
        place.sheet.write_datetime(place.row, at, local, place.formats.moment)
    elif isinstance(value, date):
        place.sheet.write_datetime(place.row, at, value, place.formats.date)
    elif isinstance(value, int | Decimal):
        write_cell(place, at, Kind.QUANTITY, value)
    else:
        write_cell(place, at, Kind.TEXT, value or "")
