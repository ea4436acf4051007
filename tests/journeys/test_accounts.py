"""Point by point as it happens: accounts by the list, a letter's link, a password, a desk handed over."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import expect

from tests.journeys.road import PHONE, WIDE, Person, Road, sign_in_by_hand
from tests.world import PASSWORD

pytestmark = pytest.mark.journey

NEW: Final = "mot-cau-ngan-cua-rieng-toi"
_LIST: Final = "so y te\tNgười duyệt\tPhó giám đốc\nSở Mây\tnhập\tChuyên viên"


def letter_of(person: Person, username: str) -> str:
    """The link in a letter, as it would be read off the paper."""
    letter = person.page.locator("article.letter").filter(has_text=username)
    expect(letter).to_have_count(1)
    return letter.locator("li .letter__code").inner_text()


def set_password(person: Person, link: str) -> None:
    person.page.goto(link)
    boxes = person.page.locator("input[data-password]")
    boxes.nth(0).fill(NEW)
    boxes.nth(1).fill(NEW)
    person.page.get_by_label("Hiện mật khẩu").check()
    expect(boxes.nth(0)).to_have_attribute("type", "text")
    person.press("Đặt mật khẩu và đăng nhập")
    expect(person.page).to_have_url(f"{person.origin}/viec-can-lam/")


def test_accounts_from_the_list_to_the_successor(road: Road) -> None:
    draft = road.world.drafted(road.world.department)
    with road.person("ban.dieu-hanh") as board:
        board.go("/tai-khoan/cap/")
        board.page.get_by_label("Danh sách").fill(_LIST)
        board.press("Xem lại danh sách")
        expect(board.page.locator(".problems")).to_contain_text(
            "Dòng 2, cột “Đơn vị”: Không tìm thấy “Sở Mây”"
        )
        board.complaints.clear()  # the browser notes every 422
        board.page.get_by_label("Danh sách").fill(_LIST.replace("Sở Mây", "xa lang"))
        board.press("Xem lại danh sách")
        board.meets_no_barrier(WIDE)
        board.press("Cấp 2 tài khoản và mở thư để in")
        link = letter_of(board, "so-y.duyet-2")
        board.meets_no_barrier(PHONE)
    with road.visitor() as leader:
        set_password(leader, link)
        leader.go("/tai-khoan/don-vi/")
        leader.page.get_by_role("link", name="so-y.nhap", exact=True).click()
        leader.page.get_by_label("Chức danh của người mới").fill("Chuyên viên mới")
        leader.page.get_by_label("Tôi hiểu").check()
        with road.visitor() as leaver:
            sign_in_by_hand(leaver, "so-y.nhap")
            leader.press("Bàn giao")
            leader.is_told("Báo cáo đang dở: 1.")
            assert leaver.status_of("/viec-can-lam/") == 302
        successors = letter_of(leader, "so-y.nhap-2")
    with road.visitor() as again:
        again.page.goto(link)
        expect(again.page.get_by_role("heading", level=1)).to_have_text("Liên kết không dùng được")
    with road.visitor() as successor:
        set_password(successor, successors)
        successor.go(f"/bao-cao/{draft.pk}/nhap/")
        successor.go("/tai-khoan/")
        expect(successor.page.get_by_text("Đặt mật khẩu bằng liên kết")).to_be_visible()
        successor.meets_no_barrier(PHONE)
    assert not road.world.user("so-y.nhap").check_password(NEW)
    assert road.world.user("so-y.nhap").check_password(PASSWORD)
