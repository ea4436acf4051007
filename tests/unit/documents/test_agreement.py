"""The Word report, the workbook and the JSON say the same, to the đồng."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from ketnghia.consolidation.figures import Consolidated, Figure, Line
from ketnghia.documents import figures_json
from tests.unit.documents import reading
from tests.unit.documents.sample import YEAR_2021

BREAKDOWNS = [
    ("by_area", "Theo lĩnh vực", 1),
    ("by_donor_kind", "Theo khối", 3),
    ("by_money_source", "Theo nguồn vốn", 4),
]


def _lines(c: Consolidated, name: str) -> Sequence[Line]:
    lines: Sequence[Line] = getattr(c, name)
    return lines


@pytest.mark.parametrize(("name", "sheet", "at"), BREAKDOWNS)
def test_a_line_of_a_breakdown_is_the_same_figure_in_word_excel_and_json(
    name: str, sheet: str, at: int
) -> None:
    in_word = reading.tables(reading.report())[at]
    in_excel = {cells[1]: cells for cells in reading.values(reading.workbook(), sheet)}
    in_json = {line["code"]: line for line in json.loads(figures_json.to_bytes(YEAR_2021))[name]}
    for line in _lines(YEAR_2021, name):
        if not line.figure.is_reported:
            continue
        expected = [line.figure.actual, line.figure.estimate]
        assert [reading.dong(text) for text in reading.row(in_word, line.label)[2:]] == expected
        assert list(in_excel[line.label][2:4]) == expected
        assert [in_json[line.code]["actual"], in_json[line.code]["estimate"]] == expected


@pytest.mark.parametrize(("name", "sheet", "at"), BREAKDOWNS)
def test_every_breakdown_ends_in_the_total_of_the_year(name: str, sheet: str, at: int) -> None:
    expected = [YEAR_2021.totals.actual, YEAR_2021.totals.estimate]
    in_word = reading.tables(reading.report())[at]
    in_excel = {cells[1]: cells for cells in reading.values(reading.workbook(), sheet)}
    assert [reading.dong(text) for text in in_word[-1][2:]] == expected
    assert list(in_excel["Tổng cộng"][2:4]) == expected


def test_the_district_annex_agrees_with_the_workbook_and_the_json() -> None:
    in_word = reading.tables(reading.report())[5]
    in_excel = {cells[1]: cells for cells in reading.values(reading.workbook(), "Theo huyện")}
    in_json = figures_json.to_dict(YEAR_2021)["by_district"][0]
    word_row = [reading.dong(text) for text in reading.row(in_word, "Huyện Tây Giang")[2:]]
    assert word_row == [10, 412, 1_000_000_000, 2_000_000_000, 990_000_000, 1_980_000_000]
    assert list(in_excel["Huyện Tây Giang"][2:8]) == word_row
    assert [in_json["actual"], in_json["estimate"]] == word_row[2:4]
    assert [in_json["received"]["actual"], in_json["received"]["estimate"]] == word_row[4:]


def test_what_nobody_reported_is_a_dash_and_never_a_zero() -> None:
    in_word = reading.row(reading.tables(reading.report())[1], "Tuyên truyền, vận động")
    in_excel = {cells[1]: cells for cells in reading.values(reading.workbook(), "Theo lĩnh vực")}
    assert in_word[2:] == ["–", "–"]
    assert in_excel["Tuyên truyền, vận động"][2:4] == ("–", "–")
    assert "- Tuyên truyền, vận động: chưa có đơn vị nào báo cáo." in reading.texts(reading.report())


def test_a_zero_that_was_reported_is_a_zero() -> None:
    reported = Line("C", "Tuyên truyền, vận động", Figure(0, 0, (5,)))
    c = replace(YEAR_2021, by_area=(*YEAR_2021.by_area[:2], reported, YEAR_2021.by_area[3]))
    assert reading.row(reading.tables(reading.report(c))[1], reported.label)[2:] == ["0", "0"]


def test_money_that_no_line_holds_stands_in_a_row_of_its_own_so_that_totals_meet() -> None:
    c = replace(YEAR_2021, by_area=YEAR_2021.by_area[:2])
    in_word = reading.tables(reading.report(c))[1]
    in_excel = {cells[1]: cells for cells in reading.values(reading.workbook(c), "Theo lĩnh vực")}
    assert reading.row(in_word, "Chưa xác định")[2:] == ["200.000.000", "300.000.000"]
    assert in_excel["Chưa xác định"][2:4] == (200_000_000, 300_000_000)
    assert in_word[-1][2:] == ["1.234.567.891", "2.345.678.912"]
