"""What changes about a person counts from their next request on: nothing of them is kept between two."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ketnghia.accounts.models import Membership, User
from ketnghia.accounts.operations import sign_out_everywhere
from ketnghia.accounts.states import Role
from ketnghia.kernel.dates import vn_day
from tests.db.units import PASSWORD, campaign, person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def specialist(client: Client) -> User:
    cache.clear()  # the limit of sign-ins from one address is counted there
    campaign()
    user = person(unit("Sở Y"), username="so-y.nhap")
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return user


def status(client: Client) -> int:
    return client.get(reverse("profile")).status_code


def test_a_membership_that_ended_today_gives_no_rights_today(client: Client, specialist: User) -> None:
    assert status(client) == HTTPStatus.OK
    Membership.objects.update(valid_until=vn_day(timezone.now()))
    assert status(client) == HTTPStatus.FORBIDDEN


def test_one_that_ends_tomorrow_does_until_then(client: Client, specialist: User) -> None:
    Membership.objects.update(valid_until=vn_day(timezone.now()) + timedelta(days=1))
    assert status(client) == HTTPStatus.OK


def test_one_that_begins_tomorrow_gives_none_yet(client: Client, specialist: User) -> None:
    Membership.objects.update(valid_from=vn_day(timezone.now()) + timedelta(days=1))
    assert status(client) == HTTPStatus.FORBIDDEN


def test_a_changed_role_counts_at_once(client: Client, specialist: User) -> None:
    assert "Người nhập" in client.get(reverse("profile")).content.decode()
    Membership.objects.update(role=Role.OBSERVER)
    assert client.get(reverse("profile")).context["viewer"].role == Role.OBSERVER


def test_a_second_membership_can_be_chosen_at_once(client: Client, specialist: User) -> None:
    status(client)
    Membership.objects.create(
        user=specialist, organisation=unit("Sở Z"), role=Role.REPORTER, valid_from=vn_day(timezone.now())
    )
    assert "Sở Z" in client.get(reverse("profile")).content.decode()


def _deactivate(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def _new_password(user: User) -> None:
    user.set_password("mot-mat-khau-khac-han")
    user.save()


def _sign_out_elsewhere(user: User) -> None:
    assert sign_out_everywhere(user_id=user.pk) == 1


@pytest.mark.parametrize("change", [_deactivate, _new_password, _sign_out_elsewhere])
def test_a_session_ends_with_the_next_request(
    client: Client, specialist: User, change: Callable[[User], Any]
) -> None:
    assert status(client) == HTTPStatus.OK
    change(specialist)
    assert status(client) == HTTPStatus.FOUND
    assert client.get(reverse("profile"))["Location"].startswith(reverse("account_login"))


def test_a_session_past_its_time_is_none(client: Client, specialist: User) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert status(client) == HTTPStatus.FOUND


def test_session_and_person_with_their_memberships_are_two_questions(
    client: Client, specialist: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    client.get(reverse("keep_alive"))
    with django_assert_num_queries(2):
        assert client.get(reverse("keep_alive")).status_code == HTTPStatus.NO_CONTENT
