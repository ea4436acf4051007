"""The years beside each other in Word, Excel and JSON; a year without figures says that it has none."""

from __future__ import annotations

import json
from typing import Any

from ketnghia.documents import figures_json
from ketnghia.documents.years_tables import NO_DATA, all_beside_years, beside_years, by_year
from tests.unit.documents import reading
from tests.unit.documents.sample import WITH_YEARS, YEAR_2021
from tests.unit.documents.test_figures_json import VALIDATOR


def test_every_year_has_its_row_and_a_year_without_reports_no_figure() -> None:
    rows = by_year(WITH_YEARS).rows
    assert rows[0][1:] == ("2020", NO_DATA, None, None, None, None)
    assert rows[1][1:] == ("2021", "4", 1_234_567_891, 2_345_678_912, 990_000_000, 1_980_000_000)
    assert rows[2][1:] == ("2022", "2", 500_000_000, 1_172_839_456, None, None)


def test_a_line_stands_beside_its_neighbours_with_the_change_where_both_are_known() -> None:
    table = beside_years(WITH_YEARS)
    labels = [column.label for column in table.columns[3:]]
    assert labels == ["Năm 2020", "Năm 2021", "Năm 2022", "2021 so với 2020", "2022 so với 2021"]
    lines = {(row[2], row[1]): row[3:] for row in table.rows}
    area = lines["Lĩnh vực", "Hỗ trợ phát triển kinh tế – xã hội"]
    assert area == (NO_DATA, 2_000_000_002, 1_000_000_001, "–", "-50%")
    assert lines["Lĩnh vực", "Xây dựng hệ thống chính trị"] == (NO_DATA, 45_678_910, None, "–", "–")
    assert lines["Tổng số", "Tổng số"] == (NO_DATA, 2_345_678_912, 1_172_839_456, "–", "-50%")
    assert lines["Chỉ số", "Hộ nghèo được giúp đỡ"] == (NO_DATA, 1600, 1200, "–", "-25%")


def test_the_workbook_holds_every_line_the_report_the_main_ones() -> None:
    assert len(all_beside_years(WITH_YEARS).rows) > len(beside_years(WITH_YEARS).rows)
    book = reading.workbook(WITH_YEARS)
    cells = {value for row in reading.values(book, "Cạnh các năm") for value in row}
    assert {NO_DATA, 1_000_000_001, 1200} <= cells
    assert NO_DATA in {value for row in reading.values(book, "Các năm") for value in row}


def test_the_report_says_which_years_have_no_figures() -> None:
    report = reading.report(WITH_YEARS)
    assert any("Chưa có số liệu trên hệ thống: năm 2020." in text for text in reading.texts(report))
    assert "Phụ lục V" in reading.texts(report)
    years = next(table for table in reading.tables(report) if table[0][1] == "Năm")
    assert reading.row(years, "2020")[2] == NO_DATA
    assert "Phụ lục V" not in reading.texts(reading.report(YEAR_2021))


def test_the_json_has_null_and_never_zero_for_a_year_without_reports() -> None:
    content: dict[str, Any] = json.loads(figures_json.to_bytes(WITH_YEARS))
    assert [error.message for error in VALIDATOR.iter_errors(content)] == []
    assert content["years"][0] == {
        "year": 2020,
        "reports": 0,
        "actual": None,
        "estimate": None,
        "received": {"actual": None, "estimate": None},
    }
    assert content["beside"][1] == {
        "year": 2022,
        "table": "indicator",
        "area": "",
        "code": "poor_households",
        "actual": "1000",
        "estimate": "1200",
    }
