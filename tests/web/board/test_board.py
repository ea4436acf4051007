"""The board's page: numbers that filter, a table of units, the same as a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from django.test import Client
from django.utils.html import escape

from ketnghia.kernel.text import fold
from ketnghia.reports.models import ReportingDuty
from ketnghia.reports.states import Standing
from tests.db.consolidation.campaign import in_every_state
from tests.world import BEFORE, LAST_SECOND, OPEN, SHUT, World

BOARD = "/dieu-hanh/2021/"
EXPORT = "/dieu-hanh/2021/tai-ve/"
MOST_QUERIES = 12

type Clock = Callable[[datetime], None]


def page(client: Client, query: str = "") -> str:
    answer = client.get(BOARD + query)
    assert answer.status_code == 200
    return answer.content.decode()


def units_in(html: str) -> int:
    return len(re.findall(r'<th scope="row"><a href="/don-vi/', html))


@pytest.fixture
def board(world: World, at: Clock) -> Client:
    at(OPEN)
    return world.client("ban.dieu-hanh")


@pytest.mark.parametrize("username", ["so-y.nhap", "tam-ky.duyet", "xa-1.nhap", "huyen.tong-hop"])
@pytest.mark.parametrize("address", [BOARD, EXPORT])
def test_the_board_does_not_exist_for_units(world: World, at: Clock, username: str, address: str) -> None:
    at(OPEN)
    assert world.client(username).get(address).status_code == 404


def test_a_visitor_is_asked_to_sign_in(world: World) -> None:
    assert Client().get(BOARD).status_code == 302


def test_a_year_without_a_campaign_is_not_there(board: Client) -> None:
    assert board.get("/dieu-hanh/1999/").status_code == 404


def test_observers_see_the_same_board_under_their_name(world: World, at: Clock) -> None:
    at(OPEN)
    for username in ("ubnd.theo-doi", "tinh-uy.theo-doi"):
        html = page(world.client(username))
        assert "<h1>Tổng quan</h1>" in html
        assert "Phải báo cáo" in html


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (BEFORE, "Chưa mở nhập; mở từ 01/11/2021."),
        (OPEN, "Còn 6 ngày, đến hết 30/11/2021."),
        (LAST_SECOND, "Hôm nay là ngày cuối, nhập được đến 24 giờ."),
        (SHUT, "Hết hạn nhập sau ngày 30/11/2021."),
    ],
)
def test_the_window_is_told_in_words_with_its_sentence(
    world: World, at: Clock, moment: datetime, words: str
) -> None:
    at(moment)
    html = page(world.client("ban.dieu-hanh"))
    assert words in html
    assert '<blockquote class="law">' in html


def test_the_four_numbers_count_every_report(world: World, board: Client) -> None:
    in_every_state(world)
    numbers = [int(each) for each in re.findall(r'tile__number">(\d+)', page(board))]
    must, *standings = numbers
    assert must == ReportingDuty.objects.filter(campaign__year=2021, obligation="MUST").count()
    assert sum(standings) == ReportingDuty.objects.filter(campaign__year=2021).count()
    assert standings[:2] == [3, 2]


@pytest.mark.parametrize("standing", [*Standing])
def test_a_number_filters_the_table_and_says_that_it_does(
    world: World, board: Client, standing: Standing
) -> None:
    in_every_state(world)
    html = page(board, f"?nhom={standing}")
    tile = re.search(
        rf'href="\?nhom={standing}#don-vi" class="tile[^>]*aria-current="true">(.*?)</a>', html, re.S
    )
    assert tile
    number = re.search(r'tile__number">(\d+)', tile[1])
    assert number
    assert f"{number[1]} báo cáo" in html
    assert units_in(html) == min(int(number[1]), 50)


def test_filters_add_up_and_text_needs_no_marks(world: World, board: Client) -> None:
    in_every_state(world)
    name = fold(world.commune1.organisation.short_name)
    html = page(board, f"?huyen={world.district.id}&tt=ACCEPTED&q={quote(name)}")
    assert units_in(html) == 1
    assert escape(world.commune1.name) in html


@pytest.mark.parametrize(
    "query",
    [
        "?huyen=abc&loai='%20OR%201=1&tt=%00&nhom=x&nghia_vu=<script>",
        "?trang=-1",
        "?trang=99999999999999999999",
        "?trang=%D9%A1",
        "?huyen=99999999999999999999999",
    ],
)
def test_what_is_not_understood_narrows_nothing(board: Client, query: str) -> None:
    assert units_in(page(board, query)) == units_in(page(board))


def test_a_hostile_text_is_shown_as_text(board: Client) -> None:
    html = page(board, "?q=<script>alert(1)</script>")
    assert "<script>alert" not in html
    assert "Không có đơn vị nào như vậy" in html


def test_a_report_is_linked_once_it_was_handed_in(world: World, board: Client) -> None:
    reports = in_every_state(world)
    html = page(board, "?q=so+y+te")
    assert f'href="/bao-cao/{reports["accepted"].pk}/"' in html
    draft = page(board, "?tt=DRAFT")
    assert f'href="/bao-cao/{reports["commune2"].pk}/"' not in draft


def test_the_workbook_holds_what_is_shown(world: World, board: Client) -> None:
    in_every_state(world)
    answer = board.get(EXPORT + "?nhom=IN")
    assert answer["Content-Disposition"] == 'attachment; filename="tinh-hinh-bao-cao-2021.xlsx"'
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    cells = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    names = {row[0] for row in cells}
    assert {world.department.name, world.city.name, world.commune1.name} <= names
    assert world.business.name not in names


def test_the_page_takes_at_most_twelve_queries_with_no_report_and_with_many(
    world: World, board: Client, django_assert_max_num_queries: Any
) -> None:
    page(board)
    with django_assert_max_num_queries(MOST_QUERIES) as before:
        page(board)
    in_every_state(world)
    with django_assert_max_num_queries(MOST_QUERIES) as after:
        page(board)
    assert len(before) == len(after)


def test_only_reading_is_answered(board: Client) -> None:
    assert board.post(BOARD).status_code == 405
