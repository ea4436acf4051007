"""Who coordinates reaches nothing before a second factor is set up, wherever that is demanded."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings as project
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from ketnghia.accounts.models import Membership
from ketnghia.accounts.states import Role
from ketnghia.config import settings as production
from ketnghia.web.accounts.second_factor import OPEN
from tests.web.test_access_matrix import LINES, Line
from tests.world import YEAR, World


@pytest.fixture
def demanding(settings: Settings, open_world: World) -> World:
    settings.SECOND_FACTOR_ROLES = ["COORDINATOR", "DISTRICT_COORDINATOR"]
    return open_world


def _plain(line: Line) -> list[Any]:
    """Arguments that fit the address; nothing behind it is reached, so they need not exist."""
    told = []
    for each in line.arguments:
        fitting: Any = int(each) if each.isdigit() else 1
        told.append(each if line.name in {"begin", "form", "blank_form", "instrument"} else fitting)
    return told


def _addresses() -> list[tuple[str, str]]:
    found = {("GET", "/viec-can-lam/"), ("GET", f"/dieu-hanh/{YEAR}/"), ("GET", "/tai-khoan/danh-sach/")}
    for line in LINES:
        if line.name not in OPEN:
            with suppress(NoReverseMatch):  # an argument of another shape; its neighbours stand for it
                found.add((line.method, reverse(line.name, args=_plain(line))))
    return sorted(found)


@pytest.mark.parametrize("username", ["ban.dieu-hanh", "huyen.tong-hop"])
def test_no_address_opens_before_the_second_factor_is_there(demanding: World, username: str) -> None:
    client = demanding.client(username)
    tried = _addresses()
    assert len(tried) > 50
    for method, address in tried:
        answer = client.post(address) if method == "POST" else client.get(address)
        if method == "POST":
            assert answer.status_code == HTTPStatus.FORBIDDEN, address
        else:
            assert answer["Location"] == reverse("second_factor"), address


def test_what_leads_to_one_and_out_stays_open(demanding: World) -> None:
    client = demanding.client("ban.dieu-hanh")
    assert "Vai trò điều hành" in client.get(reverse("second_factor")).content.decode()
    assert client.get(reverse("mfa_index")).status_code == HTTPStatus.OK
    assert client.get(reverse("keep_alive")).status_code == HTTPStatus.NO_CONTENT
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(reverse("set_language"), {"language": "en"}).status_code == HTTPStatus.FOUND
    assert client.post(reverse("account_logout")).status_code == HTTPStatus.FOUND


def test_a_script_is_told_in_json(demanding: World) -> None:
    client = demanding.client("ban.dieu-hanh")
    answer = client.get(reverse("board", args=[YEAR]), headers={"accept": "application/json"})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert answer.json()["code"] == "SECOND_FACTOR_MISSING"


def test_with_a_second_factor_everything_opens(demanding: World) -> None:
    TOTP.activate(demanding.user("ban.dieu-hanh"), generate_totp_secret())
    client = demanding.client("ban.dieu-hanh")
    assert client.get(reverse("board", args=[YEAR])).status_code == HTTPStatus.OK
    assert "đã có bước xác nhận thứ hai" in client.get(reverse("second_factor")).content.decode()


def test_recovery_codes_alone_are_no_second_factor(demanding: World) -> None:
    user = demanding.user("ban.dieu-hanh")
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    client = demanding.client("ban.dieu-hanh")
    assert client.get(reverse("accounts"))["Location"] == reverse("second_factor")


def test_taking_the_second_factor_off_shuts_the_door_again(demanding: World) -> None:
    user = demanding.user("ban.dieu-hanh")
    TOTP.activate(user, generate_totp_secret())
    client = demanding.client("ban.dieu-hanh")
    assert client.get(reverse("accounts")).status_code == HTTPStatus.OK
    Authenticator.objects.filter(user=user).delete()
    assert client.get(reverse("accounts"))["Location"] == reverse("second_factor")


def test_a_coordinator_acting_in_another_role_is_asked_too(demanding: World) -> None:
    """The other role is a press of a button away."""
    user = demanding.user("so-y.nhap")
    Membership.objects.create(
        user=user,
        organisation=demanding.board.organisation,
        role=Role.COORDINATOR,
        position="Kiêm nhiệm",
        valid_from="2020-01-01",
    )
    client = demanding.client("so-y.nhap")
    assert client.get(reverse("duties"))["Location"] == reverse("second_factor")


@pytest.mark.parametrize("username", ["so-y.nhap", "so-y.duyet", "ubnd.theo-doi"])
def test_the_others_are_asked_nothing(demanding: World, username: str) -> None:
    assert demanding.client(username).get(reverse("profile")).status_code == HTTPStatus.OK


def test_a_visitor_sees_the_public_pages(demanding: World) -> None:
    assert Client().get(reverse("forms")).status_code == HTTPStatus.OK


def test_outside_the_demo_the_coordinators_are_asked() -> None:
    assert not project.SECOND_FACTOR_ROLES
    assert not production.DEMO
    assert production.SECOND_FACTOR_ROLES == [Role.COORDINATOR, Role.DISTRICT_COORDINATOR]
    assert production.DORMANT_DAYS == 45
