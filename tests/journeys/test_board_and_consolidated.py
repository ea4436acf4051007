"""The Board's evening: how the campaign stands, what the province achieved, and from what."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.db.consolidation.campaign import consolidated, in_every_state
from tests.journeys.patience import PATIENCE_MS
from tests.world import OPEN, World

pytestmark = pytest.mark.journey

type Clock = Callable[[datetime], None]


@pytest.fixture
def board(committed_world: World, live_server: LiveServer, page: Page, at: Clock) -> Page:
    """The coordinator's browser, signed in, on a campaign with reports in every state."""
    at(OPEN)
    in_every_state(committed_world)
    cookies = committed_world.client("ban.dieu-hanh").cookies
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookies["sessionid"].value, "url": live_server.url}]
    )
    page.set_default_timeout(PATIENCE_MS)
    return page


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]


def test_a_number_of_the_board_filters_the_table_by_keyboard(board: Page, live_server: LiveServer) -> None:
    board.goto(live_server.url + "/dieu-hanh/2021/")
    expect(board.get_by_role("heading", name="Còn 6 ngày")).to_be_visible()
    tile = board.locator(".tiles a", has_text="Đã nộp")
    tile.focus()
    board.keyboard.press("Enter")
    expect(board.locator(".tiles a[aria-current]")).to_contain_text("Đã nộp")
    expect(board.locator("#don-vi tbody tr")).to_have_count(3)
    assert serious(board) == []


def test_a_figure_opens_its_reports_then_its_rows_then_the_frozen_revision(
    committed_world: World, board: Page, live_server: LiveServer
) -> None:
    total = consolidated(committed_world).totals
    board.goto(live_server.url + "/tong-hop/2021/")
    figure = board.locator(".total__number a").first
    expect(figure).to_have_attribute("title", f"{total.actual:,} đồng".replace(",", "."))
    figure.click()
    drawer = board.get_by_role("dialog", name="Số này cộng từ đâu")
    expect(drawer).to_contain_text(f"{total.estimate:,} đồng".replace(",", "."))
    expect(drawer.locator(".traced")).to_have_count(2)
    drawer.locator(".traced", has_text="Sở Y tế").locator(".traced__more").click()
    expect(drawer.locator("tbody tr").first).to_be_visible()
    assert serious(board) == []
    drawer.get_by_role("link", name="bản nộp").first.click()
    expect(board).to_have_url(re.compile(r"/ban-nop/1/#hoat_dong-r1-"))


def test_escape_closes_the_drawer_and_gives_the_figure_back(board: Page, live_server: LiveServer) -> None:
    board.goto(live_server.url + "/tong-hop/2021/")
    figure = board.locator(".total__number a").first
    figure.focus()
    board.keyboard.press("Enter")
    expect(board.locator("#nguon-so-lieu")).to_have_attribute("open", "")
    board.keyboard.press("Escape")
    expect(board.locator("#nguon-so-lieu")).not_to_have_attribute("open", "")
    expect(figure).to_be_focused()


@pytest.mark.parametrize(
    "address", ["/dieu-hanh/2021/", "/tong-hop/2021/", "/tong-hop/2021/nguon/?theo=total"]
)
def test_a_phone_shows_everything_without_scrolling_sideways(
    board: Page, live_server: LiveServer, address: str
) -> None:
    board.set_viewport_size({"width": 360, "height": 780})
    board.goto(live_server.url + address)
    assert board.evaluate("document.documentElement.scrollWidth") <= 360
    assert serious(board) == []


def test_the_word_report_comes_down_under_its_name(board: Page, live_server: LiveServer) -> None:
    board.goto(live_server.url + "/tong-hop/2021/")
    with board.expect_download() as download:
        board.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename == "bao-cao-ket-nghia-2021.docx"
