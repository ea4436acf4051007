"""A version is frozen and sent up; a correction makes the next; years stand side by side."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ketnghia.kernel.money import dong, trieu
from tests.db.consolidation.campaign import consolidated, in_every_state
from tests.db.consolidation.next_year import OPEN_NEXT, next_year_reported
from tests.db.consolidation.test_versions import corrected
from tests.db.consolidation.test_years import of
from tests.journeys.road import Person, Road
from tests.journeys.test_province import downloaded

pytestmark = pytest.mark.journey

YEAR = "/tong-hop/2021/"
FIRST = YEAR + "ban-chot/1/"


def freeze(board: Person, note: str) -> Page:
    page = board.go(YEAR)
    page.get_by_role("link", name="Chốt bản tổng hợp").click()
    page.get_by_label("Ghi chú").fill(note)
    page.get_by_role("button", name="Chốt", exact=True).click()
    return page


def test_version_1_is_frozen_and_sent_up_and_stays_when_a_correction_makes_version_2(
    road: Road, tmp_path: Path
) -> None:
    world = road.world
    reports = in_every_state(world)
    before = consolidated(world).totals
    with road.person("ban.dieu-hanh") as board, road.person("ubnd.theo-doi") as observer:
        page = freeze(board, "Báo cáo kết quả năm gửi UBND tỉnh.")
        board.is_told("Đã chốt bản số 1")
        first = downloaded(board, "JSON", tmp_path)
        assert observer.status_of(FIRST) == 404
        page.get_by_text("Ghi việc gửi bản này đi").click()
        page.get_by_label("Số, ngày văn bản").fill("15/BC-BDT, 05/12/2021")
        page.get_by_role("button", name="Ghi đã gửi").click()
        board.is_told("bản chốt số 1 gửi đi")
        board.meets_no_barrier()

        corrected(world, reports["submitted"])
        after = consolidated(world).totals
        board.go(YEAR)
        page.get_by_role("link", name="xem khác gì").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Khác gì: từ bản chốt số 1 đến hiện nay")
        freeze(board, "Sau khi Tam Kỳ sửa.")
        board.is_told("Đã chốt bản số 2")

        board.go(FIRST + "so-sanh/?voi=2")
        total = page.get_by_role("region", name="Tổng kinh phí giúp đỡ").locator("tbody tr").last
        expect(total).to_contain_text(dong(before.estimate))
        expect(total).to_contain_text(dong(after.estimate))
        expect(total).to_contain_text(f"{world.city.name} (lần 1 → 2)")
        total.get_by_role("link").first.click()
        expect(page.get_by_role("dialog")).to_contain_text(dong(before.estimate))
        page.keyboard.press("Escape")
        board.meets_no_barrier()

        observer.go(FIRST)
        expect(observer.page.get_by_role("main")).to_contain_text("Văn bản 15/BC-BDT, 05/12/2021")
        expect(observer.page.get_by_role("region", name="Ước cả năm")).to_contain_text(trieu(before.estimate))
        assert downloaded(observer, "JSON", tmp_path) == first
        assert json.loads(first)["totals"]["estimate"] == before.estimate
        assert observer.status_of(YEAR + "ban-chot/2/") == 404


def test_a_year_stands_beside_its_neighbours_and_an_empty_one_says_so(
    road: Road, at: Callable[[datetime], None]
) -> None:
    world = road.world
    in_every_state(world)
    next_year_reported(world)
    at(OPEN_NEXT)
    this, after = of(world, 2021), of(world, 2022)
    with road.person("ubnd.theo-doi") as observer:
        page = observer.go(YEAR)
        years = page.get_by_role("region", name="Các năm của chương trình").locator("tbody tr")
        expect(years.filter(has_text="2020")).to_contain_text("chưa có số liệu")
        expect(years.filter(has_text="2022")).to_contain_text(trieu(after.totals.estimate))
        page.get_by_role("link", name="Cạnh năm 2020 và 2022").click()
        areas = page.get_by_role("region", name="Theo lĩnh vực, cạnh các năm").locator("tbody tr")
        expect(areas.first).to_contain_text(trieu(after.by_area[0].figure.estimate))
        observer.meets_no_barrier()
        years.get_by_role("link", name="2022").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tổng hợp năm 2022")
        expect(years.filter(has_text="2021")).to_contain_text(trieu(this.totals.estimate))
