"""Typing from paper on the screen: the way in, the banner, the scan a tap away, and where it is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ketnghia.reports.models import Report
from ketnghia.reports.states import ReportOrigin, State
from tests.db.attachments.files import PDF
from tests.db.reports.papers import duty_of, typed
from tests.world import SHUT, World, again

SAID = "Ban Dân tộc nhập thay từ bản giấy, nhận ngày 20/11/2021"


def _get(world: World, username: str, path: str) -> Any:
    return world.client(username).get(path)


def _text(answer: Any) -> str:
    assert answer.status_code in {200, 422}, answer.status_code
    return " ".join(answer.content.decode().split())


def test_from_the_board_to_the_entry_page_with_a_banner_that_asks_for_the_scan(open_world: World) -> None:
    client = open_world.client("ban.dieu-hanh")
    way = f"/bao-cao/nhap-thay/{duty_of(open_world.business)}/"
    assert way in _text(client.get("/dieu-hanh/2021/?q=truong+son"))
    assert "nhap-thay" not in _text(client.get("/dieu-hanh/2021/?q=so+y+te"))
    assert "Công ty Trường Sơn" in _text(client.get(way))
    begun = client.post(way, {"ngay_nhan": "20/11/2021"})
    report = Report.objects.get()
    assert begun.headers["Location"] == f"/bao-cao/{report.pk}/nhap/"
    entry = _text(client.get(f"/bao-cao/{report.pk}/nhap/"))
    assert "Nhập thay Công ty Trường Sơn." in entry
    assert SAID in entry
    assert "Chưa có bản quét" in entry
    assert client.get(way).headers["Location"] == f"/bao-cao/{report.pk}/nhap/"
    scan = {"ban_quet": SimpleUploadedFile("ban-giay.pdf", PDF), "nhap": "1"}
    assert client.post(f"/bao-cao/{report.pk}/ban-giay/", scan).status_code == 302
    assert f"/tep/{again(report).paper_original}/" in _text(client.get(f"/bao-cao/{report.pk}/nhap/"))


@pytest.mark.parametrize("day", ["", "hôm kia", "25/11/2021"])
def test_a_day_that_cannot_be_is_told_beside_the_box(open_world: World, day: str) -> None:
    answer = open_world.client("ban.dieu-hanh").post(
        f"/bao-cao/nhap-thay/{duty_of(open_world.business)}/", {"ngay_nhan": day}
    )
    assert answer.status_code == 422
    assert "field__error" in _text(answer)
    assert not Report.objects.exists()


def test_paper_that_came_too_late_is_refused_with_the_sentence(
    open_world: World, at: Callable[[datetime], None]
) -> None:
    at(SHUT)
    answer = open_world.client("ban.dieu-hanh").post(
        f"/bao-cao/nhap-thay/{duty_of(open_world.business)}/", {"ngay_nhan": "01/12/2021"}
    )
    assert answer.status_code == 422
    assert "đã đóng sau ngày 30/11/2021" in _text(answer)


def test_where_the_unit_has_begun_or_must_type_itself_the_page_says_so(open_world: World) -> None:
    open_world.begun(open_world.business)
    for unit, told in ((open_world.business, "đã tự lập báo cáo này"), (open_world.city, "phải tự báo cáo")):
        answer = _get(open_world, "ban.dieu-hanh", f"/bao-cao/nhap-thay/{duty_of(unit)}/")
        assert answer.status_code == 403
        assert told in answer.content.decode()


def test_the_report_its_receipt_its_prints_its_revision_and_the_board_say_it(open_world: World) -> None:
    report = typed(open_world, State.SUBMITTED)
    for username in ("ban.dieu-hanh", "doanh-nghiep.nhap", "ubnd.theo-doi"):
        for tail in ("", "in/", "bien-nhan/", "ban-nop/1/"):
            page = _text(_get(open_world, username, f"/bao-cao/{report.pk}/{tail}"))
            assert SAID in page, (username, tail)
            assert f"/tep/{report.paper_original}/" in page
    assert "nhập thay từ bản giấy" in _text(
        _get(open_world, "ubnd.theo-doi", "/dieu-hanh/2021/?q=truong+son")
    )
    assert "nhập thay từ bản giấy" in _text(_get(open_world, "ban.dieu-hanh", "/bao-cao/"))
    scan = _get(open_world, "doanh-nghiep.nhap", f"/bao-cao/{report.pk}/tep/{report.paper_original}/")
    assert scan.headers["Content-Type"] == "application/pdf"


def test_sending_without_the_scan_comes_back_with_the_reason(open_world: World) -> None:
    report = typed(open_world)
    Report.objects.update(paper_original=None)
    client = open_world.client("ban.dieu-hanh")
    answer = client.post(f"/bao-cao/{report.pk}/nop/", {"version": again(report).version})
    assert answer.status_code == 422
    assert "Đính kèm bản quét của báo cáo giấy trước khi nộp" in _text(answer)


def test_the_unit_sees_it_among_its_duties_and_takes_it_over_when_it_came_back(open_world: World) -> None:
    report = typed(open_world)
    client = open_world.client("doanh-nghiep.nhap")
    card = _text(client.get("/viec-can-lam/"))
    assert "Ban Dân tộc nhập thay báo cáo này từ bản giấy" in card
    assert "Làm tiếp" not in card
    assert client.get(f"/bao-cao/{report.pk}/nhap/").status_code == 302
    board = open_world.client("ban.dieu-hanh")
    for slug in ("nop", "tra-lai"):
        board.post(f"/bao-cao/{report.pk}/{slug}/", {"version": report.version, "reason": "Thiếu một trang."})
    assert "Bị trả lại" in again(report).get_state_display()
    answer = client.post(f"/bao-cao/{report.pk}/tu-sua/", {"version": again(report).version})
    assert answer.status_code == 302
    assert again(report).origin == ReportOrigin.SYSTEM
    assert client.get(f"/bao-cao/{report.pk}/nhap/").status_code == 200
    assert "tự chấp nhận" not in _text(client.get(f"/bao-cao/{report.pk}/"))


def test_who_typed_it_alone_is_told_that_they_may_accept_it(open_world: World) -> None:
    report = typed(open_world, State.SUBMITTED)
    page = _text(_get(open_world, "ban.dieu-hanh", f"/bao-cao/{report.pk}/"))
    assert "chỉ có một người điều hành nên bạn được tự chấp nhận" in page
    assert "/chap-nhan/" in page
