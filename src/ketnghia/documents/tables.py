"""Any list as a workbook: the board's export, the list of assignments.

Rows hold text, whole numbers, decimals, dates, aware moments (shown in Vietnam time) or None (empty).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook

from ketnghia.documents.breakdowns import Kind
from ketnghia.documents.sheets import Formats, Place, write_cell
from ketnghia.documents.wording import plain
from ketnghia.kernel.dates import TZ

type Value = str | int | Decimal | date | datetime | None

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_SHEET_NAME_LENGTH = 31
_FORBIDDEN_IN_SHEET_NAMES = str.maketrans("[]:*?/\\'", "        ")


def table_xlsx(title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A workbook of one sheet: title, frozen heading with filter, one row for each row; text stays text."""
    written = BytesIO()
    with Workbook(written, _OPTIONS | {"in_memory": True}) as workbook:
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
    return written.getvalue()


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
