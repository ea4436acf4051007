"""The clock of a client an hour wrong: the server's time decides, and it is the one that is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from ketnghia.kernel.dates import TZ
from tests.faults.machine import Machine, Seat

pytestmark = pytest.mark.journey

HOUR = timedelta(hours=1)
BEFORE_MIDNIGHT = datetime(2021, 11, 30, 23, 30, tzinfo=TZ)
AFTER_MIDNIGHT = datetime(2021, 12, 1, 0, 30, tzinfo=TZ)


def test_a_clock_an_hour_ahead_shuts_no_window_and_the_server_says_when_it_saved(
    machine: Machine, seat: Seat, sit: Callable[[Seat], Page]
) -> None:
    machine.set_clock(BEFORE_MIDNIGHT)
    page = sit(seat)
    page.clock.install(time=BEFORE_MIDNIGHT + HOUR)
    page.goto(f"{machine.address}/bao-cao/{seat.report}/nhap/#ky_ket")
    number = page.locator('[data-path="ky_ket.so_van_ban"]')
    number.fill("17/CTr-S0")
    number.blur()
    page.clock.run_for(2000)
    expect(page.locator("[data-saved-text]")).to_contain_text("Đã lưu 23:3")
    page.goto(f"{machine.address}/bao-cao/{seat.report}/")
    page.get_by_role("button", name="Nộp báo cáo").click()
    page.wait_for_url("**/bien-nhan/")
    expect(page.locator("main")).to_contain_text("30/11/2021")


def test_a_clock_an_hour_behind_opens_no_window_that_has_shut(
    machine: Machine, seat: Seat, sit: Callable[[Seat], Page]
) -> None:
    machine.set_clock(BEFORE_MIDNIGHT)
    page = sit(seat)
    page.clock.install(time=AFTER_MIDNIGHT - HOUR)
    page.goto(f"{machine.address}/bao-cao/{seat.report}/")
    button = page.get_by_role("button", name="Nộp báo cáo")
    expect(button).to_be_visible()
    machine.set_clock(AFTER_MIDNIGHT)
    button.click()
    expect(page.locator("main")).to_contain_text("đã đóng sau ngày 30/11/2021")
    expect(page.locator("main")).to_contain_text("00:00:00, 01/12/2021")
    assert machine.ask("SELECT state FROM reports_report WHERE id = %s", seat.report) == [("DRAFT",)]
