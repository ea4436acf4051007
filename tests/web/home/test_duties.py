"""Việc cần làm: what must I do, by when, on what it rests, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils.html import escape

from ketnghia.kernel.dates import TZ
from ketnghia.legal.models import Citation
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reports.states import State
from ketnghia.web.years import present
from tests.db.units import person, unit
from tests.world import BACKEND, BEFORE, LAST_SECOND, OPEN, REASON, SHUT, World


def _page(world: World, username: str) -> str:
    answer = world.client(username).get("/viec-can-lam/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_specialist_sees_form_1_its_deadline_the_days_left_and_the_sentence(open_world: World) -> None:
    page = _page(open_world, "so-y.nhap")
    for told in ("Biểu số 1", "30/11/2021", "còn 6 ngày", "Bắt đầu báo cáo", "phải báo cáo"):
        assert told in page
    assert "/bao-cao/bat-dau/bieu-1/2021/" in page
    assert "Việc này dựa vào đâu" in page
    assert "/van-ban/cv-bdt-2021/" in page


def test_a_draft_tells_how_far_it_is_what_is_missing_and_goes_on_where_one_stopped(open_world: World) -> None:
    report = open_world.begun(open_world.department)
    page = _page(open_world, "so-y.nhap")
    assert f'href="/bao-cao/{report.pk}/nhap/"' in page
    assert "Làm tiếp" in page
    assert "Chưa có hoạt động nào." in page


def test_a_returned_report_says_why_it_came_back(open_world: World) -> None:
    open_world.brought_to(open_world.business, State.RETURNED)
    page = _page(open_world, "doanh-nghiep.nhap")
    assert "Bị trả lại vì" in page
    assert REASON in page


def test_who_has_done_everything_is_told_so(open_world: World) -> None:
    open_world.brought_to(open_world.business, State.SUBMITTED)
    assert "Đơn vị đã hoàn thành mọi việc" in _page(open_world, "doanh-nghiep.nhap")


def test_a_unit_that_owes_nothing_is_told_whom_to_ask(open_world: World) -> None:
    page = _page(open_world, "so-khac.nhap")
    assert "không có tên trong danh sách" in page
    assert "Ban Dân tộc" in page


def test_a_reviewer_is_told_what_waits_for_approval(open_world: World) -> None:
    open_world.brought_to(open_world.department, State.PENDING_APPROVAL)
    assert "1 báo cáo của đơn vị đang chờ bạn duyệt" in _page(open_world, "so-y.duyet")


def test_a_district_is_told_which_communes_wait_to_be_looked_at(open_world: World) -> None:
    open_world.brought_to(open_world.commune1, State.SUBMITTED)
    assert "1 báo cáo cấp xã đang chờ xem" in _page(open_world, "huyen.tong-hop")


def test_the_present_year_is_vietnam_s() -> None:
    first_minutes_of_2022 = datetime(2022, 1, 1, 0, 5, tzinfo=TZ).astimezone(UTC)
    assert present([2022, 2021], first_minutes_of_2022) == 2022


@pytest.mark.parametrize(
    ("username", "reference"),
    [
        ("so-y.nhap", "cv-bdt-2021#phai-bao-cao"),
        ("doanh-nghiep.nhap", "cv-bdt-2021#khuyen-khich-bao-cao"),
        ("xa-1.nhap", "cv-bdt-2021#xa-bao-cao"),
        ("huyen.tong-hop", "cv-bdt-2021#bieu-so-2"),
    ],
)
def test_each_card_quotes_the_sentence_that_makes_it_a_duty(
    open_world: World, username: str, reference: str
) -> None:
    instrument, _, code = reference.partition("#")
    said = Citation.objects.get(instrument__code=instrument, code=code).sentence
    others = Citation.objects.filter(instrument__code=instrument, code__endswith="bao-cao")
    page = _page(open_world, username)
    assert escape(said) in page
    assert not [one.code for one in others if one.code != code and escape(one.sentence) in page]


def test_a_subordinate_unit_is_told_that_its_parent_reports_for_it(open_world: World) -> None:
    centre = unit(
        "Trung tâm Y tế", OrganisationKind.SUBORDINATE_UNIT, under=open_world.department.organisation
    )
    client = Client()
    client.force_login(person(centre, username="trung-tam.nhap"), backend=BACKEND)
    page = client.get("/viec-can-lam/").content.decode()
    assert "Đơn vị trực thuộc báo cáo cùng cơ quan chủ quản" in page
    assert "không có tên trong danh sách" not in page


def test_a_business_is_encouraged_and_told_that_silence_does_no_harm(open_world: World) -> None:
    assert "khuyến khích" in _page(open_world, "doanh-nghiep.nhap")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (BEFORE, "mở nhập từ 01/11/2021"),
        (OPEN, "còn 6 ngày"),
        (LAST_SECOND, "hôm nay là ngày cuối"),
        (SHUT, "đã hết hạn"),
        (SHUT + timedelta(days=30), "đã hết hạn"),
    ],
    ids=["before", "open", "last second", "shut", "a month later"],
)
def test_the_days_left_are_counted_in_vietnam(
    world: World, at: Callable[[datetime], None], moment: datetime, said: str
) -> None:
    at(moment)
    page = _page(world, "so-y.nhap")
    assert said in page
    assert ("Bắt đầu báo cáo" in page) == (moment in (OPEN, LAST_SECOND))


@pytest.mark.parametrize(
    ("username", "place"),
    [
        ("so-y.nhap", "/viec-can-lam/"),
        ("xa-1.nhap", "/viec-can-lam/"),
        ("ban.dieu-hanh", "/dieu-hanh/2021/"),
        ("ubnd.theo-doi", "/dieu-hanh/2021/"),
    ],
)
def test_each_role_starts_where_its_question_is_answered(
    open_world: World, username: str, place: str
) -> None:
    assert open_world.client(username).get("/").headers["Location"] == place


def test_a_visitor_is_told_what_this_is(open_world: World) -> None:
    page = Client().get("/").content.decode()
    assert "/bieu-mau/" in page
    assert escape(open_world.department.name) not in page


def test_the_duties_cost_the_same_queries_for_a_long_report(
    open_world: World, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    open_world.drafted(open_world.business, rows=30)
    client = open_world.client("doanh-nghiep.nhap")
    client.get("/viec-can-lam/")
    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]  # the fixture has no public type
        client.get("/viec-can-lam/")
