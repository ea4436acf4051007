"""Marking many on the board, looking at the reminder, sending it; the log of each unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from ketnghia.accounts.models import User
from ketnghia.notices.models import Notice, OutgoingMail
from ketnghia.notices.sending import send_due
from ketnghia.organisations.models import Organisation
from ketnghia.reports.models import Reminder, ReportingDuty
from ketnghia.reports.states import State
from ketnghia.web.board import views
from tests.world import OPEN, World

BOARD = "/dieu-hanh/2021/"
REMIND = f"{BOARD}nhac/"


@pytest.fixture
def board(open_world: World) -> Client:
    User.objects.filter(username="so-y.nhap").update(email="so-y.nhap@example.com")
    return open_world.client("ban.dieu-hanh")


def duty(world: World, name: str) -> int:
    return ReportingDuty.objects.get(organisation_id=getattr(world, name).id, campaign__year=2021).pk


def said(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_every_line_can_be_marked_and_all_pages_at_once(
    board: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE_SIZE", 5)
    html = said(board, f"{BOARD}?nghia_vu=MUST")
    assert len(re.findall(r'<input type="checkbox" name="duty" value="\d+">', html)) == 5
    count = ReportingDuty.objects.filter(campaign__year=2021, obligation="MUST").count()
    assert f'name="tat_ca" value="1" data-select-everything="{count}"' in html
    assert 'formaction="/dieu-hanh/2021/nhac/?nghia_vu=MUST"' in html
    one_page = said(board, f"{BOARD}?q=so+y+te")
    assert 'name="tat_ca"' not in one_page


@pytest.mark.parametrize("username", ["ubnd.theo-doi", "tinh-uy.theo-doi"])
def test_observers_mark_nothing(open_world: World, username: str) -> None:
    html = said(open_world.client(username), BOARD)
    assert 'name="duty"' not in html
    assert "selection-bar" not in html


def test_the_reminder_is_seen_before_it_goes(open_world: World, board: Client) -> None:
    open_world.brought_to(open_world.city, State.SUBMITTED)
    chosen = {"duty": [duty(open_world, name) for name in ("department", "city", "business")]}
    answer = board.post(f"{REMIND}?nhom=SILENT", chosen | {"loi_nhan": "Mạng sẽ ngắt tối 28/11."})
    html = answer.content.decode()
    assert "<h1>Nhắc 2 báo cáo</h1>" in html
    assert "Đã nộp, không nhắc" in html
    assert "1 đơn vị chưa có tài khoản hoặc thư điện tử: gọi điện" in html
    assert "Mạng sẽ ngắt tối 28/11.</textarea>" in html
    assert "Còn 6 ngày, đến hết 30/11/2021. Giờ tính theo giờ Việt Nam." in html
    assert html.count('<input type="hidden" name="duty"') == 3
    assert not Notice.objects.filter(subject__startswith="Nhắc").exists()

    answer = board.post(f"{REMIND}?nhom=SILENT", chosen | {"gui": "1"}, follow=True)
    assert answer.redirect_chain == [(f"{BOARD}?nhom=SILENT", 302)]
    html = answer.content.decode()
    assert "Đã nhắc 2 đơn vị; 1 thư điện tử đang được gửi." in html
    assert "1 đơn vị chưa có tài khoản hoặc thư điện tử, hãy gọi điện: Công ty Trường Sơn." in html
    assert OutgoingMail.objects.get().to_address == "so-y.nhap@example.com"
    assert Reminder.objects.filter(channel="NOTICE").count() == 2


def test_all_of_the_filter_reminds_every_silent_unit_on_whichever_page(
    board: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE_SIZE", 2)
    silent = ReportingDuty.objects.filter(campaign__year=2021, obligation="MUST")
    board.post(f"{REMIND}?nhom=SILENT&nghia_vu=MUST&trang=2", {"tat_ca": "1", "gui": "1"})
    reminded = set(Reminder.objects.values_list("duty__organisation__name", flat=True))
    assert Organisation.objects.filter(name__in=reminded, duties__in=silent).distinct().count() == len(
        reminded
    )
    # Of all those units the cast alone has accounts.
    assert len(reminded) == 5
    html = said(board, f"{BOARD}?q=so+y+te")
    assert "Thông báo và Thư điện tử" in html
    assert "10:00 24/11/2021" in html


def test_marking_nothing_is_told_and_sends_nothing(board: Client) -> None:
    for posted in ({}, {"duty": ["x", "²", "9" * 30]}):
        answer = board.post(f"{REMIND}?nhom=SILENT", posted, follow=True)
        assert "Chưa chọn đơn vị nào." in answer.content.decode()
    assert not Reminder.objects.exists()


def test_who_was_reminded_today_is_asked_about(open_world: World, board: Client) -> None:
    chosen = {"duty": duty(open_world, "department")}
    board.post(REMIND, chosen | {"gui": "1"})
    html = board.post(REMIND, chosen).content.decode()
    assert "Đã nhắc trong hôm nay" in html
    assert 'name="nhac_lai"' in html
    board.post(REMIND, chosen | {"gui": "1"})
    assert Reminder.objects.filter(channel="NOTICE").count() == 1
    board.post(REMIND, chosen | {"gui": "1", "nhac_lai": "1"})
    assert Reminder.objects.filter(channel="NOTICE").count() == 2


def test_the_log_of_a_unit_says_how_when_by_whom_and_whether_the_letter_left(
    open_world: World, board: Client
) -> None:
    chosen = {"duty": duty(open_world, "department")}
    board.post(REMIND, chosen | {"gui": "1"})
    log = f"{BOARD}don-vi/{open_world.department.id}/"
    assert "1 thư đang chờ gửi" in said(board, log)
    letter = OutgoingMail.objects.get()
    send_due(now=letter.next_attempt_at)
    html = said(board, log)
    assert "1 thư đã gửi" in html
    for words in ("<strong>Thông báo</strong>", "<strong>Thư điện tử</strong>", "10:00 24/11/2021",
                  "Người của ban.dieu-hanh", "Kính gửi Sở Y tế,"):  # fmt: skip
        assert words in html
    answer = board.post(f"{log}goi/", chosen | {"ghi_chu": "Gặp văn thư, hẹn mai."}, follow=True)
    html = answer.content.decode()
    assert "<strong>Điện thoại</strong>" in html
    assert "Gặp văn thư, hẹn mai." in html


def test_a_district_sees_the_log_of_its_communes_alone(open_world: World) -> None:
    district = open_world.client("huyen.tong-hop")
    assert district.get(f"{BOARD}don-vi/{open_world.commune1.id}/").status_code == 200
    assert district.get(f"{BOARD}don-vi/{open_world.department.id}/").status_code == 404
    chosen = {"duty": duty(open_world, "commune1")}
    assert "<h1>Nhắc 1 báo cáo</h1>" in district.post(REMIND, chosen).content.decode()
    answer = district.post(REMIND, chosen | {"gui": "1"})
    assert answer.headers["Location"] == "/bao-cao-cac-xa/?nam=2021"
    assert Reminder.objects.filter(duty_id=chosen["duty"]).count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_log_takes_the_same_queries_however_long_it_is(
    open_world: World, board: Client, django_assert_max_num_queries: Any, rows: int,
    at: Callable[[datetime], None],
) -> None:  # fmt: skip
    for day in range(rows):
        at(OPEN.replace(day=24 + day))
        board.post(REMIND, {"duty": duty(open_world, "department"), "gui": "1"})
    with django_assert_max_num_queries(12) as taken:
        said(board, f"{BOARD}don-vi/{open_world.department.id}/")
    assert len(taken) <= 12


def test_a_district_marks_its_communes_on_their_page(open_world: World) -> None:
    district = open_world.client("huyen.tong-hop")
    html = said(district, "/bao-cao-cac-xa/?nam=2021")
    assert f'name="duty" value="{duty(open_world, "commune1")}"' in html
    assert 'formaction="/dieu-hanh/2021/nhac/?nam=2021"' in html
    district.post(REMIND, {"duty": duty(open_world, "commune1"), "gui": "1"})
    html = said(district, "/bao-cao-cac-xa/")
    assert "10:00 24/11/2021" in html
    assert f'href="{BOARD}don-vi/{open_world.commune1.id}/">Thông báo</a>' in html
    assert 'name="duty"' not in said(open_world.client("huyen.duyet"), "/bao-cao-cac-xa/")
