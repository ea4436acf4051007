"""The demo's clock goes to 1/12/2021: who had to report and kept silent stands as the dispatch says."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from ketnghia.campaigns import clock
from ketnghia.campaigns.models import Campaign
from ketnghia.reports.states import State
from tests.db.reports.test_extensions import grant
from tests.journeys.road import Road
from tests.world import OPEN

pytestmark = pytest.mark.journey

VERDICT = "Xem như không triển khai"


def test_on_the_first_of_december_silence_counts_for_those_who_must_and_for_nobody_else(
    road: Road, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = road.world
    world.brought_to(world.commune1, State.SUBMITTED)
    world.brought_to(world.city, State.RETURNED)
    grant(world, world.commune2, last_day=date(2021, 12, 5))
    # The clock of the demo itself, not the one the tests set.
    monkeypatch.undo()
    settings.DEMO = True
    clock.set_clock(moment=OPEN)
    with road.person("ban.dieu-hanh") as board, road.person("so-y.nhap") as silent:
        page = board.go("/dieu-hanh/2021/")
        expect(page.get_by_role("main")).not_to_contain_text("xem như không triển khai")
        page.locator(".demo-banner").get_by_role("link", name="Đồng hồ").click()
        board.meets_no_barrier()
        page.get_by_role("button", name="Hết hạn năm phút").click()
        board.is_told("ngày 01/12/2021")
        board.go("/dieu-hanh/2021/")
        sentence = Campaign.objects.get(year=2021).lateness_citation.sentence
        expect(page.get_by_role("main")).to_contain_text(sentence)
        board.meets_no_barrier()
        page.locator(".tile", has_text=VERDICT).click()
        units = page.locator("#don-vi tbody")
        expect(units).to_contain_text(world.department.name)
        board.go("/dieu-hanh/2021/?nhom=DEEMED&loai=ENTERPRISE")
        expect(page.locator("#don-vi")).to_contain_text("Không có đơn vị nào như vậy")
        for spared in (world.commune1, world.commune2, world.city, world.business):
            board.go(f"/dieu-hanh/2021/?q={spared.organisation.short_name}")
            row = page.locator("#don-vi tbody tr", has_text=spared.name).first
            expect(row).to_be_visible()
            expect(row).not_to_contain_text(VERDICT)
        silent.go("/viec-can-lam/")
        silent.is_told("Hết thời gian mà chưa nộp: xem như không triển khai")
        expect(silent.page.get_by_role("main")).to_contain_text(sentence)
        silent.meets_no_barrier()
