"""Two people edit one report in two browsers: nothing is lost, and each cell is chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from ketnghia.reports.models import DraftConflict
from tests.journeys.entry_page import EntryPage
from tests.journeys.road import PHONE, Person, Road
from tests.world import again

pytestmark = pytest.mark.journey

NUMBER = "ky_ket.so_van_ban"
RESULT = "thuyet_minh.ket_qua"
LIMITS = "thuyet_minh.han_che"


def test_two_people_edit_one_report_and_every_cell_both_changed_is_chosen(road: Road) -> None:
    report = road.world.drafted(road.world.department)
    with road.person("so-y.nhap") as first, road.person("so-y.duyet", width=PHONE) as second:
        one, other = first.entry(report), second.entry(report)
        _fill_first(one)
        other.section("thuyet_minh")
        other.cell(RESULT).fill("Ba nhà đã xong.")
        other.type(other.cell(LIMITS), "Mưa lớn kéo dài, đường sạt.")
        expect(other.status).to_have_text("Báo cáo đã được sửa ở nơi khác – cả hai bản đều được giữ.")
        link = second.page.get_by_role("link", name="Xem hai bản và chọn")
        expect(link).to_be_focused()
        link.press("Enter")
        _both_versions_are_told(second)

        # Somebody saves once more before the choice is sent: nothing is written, the choice is kept.
        one.type(one.cell(LIMITS), "Thiếu vật liệu.")
        one.saved()
        mine = second.page.get_by_role("radio", name="Ba nhà đã xong.")
        mine.check()
        second.press("Ghép và tiếp tục nhập")
        second.is_told("Có người vừa lưu thêm.")
        expect(mine).to_be_checked()
        second.page.get_by_role("radio", name="Thiếu vật liệu.").check()
        second.press("Ghép và tiếp tục nhập")

        other.section("thuyet_minh")
        expect(other.cell(RESULT)).to_have_value("Ba nhà đã xong.")
        expect(other.cell(LIMITS)).to_have_value("Thiếu vật liệu.")
        kept = again(report).content["sections"]
        assert (kept["ky_ket"]["so_van_ban"], len(kept["hoat_dong"])) == ("21/CTr-SYT", 2)
        assert not DraftConflict.objects.filter(resolved_at=None).exists()
        _the_first_learns_of_it(first, one)


def _fill_first(one: EntryPage) -> None:
    """What the first of the two saves: a number, a row, a result."""
    one.section("ky_ket")
    one.type(one.cell(NUMBER), "21/CTr-SYT")
    one.section("hoat_dong")
    one.add_row()
    one.section("thuyet_minh")
    one.type(one.cell(RESULT), "Bốn nhà đã xong.")
    one.saved()


def _both_versions_are_told(second: Person) -> None:
    """The page of both versions: one question, and what merges without one."""
    question = second.page.get_by_role("group", name="Kết quả")
    expect(second.page.get_by_role("heading", name="1 ô cả hai bên đều sửa")).to_be_visible()
    expect(question).to_contain_text("Bốn nhà đã xong.")
    for told in ("Mưa lớn kéo dài, đường sạt.", "21/CTr-SYT"):
        expect(second.page.get_by_role("main")).to_contain_text(told)
    # The browser itself notes every answer 409.
    second.complaints.clear()
    second.meets_no_barrier(PHONE)


def _the_first_learns_of_it(first: Person, one: EntryPage) -> None:
    """The page of the other browser, looked at again, says who saved and fetches it."""
    first.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(one.status).to_contain_text("vừa sửa báo cáo ở nơi khác")
    first.page.get_by_role("link", name="Tải bản mới").click()
    expect(one.cell(RESULT)).to_have_value("Ba nhà đã xong.")
    first.meets_no_barrier()
