"""How the campaign stands, what the year adds up to, where a figure comes from, and the three documents."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import expect

from ketnghia.kernel.money import dong
from ketnghia.reports.models import Report
from tests.db.consolidation.campaign import activities_of, in_every_state, with_form2
from tests.journeys.road import Person, Road

pytestmark = pytest.mark.journey

BOARD = "/dieu-hanh/2021/"
YEAR = "/tong-hop/2021/"
PARTS = ("by_area", "by_district", "by_donor_kind", "by_money_source")


def given(report: Report, side: str) -> int:
    """What a donor's report says it gave, added up here by hand."""
    rows = activities_of(report.content)
    return sum(row[field][side] or 0 for row in rows for field in row if field.startswith("von_"))


def test_the_board_answers_who_must_report_who_has_and_who_is_silent(road: Road) -> None:
    in_every_state(road.world)
    with road.person("ban.dieu-hanh") as board:
        board.go("/")
        expect(board.page).to_have_url(board.origin + BOARD)
        expect(board.page.get_by_role("heading", name="Còn 6 ngày")).to_be_visible()
        units = board.page.locator("#don-vi tbody tr")
        for label, standing in (("Đã nộp", "Đã nộp"), ("Im lặng", "Chưa bắt đầu")):
            tile = board.page.locator(".tiles li").filter(has_text=label)
            number = int(tile.locator(".tile__number").inner_text())
            tile.get_by_role("link").click()
            expect(board.page.locator(".filter-bar__count")).to_have_text(f"{number} báo cáo")
            assert number > 0
            expect(units.filter(has_text=standing).first).to_be_visible()
        board.meets_no_barrier()


def test_the_board_is_narrowed_by_name_without_marks_and_by_state(road: Road) -> None:
    in_every_state(road.world)
    with road.person("ban.dieu-hanh") as board:
        page = board.go(BOARD)
        page.get_by_label("Tên đơn vị").fill("so y te")
        page.get_by_role("button", name="Lọc").click()
        row = page.locator("#don-vi tbody tr")
        expect(row).to_have_count(1)
        expect(row).to_contain_text("Đã chấp nhận")
        page.get_by_label("Trạng thái", exact=True).select_option(label="Bị trả lại")
        page.get_by_role("button", name="Lọc").click()
        expect(page.get_by_text("Không có đơn vị nào như vậy")).to_be_visible()
        page.get_by_role("link", name="Bỏ lọc", exact=True).click()
        expect(row.nth(5)).to_be_visible()


def test_a_figure_opens_into_the_reports_the_rows_and_the_frozen_submission(road: Road) -> None:
    reports = in_every_state(road.world)
    counted = [reports["accepted"], reports["submitted"]]
    with road.person("ban.dieu-hanh") as board:
        page = board.go(YEAR)
        total = sum(given(each, "actual") for each in counted)
        page.get_by_role("region", name="Thực hiện đến ngày chốt").get_by_role("link").click()
        drawer = page.get_by_role("dialog")
        expect(drawer).to_contain_text(dong(total))
        for report in counted:
            expect(drawer).to_contain_text(dong(given(report, "estimate")))
        source = drawer.locator("section.traced").filter(has_text=road.world.department.name)
        source.get_by_role("link", name="Xem").click()
        rows = source.get_by_role("table").locator("tbody tr")
        expect(rows).to_have_count(amounts_in(counted[0]))
        board.meets_no_barrier()
        rows.first.get_by_role("link", name="bản nộp").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Bản nộp lần 1")
        expect(page.get_by_role("main")).to_contain_text("Bản này đã đóng băng")
        board.meets_no_barrier()


def amounts_in(report: Report) -> int:
    """How many amounts of money the report states."""
    return sum(field.startswith("von_") for row in activities_of(report.content) for field in row)


def test_the_consolidated_year_can_be_read_by_everybody_at_both_widths(road: Road) -> None:
    in_every_state(road.world)
    with_form2(road.world)
    with road.person("ubnd.theo-doi") as observer:
        for path in (BOARD, YEAR, YEAR + "?chi-chap-nhan=1", "/bao-cao/", "/phan-cong/", "/van-ban/"):
            observer.go(path)
            observer.meets_no_barrier()


def test_word_workbook_and_json_say_what_the_screen_says_to_the_dong(road: Road, tmp_path: Path) -> None:
    reports = in_every_state(road.world)
    with_form2(road.world)
    with road.person("ban.dieu-hanh") as board:
        page = board.go(YEAR)
        screen = page.content()
        told = json.loads(downloaded(board, "JSON", tmp_path))
        word = _words(downloaded(board, "Word", tmp_path))
        sheet = _numbers(downloaded(board, "Excel", tmp_path))
    counted = [reports["accepted"], reports["submitted"]]
    for side in ("actual", "estimate"):
        assert told["totals"][side] == sum(given(each, side) for each in counted)
        parts = [told["totals"], *(line for name in PARTS for line in told[name])]
        for amount in (part[side] for part in parts if part["revisions"]):
            assert f"{dong(amount)} đồng" in screen
            assert dong(amount) in word
            assert amount in sheet
    for name in PARTS:
        assert sum(line["actual"] for line in told[name]) == told["totals"]["actual"]


def downloaded(board: Person, name: str, folder: Path) -> bytes:
    with board.page.expect_download() as waited:
        board.page.get_by_role("link", name=name, exact=True).click()
    kept = folder / waited.value.suggested_filename
    waited.value.save_as(kept)
    return kept.read_bytes()


def _words(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _numbers(content: bytes) -> set[Any]:
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return {value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}
