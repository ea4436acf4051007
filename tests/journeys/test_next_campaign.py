"""Next year's campaign from the copy to the printed dispatch, in the browsers of the Board and of a unit."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.journeys.road import PHONE, WIDE, Person, Road

pytestmark = pytest.mark.journey

ROOT = "/dot-bao-cao/"


def save(board: Person, part: str) -> None:
    board.press(f"Lưu phần “{part}”")
    board.is_told(f"Đã lưu phần “{part}”")


def tab(board: Person, name: str) -> Page:
    board.page.get_by_role("navigation", name="Các bước của đợt").get_by_role("link", name=name).click()
    return board.page


def test_the_board_copies_changes_weighs_previews_and_opens_next_year_s_campaign(
    road: Road, tmp_path: Path
) -> None:
    with road.person("ban.dieu-hanh") as board:
        page = board.go("/")
        page.get_by_role("link", name="Chuẩn bị đợt năm 2022").click()
        board.press("Lập đợt mới")
        board.is_told("Đã lập đợt năm 2022 theo đợt năm 2021")
        _change(board)
        _weigh(road, board)
        _preview(road, board)
        _open(board)
        _print(road, board, tmp_path)
    with road.person("so-y.nhap") as unit:
        page = unit.go("/viec-can-lam/")
        coming = page.get_by_role("region", name="Đợt sắp tới")
        expect(coming).to_contain_text("mở nhập từ 01/11/2022")
        expect(coming.get_by_role("button", name="Bắt đầu báo cáo")).to_have_count(0)
        unit.meets_no_barrier(PHONE)
        page = unit.go("/thong-bao/")
        expect(page.get_by_role("main")).to_contain_text("Đợt báo cáo năm 2022 đã mở")


def _change(board: Person) -> None:
    """A later last day, first impossible, then right; a business must; the clerk's number."""
    page = board.page
    page.get_by_label("Đến hết ngày").fill("31/11/2022")
    board.press("Lưu phần “Thời gian”")
    expect(page.get_by_text("Ngày 31/11/2022 không có trong lịch")).to_be_visible()
    # The browser tells its console of every answer that refuses.
    board.complaints.clear()
    page.get_by_label("Đến hết ngày").fill("15/12/2022")
    save(board, "Thời gian")
    line = page.get_by_role("group", name="Doanh nghiệp", exact=True)
    line.get_by_label("Nghĩa vụ").select_option(label="phải")
    save(board, "Ai báo cáo")
    board.meets_no_barrier()


def _weigh(road: Road, board: Person) -> None:
    """Every consequence is a number, every number a list; the sentence that no longer fits is told."""
    page = tab(board, "Hệ quả")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Công văn mở đợt chưa có số.")
    expect(main).to_contain_text("Câu về thời gian nhập không nhắc ngày 15/12/2022")
    expect(main).to_contain_text("Thời gian nhập dài 45 ngày; đợt năm 2021 là 30 ngày.")
    page.get_by_role("link", name="Từ khuyến khích thành phải").click()
    expect(page.locator("#don-vi tbody tr")).to_have_count(1)
    expect(page.locator("#don-vi tbody tr")).to_contain_text(road.world.business.name)
    board.meets_no_barrier()
    page.get_by_role("link", name="Công văn mở đợt chưa có số.").click()
    page.get_by_label("Số văn bản").fill("512/BDT-CS")
    page.get_by_label("Ngày ban hành").fill("15/11/2021")
    page.get_by_label("Thời gian nhập", exact=True).fill("Từ ngày 01/11/2022 đến hết ngày 15/12/2022.")
    save(board, "Công văn mở đợt và câu được dẫn")


def _preview(road: Road, board: Person) -> None:
    """As a business: its own commune can be chosen, nothing is saved."""
    page = tab(board, "Xem thử biểu")
    page.get_by_label("Biểu mẫu").select_option(label="Biểu số 1")
    page.get_by_label("Loại đơn vị").select_option(label="Doanh nghiệp")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.get_by_text(f"Bản xem thử như {road.world.business.name} sẽ thấy")).to_be_visible()
    helped = page.locator(".entry-preview").get_by_label("Xã, huyện được giúp").first
    helped.select_option(label=road.world.commune1.name)
    assert road.world.commune2.name not in helped.inner_text()
    board.meets_no_barrier()


def _open(board: Person) -> None:
    page = tab(board, "Mở đợt")
    expect(page.get_by_role("main")).to_contain_text("15/12/2022 (Thứ Năm), 45 ngày")
    board.meets_no_barrier(WIDE)
    board.press("Mở đợt năm 2022")
    board.is_told("Đã mở đợt năm 2022")
    expect(page.get_by_role("heading", name="Chưa mở nhập; mở từ 01/11/2022.")).to_be_visible()
    page.goto(board.origin + "/")
    expect(page).to_have_url(f"{board.origin}/dieu-hanh/2021/")


def _print(road: Road, board: Person, folder: Path) -> None:
    page = board.go(f"{ROOT}2022/cong-van/")
    expect(page.get_by_role("main")).to_contain_text("Số: 512/BDT-CS")
    expect(page.get_by_role("main")).to_contain_text(road.world.business.name)
    board.meets_no_barrier(PHONE)
    with page.expect_download() as waited:
        page.get_by_role("link", name="Word").click()
    kept = folder / "cong-van.docx"
    waited.value.save_as(kept)
    document = Document(BytesIO(kept.read_bytes()))
    listed = [row.cells[1].text for row in document.tables[-1].rows]
    assert road.world.business.name in listed
    page = board.go(f"{ROOT}2022/")
    expect(page.get_by_role("main")).to_contain_text("mở đợt lúc")
    board.meets_no_barrier(WIDE)
