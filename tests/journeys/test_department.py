"""A department's report: from the card on its first page to the receipt."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from ketnghia.documents.receipt import qr_svg
from ketnghia.reports.models import Report
from ketnghia.reports.states import State
from tests.db.attachments.files import PDF, picture
from tests.journeys.entry_page import EntryPage, file, in_row, problem
from tests.journeys.road import Person, Road, facts_of, revisions, sign_in_by_hand
from tests.world import again

pytestmark = pytest.mark.journey

REASON = "Thiếu số hộ nghèo ở dòng 1."


def test_the_card_of_24_november_tells_form_deadline_days_sentence_and_what_is_missing(road: Road) -> None:
    with road.visitor() as specialist:
        sign_in_by_hand(specialist, "so-y.nhap")
        specialist.meets_no_barrier()
        card = specialist.page.locator("article.duty")
        expect(card).to_have_count(1)
        expect(card.get_by_role("heading")).to_contain_text("Biểu số 1")
        expect(card.locator("time").first).to_have_text("30/11/2021")
        expect(card).to_contain_text("còn 6 ngày")
        expect(card).to_contain_text("Chưa bắt đầu")
        card.get_by_text("Việc này dựa vào đâu").click()
        expect(card.locator("blockquote")).to_be_visible()
        expect(card.locator("blockquote")).to_contain_text("Đối với sở, ngành, địa phương thực hiện báo cáo")
        card.get_by_role("button", name="Bắt đầu báo cáo").click()
        expect(specialist.page).to_have_url(re.compile(r"/bao-cao/\d+/nhap/"))
        specialist.go("/viec-can-lam/")
        expect(card).to_contain_text("mục đã xong")
        expect(card).to_contain_text("Chưa có hoạt động nào. Thêm ít nhất một dòng")
        expect(card).to_contain_text("Chưa có số văn bản ký kết")
        specialist.meets_no_barrier()


def keyed(specialist: Person, row: Locator, field: str, text: str) -> None:
    """Type into a cell as fingers do and leave it with Tab."""
    in_row(row, field).focus()
    specialist.page.keyboard.type(text)
    specialist.page.keyboard.press("Tab")


def first_row(specialist: Person, entry: EntryPage, road: Road) -> Locator:
    """One activity with money of two sources, filled with the keyboard alone."""
    entry.section("hoat_dong")
    entry.page.locator("#muc-hoat_dong [data-add-row]").focus()
    entry.page.keyboard.press("Enter")
    row = entry.page.locator("#muc-hoat_dong [data-row]").last
    for field, text in (
        ("hoat_dong", "Nhà ở: làm mới"),
        ("don_vi_nhan", road.world.commune1.name),
        ("thon", "Thôn A Tép"),
        ("so_luong.actual", "1"),
        ("so_luong.estimate", "2"),
        ("von_ngan_sach.actual", "50tr"),
        ("von_ngan_sach.estimate", "80tr"),
        ("von_phuc_loi.estimate", "20tr"),
        ("ho_ngheo.actual", "1"),
        ("ho_ngheo.estimate", "2"),
    ):
        keyed(specialist, row, field, text)
    return row


def test_a_row_typed_is_saved_by_itself_and_still_there_after_the_browser_was_closed(road: Road) -> None:
    report = road.world.begun(road.world.department)
    with road.person("so-y.nhap") as specialist:
        entry = specialist.entry(report)
        first_row(specialist, entry, road)
        entry.saved()
    with road.person("so-y.nhap") as specialist:
        specialist.go("/viec-can-lam/").get_by_role("link", name="Làm tiếp").click()
        row = specialist.page.locator("#muc-hoat_dong [data-row]")
        expect(in_row(row, "von_ngan_sach.estimate")).to_have_value("80.000.000")
        expect(in_row(row, "thon")).to_have_value("Thôn A Tép")


def test_sums_are_kept_per_area_and_source_with_what_is_done_apart_from_what_is_expected(road: Road) -> None:
    report = road.world.begun(road.world.department)
    with road.person("so-y.nhap") as specialist:
        entry = specialist.entry(report)
        row = first_row(specialist, entry, road)
        expect(entry.page.locator("[data-sum-actual]")).to_have_text("50.000.000")
        expect(entry.page.locator("[data-sum-estimate]")).to_have_text("100.000.000")
        entry.page.locator("[data-sums] summary").click()
        by_source = entry.page.locator("[data-sums-source]")
        expect(by_source.get_by_role("row", name="Ngân sách")).to_contain_text("50.000.00080.000.000")
        expect(by_source.get_by_role("row", name="Quỹ phúc lợi")).to_contain_text("20.000.000")
        expect(entry.page.locator("[data-sums-area]").get_by_role("row")).to_contain_text(["100.000.000"])
        entry.page.locator("[data-sums] summary").click()
        entry.type(in_row(row, "von_ngan_sach.estimate"), "40tr")
        expect(problem(in_row(row, "von_ngan_sach.estimate"))).to_contain_text("nhỏ hơn số đã thực hiện")
        entry.saved()
        specialist.meets_no_barrier()


def test_a_photo_and_a_pdf_stand_beside_the_row_they_prove(road: Road) -> None:
    report = road.world.drafted(road.world.department)
    with road.person("so-y.nhap") as specialist:
        entry = specialist.entry(report)
        entry.section("hoat_dong")
        row = entry.page.locator("#muc-hoat_dong [data-row]").first
        evidence = in_row(row, "minh_chung")
        evidence.get_by_label("Người trong ảnh đã đồng ý").check()
        photo = file("nhà mới.jpg", "image/jpeg", picture("JPEG"))
        evidence.locator("[data-pick]").set_input_files([photo, file("biên bản.pdf", "application/pdf", PDF)])
        expect(evidence.get_by_role("link")).to_have_count(2)
        entry.saved()
        sheet = specialist.report(report)
        expect(sheet.get_by_role("link", name="nhà mới.jpg")).to_be_visible()
        expect(sheet.get_by_role("link", name="biên bản.pdf")).to_be_visible()
    assert len(again(report).content["sections"]["hoat_dong"][0]["minh_chung"]) == 2


def test_the_leader_hands_back_with_a_reason_then_sends_off_and_the_receipt_can_be_verified(
    road: Road,
) -> None:
    report = road.world.drafted(road.world.department)
    with road.person("so-y.nhap") as specialist, road.person("so-y.duyet") as leader:
        send_for_approval(specialist, report)
        leader.go("/viec-can-lam/")
        expect(leader.page.get_by_role("main")).to_contain_text("1 báo cáo của đơn vị đang chờ bạn duyệt")
        leader.page.get_by_role("link", name="Xem và duyệt").click()
        leader.meets_no_barrier()
        leader.give_back("Trả lại người nhập", REASON)
        leader.is_told("Đã trả lại người nhập.")
        specialist.go("/viec-can-lam/")
        expect(specialist.page.locator("article.duty")).to_contain_text(REASON)
        send_for_approval(specialist, report)
        leader.report(report)
        leader.press("Nộp báo cáo")
        expect(leader.page.get_by_role("heading", name="Giấy biên nhận", exact=True)).to_be_visible()
        leader.meets_no_barrier()
        the_receipt_is_true(road, leader, report)
    assert again(report).state == State.SUBMITTED


def send_for_approval(specialist: Person, report: Report) -> None:
    entry = specialist.entry(report)
    entry.section("kiem-tra")
    specialist.press("Trình duyệt")
    specialist.is_told("Đã trình lãnh đạo duyệt.")


def the_receipt_is_true(road: Road, leader: Person, report: Report) -> None:
    """Number, second and hash on the receipt; the same on the public page, and nothing besides."""
    [revision] = revisions(report)
    told = facts_of(leader.page)
    assert told["Nộp lúc"] == "10:00:00, 24/11/2021"
    assert told["Mã băm SHA-256"] == revision.sha256
    expect(leader.page.locator(".receipt__number")).to_contain_text(revision.receipt_number)
    address = leader.page.locator(".receipt a").get_attribute("href") or ""
    code = leader.page.get_by_alt_text("Mã QR dẫn đến trang xác minh")
    expect(code).to_be_visible()
    picture_of_it = leader.page.request.get(leader.origin + (code.get_attribute("src") or ""))
    assert picture_of_it.text() == qr_svg(address)
    with road.visitor() as visitor:
        visitor.page.goto(address)
        visitor.meets_no_barrier()
        assert facts_of(visitor.page) == {
            "Số": revision.receipt_number,
            "Đơn vị": road.world.department.name,
            "Biểu mẫu": report.form.title,
            "Nộp lúc": "10:00:00, 24/11/2021",
            "Mã băm SHA-256": revision.sha256,
        }
        expect(visitor.page.get_by_role("main")).not_to_contain_text("20.000.000")
        expect(visitor.page.get_by_role("main").get_by_role("link")).to_have_count(0)


def test_a_double_click_on_nop_makes_one_revision(road: Road) -> None:
    report = road.world.brought_to(road.world.department, State.PENDING_APPROVAL)
    with road.person("so-y.duyet") as leader:
        leader.report(report)
        leader.page.get_by_role("button", name="Nộp báo cáo", exact=True).dblclick()
        expect(leader.page.get_by_role("heading", name="Giấy biên nhận", exact=True)).to_be_visible()
    assert len(revisions(report)) == 1
