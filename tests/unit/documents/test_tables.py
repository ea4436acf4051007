"""Exports of lists: what a unit typed cannot act in the program that opens the file."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl

from ketnghia.documents.tables import Value, table_xlsx
from tests.unit.documents import sample

COLUMNS = ["Đơn vị", "Số xã", "Từ ngày", "Lần cuối"]
MOMENT = datetime(2021, 11, 24, 15, 4, 11, tzinfo=UTC)
ROWS: list[tuple[Value, ...]] = [
    (sample.SCRIPT, 2, date(2021, 3, 4), MOMENT),
    (sample.FORMULA, Decimal("2.5"), None, None),
]


def test_the_workbook_keeps_words_as_words_and_dates_as_dates() -> None:
    sheet = openpyxl.load_workbook(BytesIO(table_xlsx("Phân công: 2021/2022", COLUMNS, ROWS))).worksheets[0]
    assert sheet.title == "Phân công 2021 2022"
    assert [cell.value for cell in sheet[2]] == COLUMNS
    assert (sheet["A3"].value, sheet["A4"].value) == (sample.SCRIPT, sample.FORMULA)
    assert sheet["A4"].data_type == "s"
    assert sheet["C3"].value == datetime(2021, 3, 4)  # noqa: DTZ001 -- a spreadsheet knows no zones
    assert sheet["D3"].value == datetime(2021, 11, 24, 22, 4, 11)  # noqa: DTZ001 -- the same
    assert sheet["B4"].value == 2.5


def test_the_heading_of_the_workbook_is_frozen_and_filters() -> None:
    sheet = openpyxl.load_workbook(BytesIO(table_xlsx("Phân công", COLUMNS, ROWS))).worksheets[0]
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:D4"


def test_an_empty_list_is_still_a_workbook_with_its_heading() -> None:
    sheet = openpyxl.load_workbook(BytesIO(table_xlsx("Phân công", COLUMNS, []))).worksheets[0]
    assert [cell.value for cell in sheet[2]] == COLUMNS
