"""Taking back, opening again, correcting late; and what every page says while something is locked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from ketnghia.notices.models import Notice
from ketnghia.reports.models import Report, Transition
from ketnghia.reports.states import Action, State
from tests.world import OPEN, REASON, SHUT, World, act, again

type Clock = Callable[[datetime], None]


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def _report(world: World, username: str, report: Report, tail: str = "") -> str:
    return _page(world.client(username), f"/bao-cao/{report.pk}/{tail}")


def _post(world: World, username: str, report: Report, slug: str, **data: str) -> int:
    sent = {"version": str(again(report).version), **data}
    return world.client(username).post(f"/bao-cao/{report.pk}/{slug}/", sent).status_code


def test_a_leader_who_sees_a_mistake_a_minute_later_takes_the_report_back(
    open_world: World, at: Clock
) -> None:
    report = open_world.brought_to(open_world.department, State.SUBMITTED)
    at(OPEN + timedelta(minutes=1))
    before = _report(open_world, "so-y.duyet", report)
    assert "hết ngày 30/11/2021 mà chưa nộp lại thì coi như chưa báo cáo" in before
    assert _post(open_world, "so-y.duyet", report, "thu-hoi") == 302
    assert again(report).state == State.DRAFT
    for page in (
        _report(open_world, "so-y.duyet", report),
        _page(open_world.client("so-y.nhap"), "/viec-can-lam/"),
    ):
        assert "Đơn vị đã thu hồi lúc 10:01:00 24/11/2021" in page
    seen_above = _report(open_world, "ban.dieu-hanh", report)
    assert "Đơn vị đã thu hồi lúc 10:01:00 24/11/2021 để sửa" in seen_above
    assert "Bản nộp lần 1" in seen_above
    for path in ("/bao-cao/", "/dieu-hanh/2021/?q=so+y"):
        assert "đã thu hồi để sửa" in _page(open_world.client("ban.dieu-hanh"), path)


def test_a_recalled_report_that_was_sent_again_is_not_told_to_be_recalled(open_world: World) -> None:
    report = open_world.brought_to(open_world.business, State.SUBMITTED)
    act(open_world.business.reporter, report, Action.RECALL)
    act(open_world.business.reporter, report, Action.SUBMIT)
    assert "đã thu hồi lúc" not in _report(open_world, "ban.dieu-hanh", report)


def test_once_the_window_has_shut_the_page_says_whom_to_ask_instead(open_world: World, at: Clock) -> None:
    report = open_world.brought_to(open_world.department, State.SUBMITTED)
    at(SHUT)
    page = _report(open_world, "so-y.duyet", report)
    assert "/thu-hoi/" not in page
    assert "không tự thu hồi được nữa" in page
    assert _post(open_world, "so-y.duyet", report, "thu-hoi") == 422
    assert again(report).state == State.SUBMITTED


def test_what_came_back_is_corrected_and_sent_after_the_window_and_the_page_says_so(
    open_world: World, at: Clock
) -> None:
    report = open_world.brought_to(open_world.business, State.SUBMITTED)
    at(SHUT)
    offer = _report(open_world, "ban.dieu-hanh", report)
    assert "đơn vị nộp lại được kể cả khi đã hết thời gian nhập" in offer
    assert _post(open_world, "ban.dieu-hanh", report, "tra-lai", reason=REASON) == 302
    for page in (
        _report(open_world, "doanh-nghiep.nhap", report),
        _report(open_world, "doanh-nghiep.nhap", report, "nhap/"),
    ):
        assert "sửa và nộp lại được kể cả khi đã hết thời gian nhập" in page
        assert "Đóng từ" not in page
    card = _page(open_world.client("doanh-nghiep.nhap"), "/viec-can-lam/")
    assert "được sửa và nộp lại" in card
    assert "Đóng từ" not in card
    assert _post(open_world, "doanh-nghiep.nhap", report, "nop") == 302
    assert again(report).state == State.SUBMITTED


def test_a_report_not_begun_in_time_is_refused_with_the_sentence(open_world: World, at: Clock) -> None:
    at(SHUT)
    client = open_world.client("so-y.nhap")
    answer = client.post("/bao-cao/bat-dau/bieu-1/2021/")
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Thời gian nhập báo cáo năm 2021 đã đóng" in told
    assert "Ban Dân tộc tỉnh Quảng Nam" in told
    assert not Report.objects.exists()


def test_opening_an_accepted_report_again_asks_why_and_is_written_down(open_world: World, at: Clock) -> None:
    report = open_world.brought_to(open_world.department, State.ACCEPTED)
    at(SHUT)
    assert _post(open_world, "ban.dieu-hanh", report, "mo-lai", reason=" ") == 422
    assert again(report).state == State.ACCEPTED
    assert _post(open_world, "ban.dieu-hanh", report, "mo-lai", reason=REASON) == 302
    assert again(report).state == State.RETURNED
    log = Transition.objects.latest("pk")
    assert (log.action, log.reason, log.at) == (Action.REOPEN, REASON, SHUT)
    assert REASON in _page(open_world.client("so-y.nhap"), "/viec-can-lam/")
    assert "Mở lại báo cáo" in _report(open_world, "so-y.nhap", report, "lich-su/")


@pytest.mark.parametrize(
    ("state", "username", "message", "opener"),
    [
        (State.PENDING_APPROVAL, "so-y.nhap", "đang chờ người duyệt", "Người nhập hoặc người duyệt"),
        (State.SUBMITTED, "so-y.duyet", "đã nộp, không sửa được", "Người nộp của đơn vị"),
        (State.ACCEPTED, "so-y.nhap", "đã được chấp nhận", "Điều hành (Ban Dân tộc)"),
        (State.SUBMITTED, "ban.dieu-hanh", "sửa được báo cáo này", "Sở Y tế"),
        (State.RETURNED, "ubnd.theo-doi", "sửa được báo cáo này", "Sở Y tế"),
    ],
)
def test_every_lock_names_its_rule_since_when_and_who_opens_it(
    open_world: World, state: State, username: str, message: str, opener: str
) -> None:
    report = open_world.brought_to(open_world.department, state)
    page = _report(open_world, username, report)
    lock = page[page.index('aria-label="Vì sao đang khóa"') :].split("</section>")[0]
    for told in (message, "Khóa từ", "10:00:00 24/11/2021", "Theo quy định", "Ai mở được", opener):
        assert told in lock


@pytest.mark.parametrize(
    ("state", "slug", "subject"),
    [(State.SUBMITTED, "tra-lai", "Báo cáo bị trả lại"), (State.ACCEPTED, "mo-lai", "được mở lại để sửa")],
)
def test_everybody_who_writes_in_the_unit_is_told_with_the_reason_when_it_comes_back(
    open_world: World, state: State, slug: str, subject: str
) -> None:
    report = open_world.brought_to(open_world.department, state)
    assert not Notice.objects.exists()
    assert _post(open_world, "ban.dieu-hanh", report, slug, reason=REASON) == 302
    told = Notice.objects.order_by("recipient_id")
    people = {viewer.user_id for viewer in open_world.department.viewers.values()}
    assert {each.recipient_id for each in told} == people
    for each in told:
        assert subject in each.subject
        assert REASON in each.text
        assert each.link == f"/bao-cao/{report.pk}/"
