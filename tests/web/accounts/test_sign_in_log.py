"""The log of sign-ins and the sleep of accounts, at the door itself."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from ketnghia.accounts.browsers import in_words
from ketnghia.accounts.models import SignIn, User
from ketnghia.accounts.states import Role, SignInOutcome
from tests.db.units import PASSWORD, campaign, person, unit

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def specialist() -> User:
    cache.clear()
    campaign()
    return person(unit("Sở Y"), username="so-y.nhap")


def sign_in(client: Client, username: str = "so-y.nhap", password: str = PASSWORD) -> int:
    answer = client.post(
        reverse("account_login"),
        {"login": username, "password": password},
        headers={"user-agent": FIREFOX},
    )
    return answer.status_code


def outcomes(user: User | None) -> list[str]:
    return list(SignIn.objects.filter(user=user).order_by("pk").values_list("outcome", flat=True))


def test_every_attempt_is_written_with_time_address_and_browser(client: Client, specialist: User) -> None:
    sign_in(client, password="sai")
    sign_in(client, "SO-Y.Nhap")
    assert outcomes(specialist) == [SignInOutcome.WRONG_PASSWORD, SignInOutcome.OK]
    row = SignIn.objects.latest("pk")
    assert (row.username, row.ip, row.browser) == ("so-y.nhap", "127.0.0.1", "Firefox trên Windows")
    assert timezone.now() - row.at < timedelta(minutes=1)


def test_the_address_is_the_proxys_word_only_where_a_proxy_is_trusted(
    client: Client, specialist: User, settings: Settings
) -> None:
    told = {"x-forwarded-for": "10.9.9.9, 203.0.113.7"}
    wrong = {"login": "so-y.nhap", "password": "sai"}
    client.post(reverse("account_login"), wrong, headers=told)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client.post(reverse("account_login"), wrong, headers=told)
    addresses = SignIn.objects.filter(user=specialist).order_by("pk").values_list("ip", flat=True)
    assert list(addresses) == ["127.0.0.1", "203.0.113.7"]


def test_the_failure_that_locks_was_a_wrong_password_and_those_after_met_the_lock(
    client: Client, specialist: User
) -> None:
    for _each in range(5):
        sign_in(client, password="sai")
    sign_in(client)
    assert outcomes(specialist) == [SignInOutcome.WRONG_PASSWORD] * 5 + [SignInOutcome.LOCKED]


def test_a_wrong_code_of_the_second_factor_is_written(client: Client, specialist: User) -> None:
    TOTP.activate(specialist, generate_totp_secret())
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert outcomes(specialist) == [SignInOutcome.WRONG_CODE]


def test_a_name_nobody_has_is_not_kept_for_it_may_be_a_password(client: Client, specialist: User) -> None:
    sign_in(client, "mat-khau-toi-go-nham", "sai")
    row = SignIn.objects.get(user=None)
    assert row.username == "ma…"
    assert row.outcome == SignInOutcome.WRONG_PASSWORD


def test_the_own_page_tells_of_the_own_attempts_alone(client: Client, specialist: User) -> None:
    person(unit("Sở Z"), username="so-z.nhap")
    sign_in(Client(), password="sai")
    sign_in(Client(), "so-z.nhap", "sai")
    sign_in(client)
    page = client.get(reverse("profile")).content.decode()
    assert page.count("Sai mật khẩu") == 1
    assert "Firefox trên Windows" in page


def test_the_leader_sees_the_attempts_of_the_unit(client: Client, specialist: User) -> None:
    person(unit("Sở Y"), Role.REVIEWER, username="so-y.duyet")
    sign_in(Client(), password="sai")
    sign_in(client, "so-y.duyet")
    assert "Sai mật khẩu" in client.get(reverse("own_accounts")).content.decode()


def slept(user: User, days: int) -> None:
    long_ago = timezone.now() - timedelta(days=days)
    User.objects.filter(pk=user.pk).update(last_login=long_ago, date_joined=long_ago)


def test_an_account_idle_for_45_days_sleeps_and_says_whom_to_ask(
    client: Client, specialist: User, settings: Settings
) -> None:
    settings.DORMANT_DAYS = 45
    slept(specialist, 45)
    answer = client.post(reverse("account_login"), {"login": "so-y.nhap", "password": PASSWORD})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Tài khoản đang ngủ" in answer.content.decode()
    assert client.get(reverse("keep_alive")).status_code == HTTPStatus.FOUND
    assert outcomes(specialist) == [SignInOutcome.SLEEPING]


def test_a_day_before_it_is_awake(client: Client, specialist: User, settings: Settings) -> None:
    settings.DORMANT_DAYS = 45
    slept(specialist, 44)
    assert sign_in(client) == HTTPStatus.FOUND


def test_who_sleeps_is_told_to_nobody_without_the_password(
    client: Client, specialist: User, settings: Settings
) -> None:
    settings.DORMANT_DAYS = 45
    slept(specialist, 100)
    answer = client.post(reverse("account_login"), {"login": "so-y.nhap", "password": "sai"})
    assert "ngủ" not in answer.content.decode()


def test_sleep_is_counted_in_real_time_wherever_the_demos_clock_stands(
    client: Client, specialist: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DORMANT_DAYS = 45
    later = timezone.now() + timedelta(days=3000)
    monkeypatch.setattr("ketnghia.campaigns.clock.now", lambda: later)
    assert sign_in(client) == HTTPStatus.FOUND


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (FIREFOX, "Firefox trên Windows"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge trên Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "Chrome trên Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari trên iPhone",
        ),
        ("curl/8", ""),
        ("Something (Linux)", "Linux"),
    ],
)
def test_a_browser_is_told_in_words(told: str, words: str) -> None:
    assert in_words(told) == words
