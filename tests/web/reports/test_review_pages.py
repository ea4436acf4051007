"""Looking at a report that came in: remarks beside its cells, what changed since, many accepted at once."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django.test import Client

from ketnghia.comments.models import Comment
from ketnghia.reports.models import Report
from ketnghia.reports.states import Action, State
from tests.world import World, act, again, save

CELL = "hoat_dong.r1.von_ngan_sach.estimate"


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def _say(client: Client, report: Report, text: str, **more: Any) -> Any:
    sent = {"o": CELL, "cho": "BOTH", "text": text} | more
    return client.post(f"/bao-cao/{report.pk}/y-kien/moi/", sent)


def test_a_remark_stands_beside_its_cell_on_both_sides_and_is_answered_where_the_report_is_filled(
    open_world: World,
) -> None:
    report = open_world.brought_to(open_world.department, State.SUBMITTED)
    board, unit = open_world.client("ban.dieu-hanh"), open_world.client("so-y.nhap")
    panel = _page(board, f"/bao-cao/{report.pk}/?o={CELL}")
    assert "dòng 1: Ngân sách cơ quan, địa phương – ước cả năm" in panel
    said = _say(board, report, "Lấy số này <b>ở đâu</b>?")
    assert said.headers["Location"] == f"/bao-cao/{report.pk}/?o={CELL}#y-kien"
    act(open_world.board.coordinator, report, Action.RETURN, reason="Xem ý kiến.")
    page = _page(unit, f"/bao-cao/{report.pk}/")
    assert "Những điều cần sửa" in page
    assert "Lấy số này &lt;b&gt;ở đâu&lt;/b&gt;?" in page
    assert f'class="mark" href="/bao-cao/{report.pk}/?o={CELL}#y-kien"' in page
    assert "1 ý kiến chờ bạn trả lời" in page
    assert "Còn 1 ý kiến chưa trả lời" in _page(unit, "/viec-can-lam/?nam=2021")
    entry = _page(unit, f"/bao-cao/{report.pk}/nhap/")
    assert f'data-about="{CELL}"' in entry
    assert "vẫn gửi được" in entry
    thread = Comment.objects.get()
    answered = unit.post(
        f"/bao-cao/{report.pk}/y-kien/{thread.pk}/tra-loi/", {"text": "Theo hợp đồng.", "ve": "nhap"}
    )
    assert answered.headers["Location"] == f"/bao-cao/{report.pk}/nhap/#hoat_dong"
    assert "Theo hợp đồng." in _page(board, f"/bao-cao/{report.pk}/")
    assert "chưa trả lời" not in _page(unit, "/viec-can-lam/?nam=2021")


def test_cells_are_offered_one_by_one_to_who_asks_for_it_and_to_nobody_else(open_world: World) -> None:
    report = open_world.brought_to(open_world.department, State.SUBMITTED)
    board = open_world.client("ban.dieu-hanh")
    link = f"?o={CELL}#y-kien"
    assert link not in _page(board, f"/bao-cao/{report.pk}/")
    assert link in _page(board, f"/bao-cao/{report.pk}/?gop-y=1")
    assert link not in _page(open_world.client("ubnd.theo-doi"), f"/bao-cao/{report.pk}/?gop-y=1")


def test_a_thread_is_closed_and_opened_by_who_began_it(open_world: World) -> None:
    report = open_world.brought_to(open_world.department, State.SUBMITTED)
    board = open_world.client("ban.dieu-hanh")
    _say(board, report, "Xem lại.")
    base = f"/bao-cao/{report.pk}/y-kien/{Comment.objects.get().pk}"
    assert open_world.client("so-y.nhap").post(f"{base}/khep/").status_code == 403
    board.post(f"{base}/khep/")
    assert "đã khép" in _page(board, f"/bao-cao/{report.pk}/")
    board.post(f"{base}/mo-lai/")
    assert "đã khép" not in _page(board, f"/bao-cao/{report.pk}/")


def _resubmitted(world: World) -> Report:
    """The department's second submission: an amount raised, a row removed, another added, an answer given."""
    report = world.brought_to(world.department, State.RETURNED)
    content = deepcopy(again(report).content)
    row = content["sections"]["hoat_dong"][0]
    row["von_ngan_sach"]["estimate"] += 20_000_000
    row["ghi_chu"] = "Đã xem lại hợp đồng."
    content["sections"]["hoat_dong"].append({**deepcopy(row), "id": "r9"})
    content["sections"]["nhan_xet"] = content["sections"]["nhan_xet"][:0]
    save(world.department.reporter, report, content)
    return again(report)


def test_the_difference_tells_sections_rows_and_cells_with_both_values_and_what_lies_between(
    open_world: World,
) -> None:
    report = _resubmitted(open_world)
    page = _page(open_world.client("so-y.nhap"), f"/bao-cao/{report.pk}/so-sanh/?tu=1&den=nhap")
    for told in ("dòng thêm", "dòng sửa", "dòng bỏ", "Đã xem lại hợp đồng.", "+20.000.000", "40.000.000"):
        assert told in page, told
    assert "Số, ký hiệu văn bản" not in page
    stranger = open_world.client("ban.dieu-hanh")
    assert stranger.get(f"/bao-cao/{report.pk}/so-sanh/?tu=1&den=nhap").status_code == 404


def test_many_are_accepted_at_once_and_what_is_left_says_why(open_world: World) -> None:
    ready = open_world.begun(open_world.business)
    content = open_world.drafted(open_world.business).content | {"waivers": {}}
    ready = open_world.brought_to(open_world.business, State.SUBMITTED, content)
    open_world.brought_to(open_world.department, State.SUBMITTED)
    board = open_world.client("ban.dieu-hanh")
    page = _page(board, "/bao-cao/chap-nhan-hang-loat/?nam=2021")
    assert f'value="{ready.pk}:{ready.version}" checked' in page
    sent = {"nam": "2021", "chon": [f"{ready.pk}:{ready.version}", "khong-phai-so", "1:x"]}
    done = board.post("/bao-cao/chap-nhan-hang-loat/?nam=2021", sent).content.decode()
    assert "Đã chấp nhận 1 báo cáo." in done
    assert again(ready).state == State.ACCEPTED


def test_a_report_takes_the_same_number_of_queries_with_one_thread_and_with_ten(
    open_world: World, django_assert_max_num_queries: Any
) -> None:
    report = open_world.brought_to(open_world.department, State.SUBMITTED)
    board = open_world.client("ban.dieu-hanh")
    for _each in range(10):
        _say(board, report, "Xem lại.")
    with django_assert_max_num_queries(24):
        _page(board, f"/bao-cao/{report.pk}/")
