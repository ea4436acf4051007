"""A commune's report from a phone, the district's answer, and Form 2 that fills itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from ketnghia.kernel.money import dong
from ketnghia.reports.models import Report
from ketnghia.reports.states import State
from tests.journeys.entry_page import EntryPage, in_row
from tests.journeys.road import PHONE, Person, Road, facts_of, revisions
from tests.world import Unit, World, again, clean, save

pytestmark = pytest.mark.journey

REASON = "Chưa có số hộ nghèo cuối năm."
CORRECTION = "Xã ghi thiếu 10 suất quà Tết."


def accepted_communes(world: World) -> tuple[Report, Report]:
    """Both communes' reports, accepted, with a line for each who helps there."""
    both = clean(world.begun(world.commune1), rows=2)
    return (
        world.brought_to(world.commune1, State.ACCEPTED, both),
        world.brought_to(world.commune2, State.ACCEPTED),
    )


def stated(report: Report, side: str) -> int:
    """What a commune's report says it received, added up here by hand."""
    rows = report.content["sections"]["ho_tro"]
    return sum(row[field][side] or 0 for row in rows for field in row if field.startswith("von_"))


def card_of(page: Page, unit: Unit) -> Locator:
    return page.get_by_role("row").filter(has_text=unit.name)


def test_a_commune_official_files_the_report_on_a_phone(road: Road) -> None:
    donor = road.world.department.name
    with road.person("xa-1.nhap", width=PHONE) as official:
        official.go("/viec-can-lam/")
        official.meets_no_barrier(PHONE)
        official.press("Bắt đầu báo cáo")
        entry = EntryPage(official.page, official.page.url.partition("#")[0]).open("ho_tro")
        row = entry.add_row("ho_tro")
        in_row(row, "don_vi_giup").select_option(label=donor)
        in_row(row, "hoat_dong").select_option(label="Nhà ở: làm mới")
        for field, text in (("so_luong", "1"), ("von_ngan_sach", "50tr"), ("ho_ngheo", "1")):
            entry.type(in_row(row, f"{field}.actual"), text)
            entry.type(in_row(row, f"{field}.estimate"), text)
        official.meets_no_barrier(PHONE)
        entry.saved()
        explain_everything(entry)
        official.meets_no_barrier(PHONE)
        official.press("Nộp báo cáo")
        expect(official.page.get_by_role("heading", name="Giấy biên nhận", exact=True)).to_be_visible()
        official.meets_no_barrier(PHONE)
        assert facts_of(official.page)["Đơn vị"] == road.world.commune1.name
    report = Report.objects.get(organisation_id=road.world.commune1.id)
    assert (report.state, stated(report, "estimate")) == (State.SUBMITTED, 50_000_000)


def explain_everything(entry: EntryPage) -> None:
    """Give a reason for every warning that is left."""
    final = entry.section("kiem-tra")
    expect(final).to_contain_text("chỗ nên xem lại; nếu đúng thì nêu lý do")
    expect(final).not_to_contain_text("chỗ phải sửa")
    reasons = final.get_by_label("Bỏ qua vì")
    for place in range(reasons.count()):
        entry.type(reasons.nth(place), "Xã chưa làm trong năm nay.")
    entry.saved()


def test_the_district_returns_one_report_with_a_reason_and_accepts_the_other(road: Road) -> None:
    world = road.world
    kept = world.brought_to(world.commune1, State.SUBMITTED)
    returned = world.brought_to(world.commune2, State.SUBMITTED)
    with road.person("huyen.tong-hop") as coordinator:
        coordinator.go("/viec-can-lam/")
        expect(coordinator.page.get_by_role("main")).to_contain_text("2 báo cáo cấp xã đang chờ xem.")
        coordinator.page.get_by_role("link", name="Xem báo cáo các xã").click()
        coordinator.meets_no_barrier()
        look_at(coordinator, world.commune2)
        coordinator.give_back("Trả lại đơn vị", REASON)
        coordinator.is_told("Đã trả lại đơn vị; đơn vị thấy lý do ngay.")
        coordinator.go("/bao-cao-cac-xa/")
        look_at(coordinator, world.commune1)
        coordinator.meets_no_barrier()
        coordinator.press("Chấp nhận")
        coordinator.is_told("Đã chấp nhận báo cáo.")
        coordinator.go("/bao-cao-cac-xa/")
        expect(card_of(coordinator.page, world.commune1)).to_contain_text("Đã chấp nhận")
        expect(coordinator.page.get_by_role("main")).to_contain_text("Đã chấp nhận 1/2 xã.")
    assert (again(kept).state, again(returned).state) == (State.ACCEPTED, State.RETURNED)
    with road.person("xa-2.nhap", width=PHONE) as official:
        official.go("/viec-can-lam/")
        expect(official.page.locator("article.duty")).to_contain_text(REASON)
        expect(official.page.get_by_role("link", name="Làm tiếp")).to_be_visible()


def look_at(coordinator: Person, commune: Unit) -> None:
    card_of(coordinator.page, commune).get_by_role("link", name="Xem và quyết định").click()
    expect(coordinator.page.get_by_role("heading", level=1)).to_contain_text("Báo cáo của xã")


