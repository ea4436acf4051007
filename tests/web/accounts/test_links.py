"""The one-time link in the browser: looking uses nothing up, using it once signs in, and it tells nothing."""

from __future__ import annotations

import logging
from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from ketnghia.accounts import issuing
from ketnghia.accounts.issuing import Issued
from ketnghia.accounts.models import Membership, OneTimeLink, SignIn, User
from ketnghia.accounts.states import Role, SignInOutcome
from ketnghia.campaigns import clock
from ketnghia.web.accounts.links import COOKIE
from tests.db.units import PASSWORD, campaign, person, unit, viewer

pytestmark = pytest.mark.django_db
NEW = "mot-cau-ngan-cua-rieng-toi"


@pytest.fixture
def issued() -> Issued:
    cache.clear()  # the limit of one address is counted there
    campaign()
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    return issuing.add_colleague(
        viewer=leader,
        issue_id=uuid4(),
        organisation_id=unit("Sở Y").pk,
        role=Role.REPORTER,
        position="Chuyên viên",
        email="",
        now=clock.now(),
    )


def follow(client: Client, token: str) -> str:
    return client.get(reverse("open_link", args=[token]), follow=True).content.decode()


def send(client: Client, first: str = NEW, second: str | None = None) -> int:
    typed = {"password1": first, "password2": first if second is None else second}
    return client.post(reverse("set_password"), typed).status_code


def is_in(client: Client) -> bool:
    return client.get(reverse("keep_alive")).status_code == HTTPStatus.NO_CONTENT


def test_the_link_shows_unit_and_user_name_and_signs_in_with_the_new_password(
    client: Client, issued: Issued
) -> None:
    page = follow(client, issued.token)
    assert issued.username in page
    assert "Sở Y" in page
    assert send(client) == HTTPStatus.FOUND
    assert is_in(client)
    assert User.objects.get(pk=issued.user_id).check_password(NEW)


def test_looking_however_often_uses_nothing_up(client: Client, issued: Issued) -> None:
    """A mail scanner follows every link before anybody reads the mail."""
    for _each in range(3):
        follow(Client(), issued.token)
        Client().head(reverse("open_link", args=[issued.token]))
    assert OneTimeLink.objects.get().used_at is None
    follow(client, issued.token)
    assert send(client) == HTTPStatus.FOUND


def test_the_token_leaves_the_address_at_once_and_travels_nowhere(client: Client, issued: Issued) -> None:
    answer = client.get(reverse("open_link", args=[issued.token]))
    assert answer["Location"] == reverse("set_password")
    assert answer["Referrer-Policy"] == "no-referrer"
    kept = answer.cookies[COOKIE]
    assert kept["httponly"]
    assert kept["path"] == "/tai-khoan/lien-ket/"
    assert issued.token not in follow(client, issued.token)


def test_a_used_link_a_replaced_one_and_an_invented_one_look_the_same(client: Client, issued: Issued) -> None:
    follow(client, issued.token)
    send(client)
    invented = follow(Client(), "abcd-efgh")
    used = follow(Client(), issued.token)
    assert "Liên kết không dùng được" in used
    assert issued.username not in used
    assert _main(used) == _main(invented)
    assert send(_with(issued.token)) == HTTPStatus.GONE
    assert send(Client()) == HTTPStatus.GONE


def _main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def _with(token: str) -> Client:
    client = Client()
    client.get(reverse("open_link", args=[token]))
    return client


