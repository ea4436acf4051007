"""A report is looked at together: remarks beside cells, answers, what changed, many accepted at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from ketnghia.comments.models import Comment
from ketnghia.reports.models import Report
from ketnghia.reports.states import State
from tests.journeys.road import PHONE, WIDE, Person, Road
from tests.world import REASON, again

pytestmark = pytest.mark.journey

CELL = "hoat_dong.r1.von_ngan_sach.estimate"
CELL_NAME = "Ngân sách cơ quan, địa phương – ước cả năm"
CELL_ID = "hoat_dong-r1-von_ngan_sach-estimate"


def test_a_remark_on_a_cell_is_answered_the_change_is_read_and_the_rest_accepted_at_once(road: Road) -> None:
    world = road.world
    report = world.brought_to(world.department, State.SUBMITTED)
    plain = world.drafted(world.business).content | {"waivers": {}}
    other = world.brought_to(world.business, State.SUBMITTED, plain)
    with road.person("ban.dieu-hanh") as board, road.person("so-y.nhap", width=PHONE) as unit:
        _ask_about_a_cell(board, report)
        board.give_back("Trả lại đơn vị", REASON)
        board.is_told("Đã trả lại đơn vị")
        _correct_and_answer(unit, report)
        _read_what_changed(unit, report)

        board.report(report)
        expect(board.page.locator("#y-kien")).to_contain_text("nay là 25 triệu đồng")
        board.press("Khép lại")
        expect(board.page.locator("#y-kien")).to_contain_text("đã khép")
        assert not Comment.objects.filter(reply_to=None, settled_at=None).exists()

        board.go("/bao-cao/?nam=2021")
        board.page.get_by_role("link", name="Chấp nhận hàng loạt").click()
        expect(board.page.get_by_role("checkbox", name=world.business.name)).to_be_checked()
        board.meets_no_barrier(WIDE, PHONE)
        board.press("Chấp nhận các báo cáo đã chọn")
        board.is_told("Đã chấp nhận 1 báo cáo.")
        assert again(other).state == State.ACCEPTED


def _ask_about_a_cell(board: Person, report: Report) -> None:
    page = board.report(report)
    page.locator(f"#{CELL_ID}").click()
    expect(page.locator("#y-kien")).to_contain_text(CELL_NAME)
    page.get_by_label(f"dòng 1: {CELL_NAME}").fill("Số này theo hợp đồng nào?")
    board.press("Gửi ý kiến")
    expect(page.locator(f"#{CELL_ID} .mark")).to_contain_text("1")
    board.meets_no_barrier()


def _correct_and_answer(unit: Person, report: Report) -> None:
    """From the duty's card to the list of what to correct, to the cell, and the answer beside it."""
    unit.go("/viec-can-lam/?nam=2021")
    unit.page.get_by_role("link", name="Còn 1 ý kiến chưa trả lời").click()
    expect(unit.page.get_by_role("heading", name="Những điều cần sửa")).to_be_visible()
    unit.meets_no_barrier(PHONE)
    filling = unit.entry(report)
    filling.section("hoat_dong")
    thread = unit.page.locator("#muc-hoat_dong .thread")
    thread.get_by_role("link", name="dòng 1").click()
    expect(filling.cell(CELL)).to_be_focused()
    filling.type(filling.cell(CELL), "25tr")
    filling.saved()
    unit.meets_no_barrier(PHONE)
    thread.get_by_text("Trả lời", exact=True).click()
    thread.get_by_label("Câu trả lời").fill("Hợp đồng 05, nay là 25 triệu đồng.")
    thread.get_by_role("button", name="Gửi trả lời").click()
    expect(thread).to_contain_text("Hợp đồng 05")


def _read_what_changed(unit: Person, report: Report) -> None:
    unit.go(f"/bao-cao/{report.pk}/so-sanh/")
    for told in ("25.000.000", "+5.000.000"):
        expect(unit.page.get_by_role("main")).to_contain_text(told)
    unit.meets_no_barrier(PHONE)