def test_form_2_stands_filled_by_commune_and_donor_and_counts_households_once(road: Road) -> None:
    world = road.world
    reports = accepted_communes(world)
    done, expected = (sum(stated(each, side) for each in reports) for side in ("actual", "estimate"))
    once = sum(each.content["sections"]["ho_ngheo"]["ho_duoc_giup"]["estimate"] for each in reports)
    with road.person("huyen.tong-hop") as coordinator:
        coordinator.go("/viec-can-lam/")
        coordinator.press("Bắt đầu báo cáo")
        pairs = coordinator.page.get_by_role("table", name="Theo xã và đơn vị giúp (đồng)")
        for donor, commune in (("department", "commune1"), ("business", "commune1"), ("city", "commune2")):
            names = getattr(world, commune).name, getattr(world, donor).name
            line = pairs.get_by_role("row").filter(has_text=names[0]).filter(has_text=names[1])
            expect(line).to_have_count(1)
        expect(pairs.locator("tfoot")).to_contain_text(dong(done))
        expect(pairs.locator("tfoot")).to_contain_text(dong(expected))
        areas = coordinator.page.get_by_role("table", name="Theo lĩnh vực, gồm cả điều chỉnh (đồng)")
        expect(areas.locator("tfoot")).to_contain_text(dong(expected))
        households = coordinator.page.get_by_role("table", name="Theo xã: hộ đếm một lần")
        expect(households.locator("tfoot td").last).to_have_text(str(once))
        coordinator.meets_no_barrier()


def test_a_correction_is_a_line_of_its_own_with_a_reason_and_the_communes_figures_stay(road: Road) -> None:
    world = road.world
    reports = accepted_communes(world)
    expected = sum(stated(each, "estimate") for each in reports)
    report = world.begun(world.district)
    with road.person("huyen.tong-hop") as coordinator:
        entry = coordinator.entry(report)
        row = add_correction(entry, world)
        entry.saved()
        final = entry.section("kiem-tra")
        expect(final).to_contain_text("Lý do")
        entry.section("dieu_chinh")
        entry.type(in_row(row, "ly_do"), CORRECTION)
        entry.saved()
        coordinator.meets_no_barrier()
        sheet = coordinator.report(report)
        line = sheet.get_by_role("table", name="Điều chỉnh của huyện").get_by_role("row").last
        expect(line).to_contain_text(CORRECTION)
        expect(line).to_contain_text("-5.000.000")
        pairs = sheet.get_by_role("table", name="Theo xã và đơn vị giúp (đồng)")
        expect(pairs.locator("tfoot")).to_contain_text(dong(expected))
        corrected = sheet.get_by_role("table", name="Theo lĩnh vực, gồm cả điều chỉnh (đồng)")
        expect(corrected.locator("tfoot")).to_contain_text(dong(expected - 5_000_000))
        coordinator.meets_no_barrier()
    assert [again(each).content for each in reports] == [each.content for each in reports]


def add_correction(entry: EntryPage, world: World) -> Locator:
    entry.section("dieu_chinh")
    row = entry.add_row("dieu_chinh")
    in_row(row, "xa").select_option(label=world.commune1.name)
    in_row(row, "don_vi_giup").select_option(label=world.department.name)
    in_row(row, "linh_vuc").select_option(index=1)
    in_row(row, "nguon").select_option(index=1)
    for side in ("actual", "estimate"):
        entry.type(in_row(row, f"so_tien.{side}"), "-5.000.000")
    return row


def test_the_districts_reviewer_submits_the_board_returns_and_after_a_second_submission_accepts(
    road: Road,
) -> None:
    world = road.world
    accepted_communes(world)
    report = world.begun(world.district)
    save(world.district.writer, report, clean(report))
    with (
        road.person("huyen.tong-hop") as coordinator,
        road.person("huyen.duyet") as reviewer,
        road.person("ban.dieu-hanh") as board,
    ):
        send_off(coordinator, reviewer, report)
        board.report(report)
        board.give_back("Trả lại đơn vị", REASON)
        board.is_told("Đã trả lại đơn vị; đơn vị thấy lý do ngay.")
        coordinator.go("/viec-can-lam/")
        expect(coordinator.page.locator("article.duty")).to_contain_text(REASON)
        send_off(coordinator, reviewer, report)
        board.report(report)
        board.meets_no_barrier()
        board.press("Chấp nhận")
        board.is_told("Đã chấp nhận báo cáo.")
    assert again(report).state == State.ACCEPTED
    assert [each.number for each in revisions(report)] == [1, 2]


def send_off(coordinator: Person, reviewer: Person, report: Report) -> None:
    coordinator.entry(report).section("kiem-tra")
    coordinator.press("Trình duyệt")
    coordinator.is_told("Đã trình lãnh đạo duyệt.")
    reviewer.report(report)
    reviewer.press("Nộp báo cáo")
    expect(reviewer.page.get_by_role("heading", name="Giấy biên nhận", exact=True)).to_be_visible()