def test_two_browsers_with_one_link_set_one_password(issued: Issued) -> None:
    first, second = _with(issued.token), _with(issued.token)
    assert send(first) == HTTPStatus.FOUND
    assert send(second, "mot-mat-khau-hoan-toan-khac") == HTTPStatus.GONE
    assert User.objects.get(pk=issued.user_id).check_password(NEW)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("ngan", None, "ít nhất 14 ký tự"),
        ("so-y.nhap-so-y", None, "giống tên đăng nhập"),
        ("password123456", None, "dễ bị đoán"),
        (NEW, "khac-han-cau-kia", "chưa giống nhau"),
    ],
)
def test_a_password_that_will_not_do_is_told_in_vietnamese_and_the_link_stays(
    client: Client, issued: Issued, first: str, second: str | None, told: str
) -> None:
    follow(client, issued.token)
    typed = {"password1": first, "password2": first if second is None else second}
    answer = client.post(reverse("set_password"), typed)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert told in answer.content.decode()
    assert OneTimeLink.objects.get().used_at is None


def test_no_log_line_holds_a_token(client: Client, issued: Issued, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        follow(client, issued.token)
        send(client, "ngan")
        send(client)
        follow(Client(), issued.token)
    assert caplog.records
    assert not [each for each in caplog.records if issued.token in each.getMessage()]


def test_the_session_of_before_is_not_the_session_of_after(client: Client, issued: Issued) -> None:
    """Somebody who planted a session in this browser is not let in with its owner."""
    stranger = person(unit("Sở Z"))
    client.post(reverse("account_login"), {"login": stranger.username, "password": PASSWORD})
    planted = client.session.session_key
    follow(client, issued.token)
    send(client)
    assert client.session.session_key != planted
    assert client.session["_auth_user_id"] == str(issued.user_id)
    thief = Client()
    thief.cookies["sessionid"] = planted or ""
    assert not is_in(thief)


def test_using_a_link_ends_the_sessions_there_were(issued: Issued) -> None:
    own = User.objects.get(pk=issued.user_id)
    own.set_password(PASSWORD)
    own.save()
    elsewhere = Client()
    elsewhere.post(reverse("account_login"), {"login": own.username, "password": PASSWORD})
    assert is_in(elsewhere)
    assert send(_with(issued.token)) == HTTPStatus.FOUND
    assert not is_in(elsewhere)


def test_a_link_does_not_stand_in_for_a_second_factor(client: Client, issued: Issued) -> None:
    TOTP.activate(User.objects.get(pk=issued.user_id), generate_totp_secret())
    follow(client, issued.token)
    answer = client.post(reverse("set_password"), {"password1": NEW, "password2": NEW})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)


def test_too_many_tries_from_one_address_wait(client: Client, issued: Issued, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"one_time_link": "2/m/ip"}
    follow(client, issued.token)
    for _each in range(2):
        assert send(client, "ngan") == HTTPStatus.UNPROCESSABLE_ENTITY
    assert send(client) == HTTPStatus.TOO_MANY_REQUESTS
    assert OneTimeLink.objects.get().used_at is None
    cache.clear()


def test_a_link_that_is_late_says_whom_to_ask(
    client: Client, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = issued.expires_at + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    page = follow(client, issued.token)
    assert "Ban Dân tộc tỉnh cấp liên kết mới" in page


def test_the_use_of_a_link_is_on_the_persons_own_page(client: Client, issued: Issued) -> None:
    follow(client, issued.token)
    send(client)
    assert list(
        SignIn.objects.filter(user_id=issued.user_id).order_by("pk").values_list("outcome", flat=True)
    ) == [
        SignInOutcome.LINK_USED,
        SignInOutcome.OK,
    ]
    assert "Đặt mật khẩu bằng liên kết" in client.get(reverse("profile")).content.decode()


def test_the_form_of_the_link_is_guarded_against_other_sites(issued: Issued) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("open_link", args=[issued.token]))
    assert send(client) == HTTPStatus.FORBIDDEN
    assert OneTimeLink.objects.get().used_at is None


def test_whoever_was_made_to_leave_comes_in_nowhere(issued: Issued) -> None:
    Membership.objects.filter(user_id=issued.user_id).update(
        valid_until="2020-01-01", valid_from="2019-01-01"
    )
    client = _with(issued.token)
    send(client)
    assert client.get(reverse("profile")).status_code == HTTPStatus.FORBIDDEN
