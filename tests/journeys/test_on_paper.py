"""A business sent its form on paper: the Board types it, with the scan, and the business reads it."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, expect

from ketnghia.reports.models import Report
from ketnghia.reports.states import ReportOrigin, State
from tests.db.attachments.files import PDF
from tests.journeys.road import Road
from tests.world import again, clean, save

pytestmark = pytest.mark.journey

SAID = "Ban Dân tộc nhập thay từ bản giấy, nhận ngày 20/11/2021"


def test_paper_is_typed_sent_with_its_scan_read_by_the_unit_and_taken_over_when_it_came_back(
    road: Road,
) -> None:
    with road.person("ban.dieu-hanh") as board, road.person("doanh-nghiep.nhap") as business:
        page = board.go("/dieu-hanh/2021/?q=truong+son")
        page.get_by_role("link", name="Nhập thay từ bản giấy").click()
        page.get_by_label("Ngày nhận bản giấy").fill("20/11/2021")
        board.meets_no_barrier()
        board.press("Bắt đầu nhập")
        board.is_told("Nhập thay Công ty Trường Sơn.")
        report = Report.objects.get()
        scan: FilePayload = {"name": "ban-giay.pdf", "mimeType": "application/pdf", "buffer": PDF}
        page.get_by_label("Bản quét (ảnh hoặc PDF)").set_input_files(scan)
        board.press("Đính kèm")
        expect(page.get_by_role("link", name="Xem bản quét của báo cáo giấy")).to_be_visible()
        board.meets_no_barrier()
        save(road.world.board.coordinator, report, clean(report))
        board.report(report)
        board.press("Nộp báo cáo")
        expect(page.get_by_role("heading", name="Giấy biên nhận", exact=True)).to_be_visible()
        board.is_told(SAID)
        business.report(report)
        business.is_told(SAID)
        expect(business.page.get_by_role("link", name="Nhập tiếp")).to_have_count(0)
        business.meets_no_barrier()
        board.report(report)
        board.give_back("Trả lại đơn vị", "Bản giấy thiếu một trang.")
        board.is_told("Đã trả lại đơn vị")
        business.report(report)
        business.press("Đơn vị tự sửa tiếp")
        business.is_told("Từ bây giờ đơn vị tự sửa và nộp báo cáo này.")
        expect(business.page.get_by_role("link", name="Nhập tiếp")).to_be_visible()
    assert (again(report).origin, again(report).state) == (ReportOrigin.SYSTEM, State.RETURNED)
