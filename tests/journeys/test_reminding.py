"""Six days before the end: the silent are found, marked by keyboard, reminded, and hear of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from ketnghia.accounts.models import User
from ketnghia.notices.models import OutgoingMail
from ketnghia.reports.models import Reminder, ReportingDuty
from ketnghia.reports.states import State
from tests.journeys.road import Road

pytestmark = pytest.mark.journey


def test_the_silent_are_marked_and_reminded_and_who_has_reported_is_not(road: Road) -> None:
    world = road.world
    User.objects.filter(username="so-y.nhap").update(email="so-y.nhap@example.com")
    world.brought_to(world.city, State.SUBMITTED)
    with road.person("ban.dieu-hanh") as board:
        page = board.go("/dieu-hanh/2021/")
        expect(page.get_by_role("heading", name="Còn 6 ngày")).to_be_visible()
        page.locator(".tiles a", has_text="Im lặng").click()
        silent = ReportingDuty.objects.filter(campaign__year=2021).count() - 1
        expect(page.get_by_role("status").filter(has_text="báo cáo")).to_have_text(f"{silent} báo cáo")
        remind = page.get_by_role("button", name="Nhắc…")
        expect(remind).to_be_disabled()
        page.get_by_role("checkbox", name="Chọn Sở Y tế, Biểu số 1").focus()
        page.keyboard.press("Space")
        expect(page.locator("[data-selected-count]")).to_have_text("Đã chọn 1")
        page.get_by_role("checkbox", name="Chọn cả trang này").check()
        expect(page.locator("[data-selected-count]")).to_have_text(f"Đã chọn {silent}")
        board.meets_no_barrier()
        remind.click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("Nhắc ")
        page.get_by_label("Lời nhắn thêm").fill("Mạng sẽ ngắt tối 28/11.")
        board.press("Xem lại")
        expect(page.locator(".mail")).to_contain_text("Mạng sẽ ngắt tối 28/11.")
        board.meets_no_barrier()
        board.press("Gửi lời nhắc")
        board.is_told("1 thư điện tử đang được gửi.")
        board.is_told("chưa có tài khoản hoặc thư điện tử, hãy gọi điện")

        page.get_by_role("row", name="Sở Y tế").get_by_role("link", name="Thông báo và Thư điện tử").click()
        expect(page.locator(".timeline li")).to_have_count(2)
        expect(page.locator(".timeline")).to_contain_text("1 thư đang chờ gửi")
        page.get_by_text("Ghi một cuộc gọi").click()
        page.get_by_label("Đã gọi ai").fill("Gặp văn thư, hẹn mai nộp.")
        board.press("Ghi vào nhật ký")
        expect(page.locator(".timeline li").first).to_contain_text("Điện thoại")
        board.meets_no_barrier()

    assert not Reminder.objects.filter(duty__organisation_id=world.city.id).exists()
    assert OutgoingMail.objects.get().to_address == "so-y.nhap@example.com"
    with road.person("so-y.nhap") as reporter:
        page = reporter.go("/viec-can-lam/")
        page.get_by_role("link", name="1 thông báo chưa đọc").click()
        expect(page.locator(".notices__line")).to_contain_text("Còn 6 ngày, đến hết 30/11/2021")
        reporter.meets_no_barrier()
        page.get_by_role("button", name="Mở").click()
        expect(page.get_by_role("heading", level=1, name="Việc cần làm")).to_be_visible()
        expect(page.get_by_role("link", name="Thông báo", exact=True)).to_be_visible()
        reporter.go("/thong-bao/thu-dien-tu/")
        reporter.meets_no_barrier()
