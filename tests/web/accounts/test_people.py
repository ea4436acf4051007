"""Screens of accounts: the list, a unit's people, one person, handing out with letters; what they cost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from pytest_django.asserts import assertNumQueries

from ketnghia.accounts.models import Membership, OneTimeLink, User
from ketnghia.accounts.states import Role
from tests.db.units import Kind, campaign, person, unit
from tests.world import BACKEND, OPEN, World


@pytest.fixture
def board(db: None, at: Callable[[datetime], None]) -> Client:
    """Ban Dân tộc, signed in."""
    at(OPEN)
    campaign()
    return signed_in(person(unit("Ban Dân tộc"), Role.COORDINATOR, username="ban"))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def page_of(client: Client, name: str, *args: int, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def preview(client: Client, text: str) -> Any:
    return client.post(reverse("issue_accounts"), {"danh_sach": text})


def issue(client: Client, text: str, **more: str) -> str:
    sent = {"danh_sach": text, "dot": str(uuid4())} | more
    return client.post(reverse("issue_letters"), sent).content.decode()


def links_in(page: str) -> list[str]:
    return re.findall(r"http://testserver(/tai-khoan/lien-ket/[a-z0-9-]+/)", page)


def test_a_list_is_checked_line_by_line_before_anything_is_given(board: Client) -> None:
    unit("Sở Y tế")
    answer = preview(board, "so y te\tnhập\tChuyên viên\nSở Mây\tnhập\tA")
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Dòng 2, cột “Đơn vị”: Không tìm thấy “Sở Mây”" in page
    assert "Cấp 1 tài khoản" not in page
    assert "Sở Mây\tnhập\tA" in page
    assert not OneTimeLink.objects.exists()


def test_a_clean_list_waits_for_one_press(board: Client) -> None:
    unit("Sở Y tế")
    answer = preview(board, "so y te\tnhập\tChuyên viên")
    assert answer.status_code == HTTPStatus.OK
    assert "Cấp 1 tài khoản và mở thư để in" in answer.content.decode()
    assert User.objects.count() == 1


def test_ticked_units_become_a_list_of_what_they_need(board: Client) -> None:
    commune = unit("Xã A Vương", Kind.MOUNTAIN_COMMUNE, code="20440")
    department = unit("Sở Y tế", code="so-y")
    page = board.post(reverse("issue_accounts"), {"chon": [commune.pk, department.pk]}).content.decode()
    assert "Cấp 3 tài khoản" in page
    assert "20440\tNgười nhập\tChuyên viên" in page


def test_each_account_has_a_letter_of_its_own_with_link_and_code(board: Client) -> None:
    unit("Sở Y tế", code="so-y")
    page = issue(board, "so-y\tnhập\tChuyên viên\nso-y\tduyệt\tGiám đốc")
    assert page.count('<article class="letter">') == page.count("data:image/svg+xml") == 2
    assert len(set(links_in(page))) == 2
    for told in ("so-y.nhap", "so-y.duyet", "Kính gửi: <strong>Sở Y tế</strong>", "10:00, 08/12/2021"):
        assert told in page
    assert "gọi ngay cho Ban Dân tộc" in page


def test_the_letter_is_kept_by_no_browser_and_told_to_no_site(board: Client) -> None:
    unit("Sở Y tế", code="so-y")
    answer = board.post(reverse("issue_letters"), {"danh_sach": "so-y\tnhập\tA", "dot": str(uuid4())})
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"


def test_letters_are_vietnamese_whatever_the_screen_speaks(board: Client) -> None:
    unit("Sở Y tế", code="so-y")
    board.cookies["django_language"] = "en"
    page = issue(board, "so-y\tnhập\tChuyên viên")
    assert "Người nhập – Chuyên viên" in page
    assert "Kính gửi" in page


def test_a_page_of_letters_loaded_again_gives_nothing_out_again(board: Client) -> None:
    unit("Sở Y tế", code="so-y")
    sent = {"danh_sach": "so-y\tnhập\tA", "dot": str(uuid4())}
    board.post(reverse("issue_letters"), sent)
    again = board.post(reverse("issue_letters"), sent)
    assert again.status_code == HTTPStatus.CONFLICT
    assert "thư chỉ hiện một lần" in again.content.decode()
    assert OneTimeLink.objects.count() == 1


def test_a_list_that_went_wrong_meanwhile_gives_nothing_and_says_so(board: Client) -> None:
    page = issue(board, "Sở Mây\tnhập\tA")
    assert "Không tìm thấy “Sở Mây”" in page
    assert not OneTimeLink.objects.exists()


def test_a_hundred_accounts_with_letters_take_less_than_two_seconds(board: Client) -> None:
    for number in range(100):
        unit(f"Sở {number}", code=f"so-{number}")
    text = "\n".join(f"so-{number}\tnhập\tA" for number in range(100))
    began = time.process_time()
    page = issue(board, text)
    assert time.process_time() - began < 2
    assert len(set(links_in(page))) == 100


def test_links_go_by_mail_only_where_asked_and_stay_in_no_table(board: Client) -> None:
    unit("Sở Y tế", code="so-y")
    issue(board, "so-y\tnhập\tA\tsy@example.vn")
    assert mail.outbox == []
    page = issue(board, "so-y\tduyệt\tB\tsy@example.vn\nso-y\tnhập\tC", gui_thu="1")
    (letter,) = mail.outbox
    assert letter.to == ["sy@example.vn"]
    assert links_in(page)[0] in letter.body
    assert "Đã gửi 1 thư điện tử" in page


class Broken(BaseEmailBackend):
    """A mail server that is away."""

    def send_messages(self, _messages: Any) -> int:
        raise OSError("away")


def test_a_mail_server_that_is_away_loses_no_letter(board: Client, settings: Settings) -> None:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Broken"}}
    unit("Sở Y tế", code="so-y")
    page = issue(board, "so-y\tduyệt\tB\tsy@example.vn", gui_thu="1")
    assert "nhận 0 trong 1 thư" in page
    assert len(links_in(page)) == 1


def test_the_letters_link_opens_the_account_in_a_fresh_browser(board: Client) -> None:
    unit("Sở Y tế", code="so-y")
    (link,) = links_in(issue(board, "so-y\tnhập\tA"))
    fresh = Client()
    assert "so-y.nhap" in fresh.get(link, follow=True).content.decode()


def test_the_list_of_accounts_narrows_by_unit_role_and_state(board: Client) -> None:
    person(unit("Sở Y tế", code="so-y"), Role.REVIEWER)
    person(unit("Sở Tài chính", code="so-tc"))
    assert "so-y.reviewer" in page_of(board, "accounts")
    by_name = page_of(board, "accounts", query="?q=so+y+te")
    assert "so-y.reviewer" in by_name
    assert "so-tc.reporter" not in by_name
    assert "so-y.reviewer" not in page_of(board, "accounts", query="?vai_tro=REPORTER")
    assert "Không có tài khoản nào như vậy" in page_of(board, "accounts", query="?tt=ASLEEP")


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_the_same_with_one_account_and_with_three(board: Client, count: int) -> None:
    department = unit("Sở Y tế", code="so-y")
    for number in range(count):
        person(department, username=f"so-y.{number}")
    board.get(reverse("keep_alive"))  # notes that the session lives; not every page does
    one = Membership.objects.filter(organisation=department).earliest("pk").pk
    with assertNumQueries(6):
        page_of(board, "accounts")
    with assertNumQueries(7):
        page_of(board, "unit_accounts", department.pk)
    with assertNumQueries(7):
        page_of(board, "account", one)
    with assertNumQueries(8):
        page_of(board, "issue_accounts")


def test_new_links_for_the_ticked_come_as_letters(board: Client) -> None:
    users = [person(unit("Sở Y tế", code="so-y"), username=f"so-y.{number}") for number in range(3)]
    ticked = list(Membership.objects.filter(user__in=users[:2]).values_list("pk", flat=True))
    page = board.post(reverse("renew_links"), {"chon": ticked, "dot": str(uuid4())}).content.decode()
    assert len(set(links_in(page))) == 2
    assert OneTimeLink.objects.filter(user=users[2]).count() == 0


def test_nothing_ticked_gives_nothing(board: Client) -> None:
    answer = board.post(reverse("renew_links"), {"chon": ["x", "9" * 5000]}, follow=True)
    assert "Chưa chọn người nào" in answer.content.decode()


def test_a_leader_adds_a_colleague_and_gets_the_letter(board: Client) -> None:
    department = unit("Sở Y tế", code="so-y")
    leader = signed_in(person(department, Role.REVIEWER))
    sent = {"vai_tro": "REPORTER", "chuc_danh": "Chuyên viên", "thu": "", "dot": str(uuid4())}
    page = leader.post(reverse("add_colleague", args=[department.pk]), sent).content.decode()
    assert "so-y.nhap" in page
    assert len(links_in(page)) == 1


@pytest.mark.parametrize("role", ["COORDINATOR", "OBSERVER", "NONSENSE", ""])
def test_a_leader_is_not_offered_and_not_given_what_is_above(board: Client, role: str) -> None:
    department = unit("Sở Y tế", code="so-y")
    leader = signed_in(person(department, Role.REVIEWER))
    sent = {"vai_tro": role, "chuc_danh": "A", "dot": str(uuid4())}
    answer = leader.post(reverse("add_colleague", args=[department.pk]), sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not OneTimeLink.objects.exists()
    assert f'value="{role or "COORDINATOR"}"' not in page_of(leader, "own_accounts")


def test_a_desk_is_handed_over_on_one_page(open_world: World) -> None:
    open_world.drafted(open_world.department)
    leader = open_world.client("so-y.duyet")
    leaver = open_world.client("so-y.nhap")
    membership = open_world.viewer("so-y.nhap").membership_id
    assert "Bàn giao" in page_of(leader, "account", membership)
    sent = {"nguoi": "", "chuc_danh": "Chuyên viên mới", "thu": "", "dong_y": "1", "dot": str(uuid4())}
    page = leader.post(reverse("hand_over", args=[membership]), sent).content.decode()
    assert "Báo cáo đang dở: 1." in page
    assert "so-y.nhap-2" in page
    assert leaver.get(reverse("duties")).status_code in {HTTPStatus.FOUND, HTTPStatus.FORBIDDEN}
    assert "Đã kết thúc" in page_of(leader, "own_accounts")


def test_handing_over_asks_for_a_word_first(open_world: World) -> None:
    leader = open_world.client("so-y.duyet")
    membership = open_world.viewer("so-y.nhap").membership_id
    answer = leader.post(reverse("hand_over", args=[membership]), {"dot": str(uuid4())})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Membership.objects.get(pk=membership).valid_until is None


def test_the_last_writer_is_refused_with_the_way_out(open_world: World) -> None:
    board = open_world.client("ban.dieu-hanh")
    membership = open_world.viewer("xa-1.nhap").membership_id
    answer = board.post(reverse("end_membership", args=[membership]))
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Bàn giao" in answer.content.decode()
    emptied = board.post(reverse("end_membership", args=[membership]), {"de_trong": "1"})
    assert emptied.status_code == HTTPStatus.FOUND


def test_one_does_not_end_oneself_but_sees_how_to_leave(open_world: World) -> None:
    leader = open_world.client("so-y.duyet")
    own = open_world.viewer("so-y.duyet").membership_id
    page = page_of(leader, "account", own)
    assert "Kết thúc vai trò" not in page
    assert "Bàn giao" in page
    assert leader.post(reverse("end_membership", args=[own])).status_code == HTTPStatus.FORBIDDEN


def test_whoever_manages_nobody_is_offered_nothing(open_world: World) -> None:
    reporter = open_world.client("so-y.nhap")
    assert reverse("own_accounts") not in page_of(reporter, "profile")
    leader = open_world.client("so-y.duyet")
    assert reverse("own_accounts") in page_of(leader, "profile")


def test_a_lost_telephone_is_taken_off_by_the_coordinator_and_its_owner_reads_of_it(
    open_world: World,
) -> None:
    user = open_world.user("huyen.tong-hop")
    TOTP.activate(user, generate_totp_secret())
    membership = open_world.viewer("huyen.tong-hop").membership_id
    board = open_world.client("ban.dieu-hanh")
    assert "Gỡ bước thứ hai" in page_of(board, "account", membership)
    board.post(reverse("drop_second_factor", args=[membership]))
    assert not Authenticator.objects.filter(user=user).exists()
    owner = open_world.client("huyen.tong-hop")
    assert "Bước thứ hai được gỡ theo yêu cầu" in page_of(owner, "profile")


def test_nobody_takes_off_the_own_second_factor_this_way(open_world: World) -> None:
    own = open_world.viewer("ban.dieu-hanh").membership_id
    board = open_world.client("ban.dieu-hanh")
    answer = board.post(reverse("drop_second_factor", args=[own]))
    assert answer.status_code == HTTPStatus.FORBIDDEN
