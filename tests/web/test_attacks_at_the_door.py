"""What somebody with bad intentions sends to the door: cookies, links and addresses nobody would type."""

from __future__ import annotations

import re
from http import HTTPStatus
from smtplib import SMTP
from typing import Any

import pytest
from django.core.mail.backends.smtp import EmailBackend
from django.test import Client
from pytest_django import Settings

from tests.world import World

LINK_PAGE = "/tai-khoan/lien-ket/"


def test_a_session_cookie_that_no_text_can_hold_is_nobody(open_world: World, client: Client) -> None:
    client.cookies["sessionid"] = "abcdefghijkl\0"
    assert client.get("/").status_code == HTTPStatus.OK
    assert client.get("/viec-can-lam/").status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("token", ["ệ", "\0", "a\r\nSet-Cookie: x=y", "😀", "x" * 5000, 'a"; b=c'])
def test_a_made_up_link_puts_nothing_into_a_header_that_none_can_carry(
    open_world: World, client: Client, token: str
) -> None:
    answer = client.get(f"{LINK_PAGE}{token}/")
    kept = answer.cookies["lien-ket"].value
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, LINK_PAGE)
    assert kept == "" or (kept.isascii() and kept.isalnum())
    assert client.get(LINK_PAGE).status_code == HTTPStatus.GONE


class Wire(SMTP):
    """A mail server that takes everything."""

    def sendmail(self, *_letter: Any, **_options: Any) -> dict[str, tuple[int, bytes]]:
        return {}


class UpToTheWire(EmailBackend):
    """The true backend, with nobody at the other end."""

    def open(self) -> bool:
        self.connection = Wire(local_hostname="here")
        return True

    def close(self) -> None:
        self.connection = None


def test_an_address_no_mail_server_takes_costs_nobody_the_letters(
    open_world: World, settings: Settings
) -> None:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.UpToTheWire", "OPTIONS": {"host": "localhost"}}}
    code = open_world.outsider.organisation.code
    # To Django's check of addresses a long s is one of the letters from a to z.
    text = f"{code}\tnhập\tA\t\u017fy@example.vn\n{code}\tduyệt\tB\tsy@example.vn"
    board = open_world.client(open_world.board.coordinator.username)
    answer = board.post("/tai-khoan/cap/thu/", {"danh_sach": text, "gui_thu": "1"})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert len(set(re.findall(r"/tai-khoan/lien-ket/[0-9a-z-]{60,}/", page))) == 2
    assert "nhận 1 trong 2 thư" in page
