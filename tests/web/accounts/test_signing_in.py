"""Signing in and out, the lock after failures, the idle lock, and what allauth offers here."""

import re
from http import HTTPStatus

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from ketnghia.accounts.models import Membership, User
from ketnghia.web.accounts.idle import GRAIN_SECONDS, LAST_SEEN
from tests.db.units import PASSWORD, campaign, person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def specialist() -> User:
    cache.clear()  # the limit of sign-ins from one address is counted there
    campaign()
    return person(unit("Sở Y"), username="so-y.nhap")


def sign_in(client: Client, username: str = "so-y.nhap", password: str = PASSWORD) -> int:
    answer = client.post(reverse("account_login"), {"login": username, "password": password})
    return answer.status_code


def is_in(client: Client) -> bool:
    return client.get(reverse("keep_alive")).status_code == HTTPStatus.NO_CONTENT


def test_the_right_password_opens_the_personal_page(client: Client, specialist: User) -> None:
    assert sign_in(client) == HTTPStatus.FOUND
    page = client.get(reverse("profile")).content.decode()
    assert "Sở Y" in page
    assert "Người nhập" in page
    assert "Nơi này" in page


def test_the_user_name_is_read_in_any_case(client: Client, specialist: User) -> None:
    assert sign_in(client, "SO-Y.Nhap") == HTTPStatus.FOUND


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get(reverse("profile"))
    assert answer.status_code == HTTPStatus.FOUND
    assert answer["Location"].startswith(reverse("account_login"))


def test_five_failures_lock_the_account_even_for_the_right_password(client: Client, specialist: User) -> None:
    for spelling in ("so-y.nhap", "SO-Y.NHAP", "so-y.nhap", "So-Y.nhap"):
        assert sign_in(client, spelling, "sai") == HTTPStatus.OK
    assert sign_in(client, password="sai") == HTTPStatus.TOO_MANY_REQUESTS
    assert sign_in(Client()) == HTTPStatus.TOO_MANY_REQUESTS
    assert not is_in(client)


def test_the_lock_says_why_and_when_it_ends(client: Client, specialist: User) -> None:
    for _each in range(4):
        sign_in(client, password="sai")
    answer = client.post(reverse("account_login"), {"login": "so-y.nhap", "password": "sai"})
    page = answer.content.decode()
    assert "Tạm khóa đăng nhập" in page
    assert "15 phút" in page


def test_the_lock_of_one_account_leaves_the_others_open(client: Client, specialist: User) -> None:
    person(unit("Sở Z"), username="so-z.nhap")
    for _each in range(5):
        sign_in(client, password="sai")
    assert sign_in(client, "so-z.nhap") == HTTPStatus.FOUND


def test_four_failures_are_forgotten_after_a_success(client: Client, specialist: User) -> None:
    for _each in range(4):
        sign_in(client, password="sai")
    assert sign_in(client) == HTTPStatus.FOUND
    client.post(reverse("account_logout"))
    assert sign_in(client, password="sai") == HTTPStatus.OK


def idle_for(client: Client, seconds: int) -> None:
    session = client.session
    session[LAST_SEEN] -= seconds
    session.save()


def test_an_idle_session_is_locked_on_the_server_and_told_so(
    client: Client, specialist: User, settings: Settings
) -> None:
    sign_in(client)
    assert is_in(client)
    idle_for(client, settings.IDLE_LOCK_SECONDS)
    answer = client.get(reverse("profile"), follow=True)
    assert "Phiên làm việc đã khóa" in answer.content.decode()
    assert not is_in(client)


def test_work_within_the_time_keeps_the_session(client: Client, specialist: User, settings: Settings) -> None:
    sign_in(client)
    is_in(client)
    for _each in range(3):
        idle_for(client, settings.IDLE_LOCK_SECONDS - 5)
        assert is_in(client)


def test_a_script_of_a_locked_session_is_told_to_sign_in(
    client: Client, specialist: User, settings: Settings
) -> None:
    sign_in(client)
    is_in(client)
    idle_for(client, settings.IDLE_LOCK_SECONDS)
    answer = client.get(reverse("keep_alive"), headers={"accept": "application/json"})
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert answer.json()["code"] == "SIGN_IN"


def test_the_session_is_not_written_at_every_request(client: Client, specialist: User) -> None:
    sign_in(client)
    is_in(client)
    before = client.session[LAST_SEEN]
    idle_for(client, GRAIN_SECONDS - 5)
    is_in(client)
    assert client.session[LAST_SEEN] == before - (GRAIN_SECONDS - 5)


def test_signing_out_everywhere_leaves_this_session_alone(client: Client, specialist: User) -> None:
    others = [Client(), Client()]
    for each in (client, *others):
        sign_in(each)
    answer = client.post(reverse("sign_out_everywhere"), follow=True)
    assert "Đã đăng xuất 2 nơi khác." in answer.content.decode()
    assert is_in(client)
    assert [is_in(each) for each in others] == [False, False]
    assert Session.objects.count() == 1
    again = client.post(reverse("sign_out_everywhere"), follow=True)
    assert "Không còn nơi nào khác" in again.content.decode()


def test_acting_for_another_own_unit(client: Client, specialist: User) -> None:
    second = Membership.objects.create(
        user=specialist, organisation=unit("Sở Z"), role="REVIEWER", position="Trưởng phòng",
        valid_from="2020-01-01",
    )  # fmt: skip
    sign_in(client)
    client.post(reverse("act_for"), {"membership": second.id})
    assert "Đang dùng" in client.get(reverse("profile")).content.decode().split("Sở Z", 2)[-1]


@pytest.mark.parametrize("chosen", ["", "0", "abc", "9" * 30])
def test_acting_for_a_unit_that_is_not_ones_own_does_not_exist(
    client: Client, specialist: User, chosen: str
) -> None:
    sign_in(client)
    assert client.post(reverse("act_for"), {"membership": chosen}).status_code == HTTPStatus.NOT_FOUND


def test_a_person_without_a_membership_is_told_so(client: Client, specialist: User) -> None:
    sign_in(client)
    Membership.objects.update(valid_until="2020-06-01")
    assert client.get(reverse("profile")).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "account_set_password"]
)
def test_what_the_house_does_not_offer_has_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


MANAGED = (
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "usersessions_list",
)


def confirm(client: Client) -> None:
    """Type the password again: what changes the ways to sign in asks for it."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_a_new_way_to_sign_in_asks_for_the_password_again(
    client: Client, specialist: User, name: str
) -> None:
    sign_in(client)
    answer = client.get(reverse(name))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("name", MANAGED)
def test_every_page_of_security_loads_after_signing_in(client: Client, specialist: User, name: str) -> None:
    sign_in(client)
    confirm(client)
    page = client.get(reverse(name), follow=True)
    assert page.status_code == HTTPStatus.OK
    assert page.request["PATH_INFO"] == reverse(name)
    assert "<h1" in page.content.decode()


@pytest.mark.parametrize("name", ["account_login", *MANAGED])
def test_no_page_of_security_carries_inline_script_or_style(
    client: Client, specialist: User, name: str
) -> None:
    if name != "account_login":
        sign_in(client)
        confirm(client)
    page = client.get(reverse(name), follow=True).content.decode()
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page)
    assert all("application/json" in attributes for attributes in scripts)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)


def test_the_code_for_the_authenticator_app_is_drawn_in_the_page(client: Client, specialist: User) -> None:
    sign_in(client)
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"), follow=True).content.decode()
    assert "data:image/svg+xml" in page
