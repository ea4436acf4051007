"""The bell, the list behind it, how letters reach a person, and the letters of the demo."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from ketnghia.accounts.models import User
from ketnghia.notices.models import MailChoice, Notice, OutgoingMail
from ketnghia.notices.operations import notify
from tests.world import OPEN, World

LIST = "/thong-bao/"
MAIL = "/thong-bao/thu-dien-tu/"


@pytest.fixture
def reporter(open_world: World) -> Client:
    return open_world.client("so-y.nhap")


def tell(world: World, count: int = 1, link: str = "/viec-can-lam/") -> list[Notice]:
    reader = world.department.reporter.user_id
    before = Notice.objects.filter(recipient_id=reader).count()
    for number in range(count):
        notify(
            user_ids=[reader],
            subject=f"Nhắc nộp báo cáo {before + number}",
            text="Còn 6 ngày.\nHạn là 30/11.",
            link=link,
            now=OPEN,
        )
    return list(Notice.objects.filter(recipient_id=reader))


def said(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_bell_counts_what_was_not_read_and_leads_to_the_list(open_world: World, reporter: Client) -> None:
    assert 'href="/thong-bao/" aria-label="Thông báo"' in said(reporter, "/viec-can-lam/")
    tell(open_world, 2)
    html = said(reporter, "/viec-can-lam/")
    assert 'aria-label="2 thông báo chưa đọc"' in html
    assert "thông báo chưa đọc" not in said(open_world.client("so-y.duyet"), "/viec-can-lam/")


def test_the_list_says_what_was_told_and_when(open_world: World, reporter: Client) -> None:
    assert "Chưa có thông báo nào" in said(reporter, LIST)
    tell(open_world)
    html = said(reporter, LIST)
    for words in ("Nhắc nộp báo cáo 0", "Còn 6 ngày.<br>Hạn là 30/11.", "10:00 24/11/2021", "Chưa đọc"):
        assert words in html


def test_opening_a_notice_marks_it_and_goes_where_it_leads(open_world: World, reporter: Client) -> None:
    notice, other = tell(open_world, 2)
    answer = reporter.post(f"{LIST}{notice.pk}/", {"mo": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/viec-can-lam/")
    notice.refresh_from_db()
    assert notice.read_at == OPEN
    answer = reporter.post(f"{LIST}{other.pk}/")
    assert answer.headers["Location"] == LIST
    assert not Notice.objects.filter(read_at=None).exists()


def test_all_are_marked_at_once(open_world: World, reporter: Client) -> None:
    tell(open_world, 3)
    html = reporter.post(f"{LIST}da-doc/", follow=True).content.decode()
    assert "Đã đánh dấu 3 thông báo là đã đọc." in html
    assert "Chưa đọc" not in html


def test_a_notice_of_somebody_else_does_not_exist(open_world: World) -> None:
    (notice,) = tell(open_world)
    colleague = open_world.client("so-y.duyet")
    assert colleague.post(f"{LIST}{notice.pk}/").status_code == 404
    assert "Nhắc nộp báo cáo" not in said(colleague, LIST)
    notice.refresh_from_db()
    assert notice.read_at is None


def test_one_chooses_where_letters_go_and_whether_any_do(open_world: World, reporter: Client) -> None:
    assert "Trang cá nhân" in said(reporter, MAIL)
    reporter.post(MAIL, {"email": "so-y@example.com", "luu": "1"})
    user = User.objects.get(username="so-y.nhap")
    assert user.email == "so-y@example.com"
    assert MailChoice.objects.get(user=user).wants_mail is False
    reporter.post(MAIL, {"email": "so-y@example.com", "wants_mail": "on", "luu": "1"})
    assert MailChoice.objects.get(user=user).wants_mail is True
    html = said(reporter, MAIL)
    assert 'value="so-y@example.com"' in html
    assert "so-y@example.com" in said(reporter, "/tai-khoan/")


def test_an_address_that_is_none_is_told_and_kept_out(open_world: World, reporter: Client) -> None:
    answer = reporter.post(MAIL, {"email": "so-y", "luu": "1"})
    assert answer.status_code == 422
    assert 'value="so-y"' in answer.content.decode()
    assert User.objects.get(username="so-y.nhap").email == ""
    assert reporter.post(MAIL, {"email": "x@example.com"}).status_code == 200
    assert User.objects.get(username="so-y.nhap").email == ""


def test_the_letters_of_the_demo_are_shown_in_the_demo_alone(
    open_world: World, reporter: Client, settings: Settings
) -> None:
    OutgoingMail.objects.create(
        to_address="so-y@example.com",
        subject="Nhắc nộp Biểu số 1",
        body="Kính gửi Sở Y tế,\n\nhttps://localhost/viec-can-lam/\n",
        created_at=OPEN,
    )
    assert reporter.get("/minh-hoa/thu/").status_code == 404
    settings.DEMO = True
    html = said(Client(), "/minh-hoa/thu/")
    for words in ("Nhắc nộp Biểu số 1", "Gửi so-y@example.com lúc 10:00 24/11/2021", "Kính gửi Sở Y tế,"):
        assert words in html
    assert 'href="/minh-hoa/thu/">Hộp thư minh họa</a>' in html


def test_the_list_takes_the_same_queries_with_one_and_with_thirty(
    open_world: World, reporter: Client, django_assert_max_num_queries: Any
) -> None:
    tell(open_world, 1)
    said(reporter, LIST)
    with django_assert_max_num_queries(9) as one:
        said(reporter, LIST)
    tell(open_world, 29)
    with django_assert_max_num_queries(9) as thirty:
        said(reporter, LIST)
    assert len(one) == len(thirty)
