"""Exports of lists: what a unit typed cannot act in the program that opens the file."""

import csv
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from tempfile import TemporaryFile

import openpyxl
import pytest

from ketnghia.documents.tables import Value, csv_chunks, table_xlsx, write_xlsx
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


def as_csv(rows: list[tuple[Value, ...]]) -> list[list[str]]:
    text = b"".join(csv_chunks(COLUMNS, rows)).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))


def test_a_csv_says_dates_the_vietnamese_way_and_numbers_plainly() -> None:
    heading, script, formula = as_csv(ROWS)
    assert heading == COLUMNS
    assert script == [sample.SCRIPT, "2", "04/03/2021", "24/11/2021 22:04:11"]
    assert formula == ["'" + sample.FORMULA, "2.5", "", ""]
    assert as_csv([(-5_000_000, Decimal("100.0000"))])[1] == ["-5000000", "100"]


def test_excel_is_told_that_a_csv_is_utf_8_and_told_once() -> None:
    assert b"".join(csv_chunks(COLUMNS, ROWS)).count("\ufeff".encode()) == 1
    assert next(csv_chunks(COLUMNS, [])).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+84 235", "-1", "@SUM(A1)", " =1+1", "\t=1+1", "\r=1", "＝1+1"])
def test_no_text_of_a_csv_is_a_formula(text: str) -> None:
    assert as_csv([(text,)])[1][0].startswith("'")


@pytest.mark.parametrize("text", ["Sở Y tế", "3 - 4", "a=b", "", "'đã có"])
def test_a_text_that_is_no_formula_is_left_alone(text: str) -> None:
    assert as_csv([(text, "x")])[1][0] == text


def many(count: int) -> Iterator[tuple[Value, ...]]:
    """Rows made one by one, like those of a query that is still being read."""
    for number in range(count):
        yield f"Đơn vị thứ {number}", number, date(2021, 3, 4), MOMENT


def test_a_csv_is_sent_before_it_is_read_to_the_end() -> None:
    read: list[int] = []

    def rows() -> Iterator[tuple[Value, ...]]:
        for number in range(10_000):
            read.append(number)
            yield (number,)

    chunks = csv_chunks(["Số"], rows())
    next(chunks)
    assert read == []
    next(chunks)
    assert 0 < len(read) < 1000


def csv_of(count: int) -> None:
    for _chunk in csv_chunks(COLUMNS, many(count)):
        pass


def xlsx_of(count: int) -> None:
    with TemporaryFile() as file:
        write_xlsx(file, "Danh sách", COLUMNS, many(count))


def peak_of(write: Callable[[int], None], count: int) -> int:
    """Bytes held at most while the table is written."""
    tracemalloc.start()
    write(count)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize("write", [csv_of, xlsx_of])
def test_a_table_ten_times_as_long_takes_no_more_memory(write: Callable[[int], None]) -> None:
    peak_of(write, 10)
    assert peak_of(write, 10_000) < peak_of(write, 1000) + 300_000
