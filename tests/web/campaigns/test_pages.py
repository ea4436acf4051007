"""The coordinator's pages of a campaign, before and after it is opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from tests.db.campaigns.preparing import EARLY, next_year, opened
from tests.world import World

type Clock = Callable[[datetime], None]

ROOT = "/dot-bao-cao/"
PAGE = "/dot-bao-cao/2022/"


@pytest.fixture
def board(world: World, at: Clock) -> Client:
    at(EARLY)
    return world.client("ban.dieu-hanh")


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize(
    "page", ["", "he-qua/", "xem-thu/", "xem-thu/?bieu=bieu-2", "mo/", "cong-van/", "cong-van.docx"]
)
def test_smoke(board: Client, world: World, page: str) -> None:
    next_year(world)
    assert board.get(PAGE + page).status_code == 200


def test_smoke_list(board: Client, world: World) -> None:
    assert "Chuẩn bị đợt năm 2022" in read(board, ROOT)
    answer = board.post(ROOT + "sao-chep/", {"year": "2022", "from_year": "2021"})
    assert answer.status_code == 302
    assert "Đã lập đợt năm 2022" in read(board, PAGE)


def test_smoke_open(board: Client, world: World) -> None:
    told = opened(world)
    print(told)
    for page in ("", "he-qua/", "xem-thu/", "cong-van/"):
        read(board, PAGE + page)
    assert "Đợt sắp tới" in read(world.client("so-y.nhap"), "/viec-can-lam/?nam=2021")
