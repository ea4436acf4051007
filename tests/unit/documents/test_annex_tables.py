"""The workbook: numbers are numbers, words are words, totals are formulas that already hold their value."""

from dataclasses import replace

import pytest

from ketnghia.consolidation.figures import Figure
from tests.unit.documents import reading, sample

SHEETS = [
    "Tổng hợp", "Theo lĩnh vực", "Theo huyện", "Theo khối", "Theo nguồn vốn", "Theo đơn vị", "Hoạt động",
    "Các năm", "Cạnh các năm", "Chưa nộp", "Nguồn số liệu",
]  # fmt: skip


def test_the_sheets_come_in_the_order_of_the_report() -> None:
    assert reading.workbook().sheetnames == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_prints_on_landscape_a4_one_page_wide(name: str) -> None:
    sheet = reading.workbook()[name]
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize or 0) == 9
    properties = sheet.sheet_properties.pageSetUpPr
    assert properties is not None
    assert properties.fitToPage
    # The format leaves a width of one page unwritten.
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


@pytest.mark.parametrize("name", SHEETS[1:])
def test_the_heading_of_a_list_stays_on_screen_and_repeats_in_print(name: str) -> None:
    sheet = reading.workbook()[name]
    assert sheet.freeze_panes
    assert sheet.print_title_rows


def test_totals_are_formulas_over_the_rows_and_hold_their_value() -> None:
    with_formulas = reading.values(reading.workbook(formulas=True), "Theo lĩnh vực")
    with_values = reading.values(reading.workbook(), "Theo lĩnh vực")
    at = next(at for at, cells in enumerate(with_formulas) if cells[1] == "Tổng cộng")
    assert with_formulas[at][2:4] == (f"=SUM(C{at - 3}:C{at})", f"=SUM(D{at - 3}:D{at})")
    assert with_values[at][2:4] == (1_234_567_891, 2_345_678_912)


def test_amounts_are_integers_shown_with_groups_the_vietnamese_way() -> None:
    sheet = reading.workbook()["Theo lĩnh vực"]
    cell = next(cells[2] for cells in sheet.iter_rows() if cells[1].value == "An sinh xã hội")
    assert cell.value == 200_000_000
    assert isinstance(cell.value, int)
    assert cell.number_format == "[$-42A]#,##0"


def test_the_annex_tables_hold_text_where_units_typed_formulas_and_markup() -> None:
    book = reading.workbook(formulas=True)
    typed = {cell.value: cell.data_type for sheet in book for cells in sheet.iter_rows() for cell in cells}
    assert typed[sample.FORMULA] == "s"
    assert typed[sample.SCRIPT] == "s"
    assert typed[sample.LONG] == "s"
    assert typed["Hội Chữ thập đỏ"] == "s"
    assert {str(value)[:5] for value, kind in typed.items() if kind == "f"} == {"=SUM("}


def test_quantities_keep_their_decimals() -> None:
    rows = {cells[1]: cells for cells in reading.values(reading.workbook(), "Hoạt động")}
    assert rows["Mô hình xây dựng mới"][4:6] == (12, 17.5)
    assert rows["Nhà ở xây mới"][4:6] == ("–", "–")


def test_the_total_stands_beside_what_recipients_say_and_is_not_added_to_it() -> None:
    rows = {cells[1]: cells for cells in reading.values(reading.workbook(), "Tổng hợp")}
    assert rows["Kinh phí đơn vị giúp đỡ báo cáo"][2:4] == (1_234_567_891, 2_345_678_912)
    assert rows["Kinh phí địa phương báo nhận (để đối chiếu)"][2:4] == (990_000_000, 1_980_000_000)


def test_every_reported_figure_names_its_revisions() -> None:
    rows = [cells[1:6] for cells in reading.values(reading.workbook(), "Nguồn số liệu")]
    assert ("Tổng", "", "Tổng kinh phí", 4, "3, 5, 8, 13") in rows
    assert ("Lĩnh vực", "B", "Xây dựng hệ thống chính trị", 1, "5") in rows
    assert ("Huyện, địa phương báo nhận", "504", "Huyện Tây Giang", 1, "21") in rows
    assert not [cells for cells in rows if cells[2] == "Tuyên truyền, vận động"]


def test_more_revisions_than_a_cell_holds_go_on_in_the_next_row() -> None:
    totals = Figure(1, 1, tuple(range(1, 4502)))
    rows = reading.values(reading.workbook(replace(sample.YEAR_2021, totals=totals)), "Nguồn số liệu")
    listed = [str(cells[5]) for cells in rows if cells[1] == "Tổng"]
    assert len(listed) == 3
    assert [int(revision) for cell in listed for revision in cell.split(", ")] == list(totals.revisions)


def test_invented_figures_say_so_on_every_sheet() -> None:
    book = reading.workbook(replace(sample.YEAR_2021, illustrative=True))
    assert {sheet["A2"].value for sheet in book} == {"SỐ LIỆU MINH HỌA, KHÔNG PHẢI SỐ LIỆU CHÍNH THỨC"}


def test_a_workbook_of_accepted_reports_only_says_so() -> None:
    book = reading.workbook(replace(sample.YEAR_2021, accepted_only=True))
    assert "gồm báo cáo đã được chấp nhận." in str(book["Theo khối"]["A2"].value)
