"""A person chooses the theme, the page carries it, and paper stays white."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

DARK = re.compile(r'tokens-dark\.css" media="([^"]+)"')


def _dark_media(client: Client) -> list[str]:
    return DARK.findall(client.get("/tai-khoan/dang-nhap/").content.decode())


def _choose(client: Client, theme: str, back: str = "/bieu-mau/") -> str:
    answer = client.post("/giao-dien/", {"theme": theme, "next": back})
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_left_alone_the_screen_follows_the_machine(client: Client) -> None:
    assert _dark_media(client) == ["screen and (prefers-color-scheme: dark)"]


def test_dark_is_for_screens_whatever_the_machine_prefers(client: Client) -> None:
    assert _choose(client, "dark") == "/bieu-mau/"
    assert _dark_media(client) == ["screen"]


def test_light_has_no_dark_tokens_at_all(client: Client) -> None:
    _choose(client, "light")
    assert _dark_media(client) == []


@pytest.mark.parametrize("theme", ["", "purple"])
def test_anything_else_goes_back_to_the_machines_own(client: Client, theme: str) -> None:
    _choose(client, "dark")
    _choose(client, theme)
    assert _dark_media(client) == ["screen and (prefers-color-scheme: dark)"]


def test_nobody_is_sent_to_another_site(client: Client) -> None:
    assert _choose(client, "dark", back="https://example.com/") == "/"
