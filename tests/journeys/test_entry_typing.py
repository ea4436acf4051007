"""What is typed, pasted or walked to on the entry page, and what the page says of it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.entry_page import EntryPage, in_row, paste, problem
from tests.web.entry.drafts import Draft

pytestmark = pytest.mark.journey


def test_an_amount_is_echoed_in_words_and_written_with_dots(entry: EntryPage, draft: Draft) -> None:
    entry.section("hoat_dong")
    row = entry.add_row()
    cell = in_row(row, "von_ngan_sach.estimate")
    cell.fill("2,5 tỷ")
    expect(row.locator("[data-echo]").filter(has_text="hai tỷ năm trăm triệu đồng")).to_be_visible()
    cell.blur()
    expect(cell).to_have_value("2.500.000.000")
    expect(entry.page.locator("[data-sum-estimate]")).to_have_text("2.500.000.000")
    entry.saved()
    assert draft.stored().content["sections"]["hoat_dong"][0]["von_ngan_sach"]["estimate"] == 2_500_000_000


def test_a_doubtful_amount_asks_what_was_meant(entry: EntryPage) -> None:
    entry.section("hoat_dong")
    cell = in_row(entry.add_row(), "von_ngan_sach.estimate")
    entry.type(cell, "1.234")
    entry.page.get_by_role("button", name="Không, 1.234 triệu đồng").click()
    expect(cell).to_have_value("1.234.000.000")
    expect(entry.page.get_by_role("button", name="triệu đồng")).to_have_count(0)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("ho_ngheo.estimate", "12a", "Chưa đọc được số"),
        ("ho_ngheo.estimate", "-3", "không được âm"),
        ("von_ngan_sach.actual", "-5", "Số tiền không được âm"),
        ("so_luong.estimate", "hai", "Chưa đọc được số"),
    ],
)
def test_a_number_that_cannot_be_is_told_beside_its_cell(
    entry: EntryPage, draft: Draft, field: str, typed: str, said: str
) -> None:
    entry.section("hoat_dong")
    cell = in_row(entry.add_row(), field)
    entry.type(cell, typed)
    expect(problem(cell)).to_contain_text(said)
    expect(cell).to_have_attribute("aria-invalid", "true")
    entry.saved()
    expect(cell).to_have_value(typed)
    expect(problem(cell)).to_contain_text(said)
    code, side = field.split(".")
    assert draft.stored().content["sections"]["hoat_dong"][0][code][side] == typed


def test_a_day_that_is_not_in_the_calendar_is_told(entry: EntryPage) -> None:
    cell = entry.cell("ky_ket.ngay_ky")
    entry.type(cell, "31/02/2021")
    expect(problem(cell)).to_contain_text("Ngày 31/02/2021 không có trong lịch")
    entry.type(cell, "25-3-2021")
    expect(cell).to_have_value("25/03/2021")


def test_an_estimate_below_the_actual_is_told(entry: EntryPage) -> None:
    entry.section("hoat_dong")
    row = entry.add_row()
    entry.type(in_row(row, "ho_ngheo.actual"), "5")
    entry.type(in_row(row, "ho_ngheo.estimate"), "4")
    expect(problem(in_row(row, "ho_ngheo.estimate"))).to_contain_text("nhỏ hơn số đã thực hiện")
    entry.type(in_row(row, "ho_ngheo.estimate"), "5")
    expect(problem(in_row(row, "ho_ngheo.estimate"))).not_to_contain_text("nhỏ hơn")


def test_a_problem_in_the_list_leads_to_its_cell(entry: EntryPage) -> None:
    entry.type(entry.cell("ky_ket.ngay_ky"), "31/02/2021")
    entry.saved()
    final = entry.section("kiem-tra")
    final.get_by_role("link", name="Chương trình, kế hoạch đã ký kết: Ngày ký").first.click()
    expect(entry.cell("ky_ket.ngay_ky")).to_be_focused()


def test_a_warning_is_waived_with_a_reason_that_stays(entry: EntryPage, draft: Draft) -> None:
    final = entry.section("kiem-tra")
    item = final.locator("li", has_text="Chưa có số văn bản ký kết")
    entry.type(item.get_by_label("Bỏ qua vì"), "Hai bên ký vào tháng 12")
    entry.saved()
    assert draft.stored().content["waivers"] == {"B1-W01@ky_ket.so_van_ban": "Hai bên ký vào tháng 12"}
    entry.page.reload()
    expect(item.get_by_label("Bỏ qua vì")).to_have_value("Hai bên ký vào tháng 12")


def test_a_block_from_a_spreadsheet_fills_rows_and_says_what_it_read(entry: EntryPage, draft: Draft) -> None:
    entry.section("hoat_dong")
    first = entry.add_row()
    block = (
        "Nhà ở: làm mới\tXa A Vuong\tThôn Một\t\t1\t2\t1.234.567\t2,5 tỷ\r\n"
        "Việc không có\tXã A Vương\tThôn Hai\t\t\t\tabc\t200tr\r\n"
    )
    paste(in_row(first, "hoat_dong"), block)
    rows = entry.page.locator("#muc-hoat_dong [data-row]")
    expect(rows).to_have_count(2)
    expect(in_row(rows.nth(0), "von_ngan_sach.actual")).to_have_value("1.234.567")
    expect(in_row(rows.nth(0), "von_ngan_sach.estimate")).to_have_value("2.500.000.000")
    expect(in_row(rows.nth(1), "von_ngan_sach.estimate")).to_have_value("200.000.000")
    expect(entry.said).to_contain_text("thêm 1 dòng mới")
    expect(entry.said).to_contain_text("“2,5 tỷ” là hai tỷ năm trăm triệu đồng")
    expect(entry.said).to_contain_text("2 ô chưa dùng được")
    expect(entry.said).to_contain_text("dòng 2, Hoạt động: “Việc không có”")
    entry.saved()
    kept = draft.stored().content["sections"]["hoat_dong"]
    assert (kept[0]["hoat_dong"], kept[0]["don_vi_nhan"]) == ("nha_moi", draft.commune.pk)
    assert kept[1]["von_ngan_sach"] == {"actual": "abc", "estimate": 200_000_000}
    entry.said.get_by_role("button", name="Lấy lại").click()
    expect(rows).to_have_count(1)
    expect(in_row(rows.nth(0), "von_ngan_sach.actual")).to_have_value("")


def test_a_removed_row_can_be_taken_back(entry: EntryPage) -> None:
    entry.section("hoat_dong")
    row = entry.add_row()
    entry.type(in_row(row, "thon"), "Thôn Một")
    row.get_by_role("button", name="Bỏ dòng").click()
    expect(entry.page.locator("#muc-hoat_dong [data-row]")).to_have_count(0)
    entry.said.get_by_role("button", name="Lấy lại").click()
    expect(in_row(entry.page.locator("#muc-hoat_dong [data-row]"), "thon")).to_have_value("Thôn Một")


def test_a_copied_row_has_the_same_values_and_an_id_of_its_own(entry: EntryPage) -> None:
    entry.section("hoat_dong")
    row = entry.add_row()
    entry.type(in_row(row, "thon"), "Thôn Một")
    row.get_by_role("button", name="Nhân đôi").click()
    rows = entry.page.locator("#muc-hoat_dong [data-row]")
    expect(in_row(rows.nth(1), "thon")).to_have_value("Thôn Một")
    assert rows.nth(0).get_attribute("data-row") != rows.nth(1).get_attribute("data-row")


def test_one_row_is_filled_with_the_keyboard_alone(entry: EntryPage, draft: Draft) -> None:
    entry.section("tham_quan")
    keys = entry.page.keyboard
    entry.page.locator("#muc-tham_quan [data-add-row]").focus()
    keys.press("Enter")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.type("Trồng ba kích")
    for number in ("1", "2", "10", "20"):
        keys.press("Tab")
        keys.type(number)
    keys.press("Enter")
    rows = entry.page.locator("#muc-tham_quan [data-row]")
    expect(rows).to_have_count(2)
    keys.press("ArrowUp")
    keys.press("Alt+ArrowDown")
    entry.saved()
    row = draft.stored().content["sections"]["tham_quan"][0]
    assert row["don_vi_nhan"] == draft.commune.pk
    assert row["noi_den"] == "Trồng ba kích"
    assert row["so_nguoi"] == {"actual": 10, "estimate": 20}


def test_arrows_walk_up_and_down_one_column(entry: EntryPage) -> None:
    entry.section("hoat_dong")
    first, second = entry.add_row(), entry.add_row()
    first = entry.page.locator("#muc-hoat_dong [data-row]").first
    in_row(first, "thon").focus()
    entry.page.keyboard.press("ArrowDown")
    expect(in_row(second, "thon")).to_be_focused()
    entry.page.keyboard.press("Shift+Enter")
    expect(in_row(first, "thon")).to_be_focused()


def test_markup_in_a_remark_is_shown_as_text(entry: EntryPage) -> None:
    remark = "<script>document.title = 'bad'</script>"
    cell = entry.section("thuyet_minh").locator("textarea").first
    entry.type(cell, remark)
    entry.saved()
    entry.page.reload()
    expect(cell).to_have_value(remark)
    assert entry.page.title() != "bad"


def test_a_nil_report_needs_a_reason_and_nothing_else(entry: EntryPage, draft: Draft) -> None:
    entry.page.get_by_label("Không phát sinh: cả năm").check()
    entry.saved()
    final = entry.section("kiem-tra")
    expect(final).to_contain_text("chưa nêu lý do")
    entry.type(entry.page.get_by_label("Lý do không phát sinh"), "Đơn vị mới thành lập")
    expect(final).to_contain_text("Không còn chỗ nào phải sửa.")
    entry.saved()
    assert draft.stored().content["nil"] == {"reason": "Đơn vị mới thành lập"}


@pytest.mark.parametrize("width", [1280, 360])
def test_no_section_is_wider_than_the_screen_and_axe_finds_nothing_serious(
    entry: EntryPage, width: int
) -> None:
    entry.page.set_viewport_size({"width": width, "height": 800})
    for code in ("ky_ket", "hoat_dong", "so_ho", "thuyet_minh", "kiem-tra"):
        entry.section(code)
        if code == "hoat_dong":
            row = entry.add_row()
            entry.type(in_row(row, "ho_ngheo.estimate"), "12a")
        assert entry.is_as_wide_as_the_screen(), code
        found = Axe().run(entry.page).response["violations"]
        serious = [
            (each["id"], each["nodes"][0]["html"])
            for each in found
            if each["impact"] in {"serious", "critical"}
        ]
        assert serious == [], code
