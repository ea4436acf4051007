"""The page of a report: what each role is offered, what a step answers, what a shut window says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from ketnghia.reports.models import Report, Revision
from ketnghia.reports.states import State
from tests.world import OPEN, REASON, SHUT, World, again, clean, save

# state: what the people of the department and the Board find on the page of its report
OFFERED = [
    (State.DRAFT, "so-y.nhap", {"trinh-duyet"}),
    (State.DRAFT, "so-y.duyet", set()),
    (State.PENDING_APPROVAL, "so-y.nhap", {"rut-lai"}),
    (State.PENDING_APPROVAL, "so-y.duyet", {"nop", "tra-nhap"}),
    (State.SUBMITTED, "so-y.nhap", set()),
    (State.SUBMITTED, "so-y.duyet", {"thu-hoi"}),
    (State.SUBMITTED, "ban.dieu-hanh", {"tra-lai", "chap-nhan"}),
    (State.SUBMITTED, "ubnd.theo-doi", set()),
    (State.RETURNED, "so-y.nhap", {"trinh-duyet"}),
    (State.RETURNED, "ban.dieu-hanh", set()),
    (State.ACCEPTED, "so-y.nhap", set()),
    (State.ACCEPTED, "ban.dieu-hanh", {"mo-lai"}),
]


def _page(client: Client, report: Report, tail: str = "") -> str:
    answer = client.get(f"/bao-cao/{report.pk}/{tail}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def _act(client: Client, report: Report, slug: str, **data: Any) -> Any:
    return client.post(f"/bao-cao/{report.pk}/{slug}/", {"version": again(report).version, **data})


@pytest.mark.parametrize(("state", "username", "steps"), OFFERED)
def test_the_page_offers_the_steps_of_the_role_and_no_other(
    open_world: World, state: State, username: str, steps: set[str]
) -> None:
    report = open_world.brought_to(open_world.department, state)
    page = _page(open_world.client(username), report)
    assert set(re.findall(rf'action="/bao-cao/{report.pk}/([a-z-]+)/"', page)) == steps


def test_a_draft_with_open_problems_leads_to_them_instead_of_being_sent(open_world: World) -> None:
    report = open_world.drafted(open_world.department)
    save(open_world.department.reporter, report, {"nil": {"reason": ""}, "sections": {}, "waivers": {}})
    page = _page(open_world.client("so-y.nhap"), report)
    assert f'action="/bao-cao/{report.pk}/trinh-duyet/"' not in page
    assert f'href="/bao-cao/{report.pk}/nhap/#kiem-tra"' in page


def test_a_person_alone_in_the_unit_submits_at_once(open_world: World) -> None:
    report = open_world.drafted(open_world.business)
    page = _page(open_world.client("doanh-nghiep.nhap"), report)
    assert f'action="/bao-cao/{report.pk}/nop/"' in page
    assert "trinh-duyet" not in page


def test_a_submission_leads_to_its_receipt(open_world: World) -> None:
    report = open_world.drafted(open_world.business)
    client = open_world.client("doanh-nghiep.nhap")
    answer = _act(client, report, "nop")
    assert answer.headers["Location"] == f"/bao-cao/{report.pk}/bien-nhan/"
    revision = Revision.objects.get()
    page = _page(client, report, "bien-nhan/")
    for told in (revision.receipt_number, revision.sha256, "10:00:00", "<svg", open_world.business.name):
        assert told in page
    assert f"/xac-minh/{revision.receipt_token}/" in page


def test_two_posts_of_the_same_click_make_one_revision(open_world: World) -> None:
    report = open_world.drafted(open_world.business)
    client = open_world.client("doanh-nghiep.nhap")
    answers = [client.post(f"/bao-cao/{report.pk}/nop/", {"version": report.version}) for _click in range(2)]
    assert [each.status_code for each in answers] == [302, 302]
    assert Revision.objects.count() == 1


def test_problems_come_back_as_a_list_of_links_and_nothing_moves(open_world: World) -> None:
    report = open_world.begun(open_world.business)
    answer = _act(open_world.client("doanh-nghiep.nhap"), report, "nop")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="/bao-cao/{report.pk}/nhap/#hoat_dong"' in page
    assert "Chưa có hoạt động nào." in page
    assert again(report).state == State.DRAFT


def test_a_window_that_has_shut_names_the_rule_since_when_and_who_helps(
    world: World, at: Callable[[datetime], None]
) -> None:
    report = world.drafted(world.business)
    at(SHUT)
    client = world.client("doanh-nghiep.nhap")
    page = _page(client, report)
    assert "/nop/" not in page
    for told in (report.campaign.window_citation.sentence, "01/12/2021", "Ban Dân tộc tỉnh Quảng Nam"):
        assert told in page
    refused = _act(client, report, "nop")
    assert refused.status_code == 422
    for told in (report.campaign.window_citation.sentence, "30/11/2021", "Ban Dân tộc tỉnh Quảng Nam"):
        assert told in refused.content.decode()
    assert again(report).state == State.DRAFT


@pytest.mark.parametrize(
    ("username", "slug", "data", "status", "code"),
    [
        ("so-khac.nhap", "chap-nhan", {}, 404, "NO_REPORT"),
        ("ubnd.theo-doi", "chap-nhan", {}, 403, "NO_SUCH_STEP"),
        ("ban.dieu-hanh", "chap-nhan", {"version": 1}, 409, "CHANGED_SINCE"),
        ("ban.dieu-hanh", "chap-nhan", {"version": "²"}, 409, "CHANGED_SINCE"),
        ("ban.dieu-hanh", "tra-lai", {"reason": "  "}, 422, "REASON_MISSING"),
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_refusal_is_answered_with_its_status_as_a_page_or_as_data(
    open_world: World, username: str, slug: str, data: dict[str, Any], status: int, code: str, accept: str
) -> None:
    report = open_world.brought_to(open_world.department, State.SUBMITTED)
    client = open_world.client(username, headers={"accept": accept})
    answer = _act(client, report, slug, **data)
    assert answer.status_code == status
    if accept == "application/json":
        told = answer.json()
        assert told["code"] == code
        assert told["message"]
    else:
        assert "<h1" in answer.content.decode()


def test_a_script_whose_session_ended_is_told_to_sign_in_again() -> None:
    answer = Client(headers={"accept": "application/json"}).get("/bao-cao/")
    assert (answer.status_code, answer.json()["code"]) == (401, "SIGN_IN")


def test_the_board_reads_the_frozen_revision_while_the_unit_goes_on_writing(open_world: World) -> None:
    report = open_world.brought_to(open_world.department, State.RETURNED)
    content = clean(report)
    content["sections"]["thuyet_minh"]["ket_qua"] = "Đã sửa sau khi bị trả lại."
    save(open_world.department.reporter, report, content)
    assert "Đã sửa sau khi" in _page(open_world.client("so-y.nhap"), report)
    assert "Đã sửa sau khi" not in _page(open_world.client("ban.dieu-hanh"), report)


SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize("tail", ["", "in/", "lich-su/", "nhap/"])
def test_a_script_in_a_remark_is_shown_as_text(open_world: World, tail: str) -> None:
    report = open_world.drafted(open_world.department)
    content = clean(report)
    content["sections"]["hoat_dong"][0]["ghi_chu"] = SCRIPT
    content["sections"]["thuyet_minh"]["ket_qua"] = SCRIPT
    save(open_world.department.reporter, report, content)
    page = _page(open_world.client("so-y.nhap"), report, tail)
    assert SCRIPT not in page
    assert "alert(1)" in page


def test_a_script_in_a_reason_is_shown_as_text(open_world: World) -> None:
    report = open_world.brought_to(open_world.department, State.SUBMITTED)
    _act(open_world.client("ban.dieu-hanh"), report, "tra-lai", reason=SCRIPT)
    for tail in ("", "lich-su/"):
        assert SCRIPT not in _page(open_world.client("so-y.nhap"), report, tail)
    assert SCRIPT not in open_world.client("so-y.nhap").get("/viec-can-lam/").content.decode()


def test_the_history_of_a_cell_is_asked_for_in_the_address_and_named_in_words(open_world: World) -> None:
    report = open_world.drafted(open_world.department)
    page = _page(open_world.client("so-y.nhap"), report, "lich-su/?o=ky_ket.so_van_ban")
    assert "Chương trình, kế hoạch đã ký kết: Số, ký hiệu văn bản" in page
    assert "Kết quả nổi bật" not in page


@pytest.mark.parametrize(
    "path", ["khong.co", "hoat_dong.r1.von_ngan_sach.x", "waivers", "nil.x", "hoat_dong"]
)
def test_a_cell_that_is_nowhere_has_an_empty_history(open_world: World, path: str) -> None:
    report = open_world.begun(open_world.department)
    assert "Chưa có thay đổi nào" in _page(open_world.client("so-y.nhap"), report, f"lich-su/?o={path}")


def test_the_history_tells_places_and_values_as_people_read_them(open_world: World) -> None:
    report = open_world.drafted(open_world.department)
    content = clean(report)
    content["sections"]["hoat_dong"][0]["von_ngan_sach"] = {"actual": 10_000_000, "estimate": 30_000_000}
    content["waivers"]["B1-W01@ky_ket.so_van_ban"] = "Ký vào tháng sau."
    save(open_world.department.reporter, report, content)
    page = _page(open_world.client("so-y.nhap"), report, "lich-su/")
    assert "Hoạt động hỗ trợ, dòng 1: Ngân sách cơ quan, địa phương – ước cả năm" in page
    assert "<del>20.000.000</del> → <ins>30.000.000</ins>" in page
    assert f"<ins>{escape(open_world.commune1.name)}</ins>" in page
    assert "Bỏ qua vì: Chưa có số văn bản ký kết." in page
    assert "<ins>Ký vào tháng sau.</ins>" in page
    assert "<code>" not in page


def test_a_row_and_a_nil_report_that_are_gone_stay_in_the_history(open_world: World) -> None:
    report = open_world.drafted(open_world.department)
    save(open_world.department.reporter, report, {"nil": {"reason": "Dừng vì bão."}, "sections": {}})
    page = _page(open_world.client("so-y.nhap"), report, "lich-su/")
    assert "Hoạt động hỗ trợ, dòng đã bỏ: Ngân sách cơ quan, địa phương" in page
    assert "Không phát sinh</a>: <del>—</del> → <ins>Dừng vì bão.</ins>" in page


def test_a_later_revision_marks_what_changed_since_the_one_before(open_world: World) -> None:
    report = open_world.brought_to(open_world.business, State.RETURNED)
    content = clean(report)
    content["sections"]["ky_ket"]["so_van_ban"] = "77/CTr"
    save(open_world.business.reporter, report, content)
    _act(open_world.client("doanh-nghiep.nhap"), report, "nop")
    page = _page(open_world.client("ban.dieu-hanh"), report)
    assert "Bản nộp lần 2" in page
    assert "77/CTr" in page
    assert "Nội dung ghi rõ" in _page(open_world.client("ban.dieu-hanh"), report, "ban-nop/1/")


def test_the_list_is_narrowed_by_state_and_by_name_without_marks(open_world: World) -> None:
    open_world.brought_to(open_world.department, State.SUBMITTED)
    open_world.brought_to(open_world.city, State.ACCEPTED)
    client = open_world.client("ban.dieu-hanh")
    names = (open_world.department.name, open_world.city.name)
    expected = {"": (True, True), "trang-thai=ACCEPTED": (False, True), "q=so+y": (True, False)}
    for query, seen in expected.items():
        page = client.get(f"/bao-cao/?{query}").content.decode()
        main = page[page.index("<main") :]
        assert tuple(name in main for name in names) == seen, query


def test_a_district_sees_which_communes_are_in_and_opens_what_came(open_world: World) -> None:
    report = open_world.brought_to(open_world.commune1, State.SUBMITTED)
    open_world.drafted(open_world.commune2)
    page = open_world.client("huyen.tong-hop").get("/bao-cao-cac-xa/").content.decode()
    assert f"/bao-cao/{report.pk}/" in page
    for unit in (open_world.commune1, open_world.commune2):
        assert unit.organisation.short_name.replace("'", "&#x27;") in page


def test_a_reason_travels_with_the_return(open_world: World) -> None:
    report = open_world.brought_to(open_world.department, State.SUBMITTED)
    _act(open_world.client("ban.dieu-hanh"), report, "tra-lai", reason=REASON)
    assert REASON in _page(open_world.client("so-y.nhap"), report)
    assert again(report).saved_at == OPEN
