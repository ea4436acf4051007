"""A storm: a district gets more time, its communes see it at once, and it stays beside the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from ketnghia.reports.states import State
from tests.journeys.road import PHONE, Road
from tests.world import LAST_SECOND, SHUT, again

pytestmark = pytest.mark.journey

type Clock = Callable[[datetime], None]

STORM = "Bão số 9, mất điện ba ngày."
DOCUMENT = "712/BDT-CSTT, 29/11/2021"
GIVEN = f"Được gia hạn đến hết 05/12/2021 theo {DOCUMENT}"


def test_a_district_hit_by_a_storm_gets_until_sunday_and_a_commune_sends_after_the_window(
    road: Road, at: Clock
) -> None:
    report = road.world.drafted(road.world.commune1)
    at(LAST_SECOND - timedelta(hours=2))
    with road.person("ban.dieu-hanh") as board, road.person("xa-1.nhap", width=PHONE) as commune:
        page = board.go("/dieu-hanh/2021/")
        page.get_by_role("main").get_by_role("link", name="Gia hạn", exact=True).click()
        page.get_by_role("link", name="Ghi gia hạn").click()
        page.get_by_label("Cả huyện").select_option(str(road.world.district.id))
        page.get_by_label("Đến hết ngày").fill("05/12/2021")
        page.get_by_label("Lý do").fill(STORM)
        page.get_by_role("textbox", name="Theo văn bản").fill(DOCUMENT)
        board.meets_no_barrier()
        board.press("Ghi gia hạn")
        board.is_told("Đã gia hạn đến hết 05/12/2021")
        expect(page.locator("tbody")).to_contain_text("cả huyện")
        board.meets_no_barrier()
        at(SHUT + timedelta(minutes=5))
        commune.go("/viec-can-lam/")
        expect(commune.page.locator("article.duty")).to_contain_text(GIVEN)
        expect(commune.page.locator("article.duty")).to_contain_text("còn 4 ngày")
        commune.meets_no_barrier()
        commune.report(report)
        commune.is_told(GIVEN)
        commune.press("Nộp báo cáo")
        expect(commune.page.get_by_role("heading", name="Giấy biên nhận", exact=True)).to_be_visible()
        page.locator("summary", has_text="Rút gia hạn").click()
        page.get_by_label("Lý do rút").fill("Đã có điện lại.")
        board.press("Rút gia hạn")
        expect(page.locator("tbody")).to_contain_text("Đã có điện lại.")
        commune.report(report)
        commune.is_told("Đã rút lúc")
    assert again(report).state == State.SUBMITTED
