"""Red is for what must be put right: what is only doubtful looks so, and small screens keep their room."""

import pytest
from playwright.sync_api import expect

from tests.db.attachments.files import PDF
from tests.journeys.entry_page import EntryPage, file, in_row
from tests.web.entry.drafts import Draft

pytestmark = pytest.mark.journey

TARGET = 44


def test_a_section_and_a_row_with_only_warnings_are_doubtful_until_an_error_comes(entry: EntryPage) -> None:
    entry.section("hoat_dong")
    row = entry.add_row()
    in_row(row, "hoat_dong").select_option("nha_moi")
    in_row(row, "don_vi_nhan").select_option(label="Xã A Vương")
    entry.type(in_row(row, "von_ngan_sach.estimate"), "50")
    entry.saved()
    entry.section("kiem-tra")
    entry.section("hoat_dong")
    nav = entry.page.locator('[data-nav="hoat_dong"]')
    expect(nav).to_have_attribute("data-state", "DOUBT")
    expect(nav).to_contain_text("1 chỗ nên xem lại")
    expect(nav.locator("[data-nav-count]")).to_have_text("1")
    expect(nav.locator("use")).to_have_attribute("href", "/static/img/icons.svg#warning")
    expect(row).to_have_attribute("data-state", "DOUBT")
    expect(row.locator("[data-row-state]")).to_have_text("1 chỗ nên xem lại")
    red = nav.evaluate("link => getComputedStyle(link).getPropertyValue('--madder')")
    assert _colour(entry, red) not in {_drawn(entry, ".sections__count"), _drawn(entry, ".sections .icon")}
    entry.type(in_row(row, "ho_ngheo.estimate"), "-3")
    expect(nav).to_have_attribute("data-state", "PROBLEM")
    expect(nav).to_contain_text("1 chỗ cần sửa, 1 chỗ nên xem lại")
    expect(row).to_have_attribute("data-state", "PROBLEM")
    assert _drawn(entry, ".sections__count") == _colour(entry, red)


def test_places_without_an_appraisal_are_told_once_and_where_it_is_written(entry: EntryPage) -> None:
    entry.section("hoat_dong")
    for _ in range(3):
        in_row(entry.add_row(), "don_vi_nhan").select_option(label="Xã A Vương")
    entry.saved()
    final = entry.section("kiem-tra")
    told = final.locator("li", has_text="Có nơi được giúp chưa được nhận xét")
    expect(told).to_have_count(1)
    told.get_by_role("link", name="Nhận xét nơi được giúp").click()
    section = entry.page.locator("#muc-nhan_xet")
    expect(section.locator('[data-problem="nhan_xet"]')).to_contain_text("một dòng cho mỗi nơi được giúp")
    in_row(entry.add_row("nhan_xet"), "don_vi_nhan").select_option(label="Xã A Vương")
    expect(section.locator('[data-problem="nhan_xet"]')).to_be_hidden()


def test_reasons_typed_one_after_the_other_are_all_kept_as_they_are_typed(
    entry: EntryPage, draft: Draft
) -> None:
    entry.section("hoat_dong")
    row = entry.add_row()
    in_row(row, "hoat_dong").select_option("nha_moi")
    in_row(row, "don_vi_nhan").select_option(label="Xã A Vương")
    entry.type(in_row(row, "von_ngan_sach.estimate"), "50")
    entry.saved()
    boxes = entry.section("kiem-tra").locator("[data-waive]")
    assert boxes.count() >= 2
    for number, reason in enumerate(("Lý do một", "Lý do hai")):
        boxes.nth(number).click()
        entry.page.keyboard.type(reason)
    expect(boxes.nth(0)).to_have_value("Lý do một")
    expect(boxes.nth(1)).to_have_value("Lý do hai")
    entry.saved()
    assert set(draft.stored().content["waivers"].values()) == {"Lý do một", "Lý do hai"}


def test_the_cross_that_removes_a_file_is_as_large_as_a_finger(entry: EntryPage) -> None:
    widget = entry.cell("ky_ket.ban_ky")
    widget.locator("[data-pick]").set_input_files(file("a.pdf", "application/pdf", PDF))
    cross = widget.get_by_role("button", name="Bỏ tệp a.pdf")
    expect(cross.locator("use")).to_have_attribute("href", "/static/img/icons.svg#close")
    box = cross.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= TARGET


def test_on_a_phone_the_sums_are_one_line_that_opens(entry: EntryPage, draft: Draft) -> None:
    entry.page.set_viewport_size({"width": 360, "height": 640})
    entry.section("hoat_dong")
    row = entry.add_row()
    entry.type(in_row(row, "von_ngan_sach.actual"), "152.760.000")
    entry.type(in_row(row, "von_ngan_sach.estimate"), "411.300.000")
    entry.saved()
    bar = entry.page.locator("[data-dock]")
    line = bar.locator("[data-sums-brief]")
    expect(line).to_contain_text("152,8 | Ước cả năm 411,3 triệu")
    expect(line).to_have_attribute("title", "152.760.000 | 411.300.000 đồng")
    expect(bar.locator("[data-saved-short]")).to_have_text(
        draft.stored().saved_at.astimezone().strftime("%X")
    )
    box = bar.bounding_box()
    assert box is not None
    assert box["height"] <= TARGET * 1.5
    assert entry.is_as_wide_as_the_screen()
    line.click()
    expect(bar.locator("[data-sum-estimate]")).to_have_text("411.300.000")
    expect(bar.locator("[data-sum-estimate]")).to_be_visible()
    expect(bar.locator("[data-sums-area] tr").first).to_be_visible()
    expect(bar.locator("[data-saved-text]")).to_be_in_viewport(ratio=1)


def _drawn(entry: EntryPage, part: str) -> str:
    """The colour of a part of the section "hoat_dong" in the list of sections."""
    selector = part.replace(".sections .icon", ".icon")
    place = entry.page.locator(f'[data-nav="hoat_dong"] {selector}').first
    return str(place.evaluate("part => getComputedStyle(part).color"))


def _colour(entry: EntryPage, name: str) -> str:
    """A colour as the browser computes it."""
    return str(
        entry.page.evaluate(
            """name => {
              const probe = document.createElement("i");
              probe.style.color = name;
              document.body.append(probe);
              const { color } = getComputedStyle(probe);
              probe.remove();
              return color;
            }""",
            name,
        )
    )
