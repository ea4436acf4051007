"""The web server killed with SIGKILL: what was acknowledged is there, and the browser finishes by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.faults.machine import Machine, Seat, until

pytestmark = pytest.mark.journey

type Sit = Callable[[Seat], Page]

NUMBER = '[data-path="ky_ket.so_van_ban"]'
KEPT = "SELECT content #>> '{sections,ky_ket,so_van_ban}' FROM reports_report WHERE id = %s"
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
SUBMISSION = """
    SELECT r.state,
           (SELECT count(*) FROM reports_revision v WHERE v.report_id = r.id),
           (SELECT count(*) FROM reports_transition t WHERE t.report_id = r.id),
           (SELECT count(*) FROM reports_fact f JOIN reports_revision v ON v.id = f.revision_id
            WHERE v.report_id = r.id) > 0
    FROM reports_report r WHERE r.id = %s
"""
UNTOUCHED = [("DRAFT", 0, 0, False)]
SUBMITTED_ONCE = [("SUBMITTED", 1, 1, True)]


def type_number(page: Page, text: str) -> None:
    page.locator(NUMBER).fill(text)
    page.locator(NUMBER).blur()


def test_between_two_saves_nothing_is_lost_and_the_page_saves_by_itself_when_the_server_is_back(
    machine: Machine, seat: Seat, sit: Sit
) -> None:
    page = sit(seat)
    page.goto(f"{machine.address}/bao-cao/{seat.report}/nhap/#ky_ket")
    status = page.locator("[data-saved-text]")
    type_number(page, "15/CTr-S0")
    expect(status).to_contain_text("Đã lưu ")
    until(lambda: machine.ask(KEPT, seat.report) == [("15/CTr-S0",)])
    machine.kill_web()
    type_number(page, "16/CTr-S0")
    expect(status).to_contain_text("Chưa gửi được – đã giữ trên máy này")
    assert machine.ask(KEPT, seat.report) == [("15/CTr-S0",)]
    machine.start_web()
    until(lambda: machine.ask(KEPT, seat.report) == [("16/CTr-S0",)])
    expect(status).to_contain_text("Đã lưu ")


def test_in_the_middle_of_a_submission_all_or_nothing_stands_and_the_browser_finishes_it(
    machine: Machine, seat: Seat, sit: Sit
) -> None:
    page = sit(seat)
    page.goto(f"{machine.address}/bao-cao/{seat.report}/")
    with machine.database(autocommit=False) as holder:
        # The audit row comes after the revision: the submission waits here with half its work done.
        holder.execute("LOCK TABLE reports_transition IN EXCLUSIVE MODE")
        page.get_by_role("button", name="Nộp báo cáo").click(no_wait_after=True)
        until(lambda: machine.ask(WAITING) == [(1,)])
        machine.kill_web()
        holder.rollback()
    until(lambda: machine.ask(WAITING) == [(0,)])
    expect(page.get_by_text("Đang tự gửi lại")).to_be_visible()
    assert machine.ask(SUBMISSION, seat.report) == UNTOUCHED
    machine.start_web()
    page.wait_for_url(f"{machine.address}/bao-cao/{seat.report}/bien-nhan/")
    assert machine.ask(SUBMISSION, seat.report) == SUBMITTED_ONCE


def test_an_answer_lost_after_the_submission_was_kept_is_asked_for_again_and_counts_once(
    machine: Machine, seat: Seat, sit: Sit
) -> None:
    page = sit(seat)
    page.goto(f"{machine.address}/bao-cao/{seat.report}/")

    def swallow_answer(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.route("**/nop/", swallow_answer, times=1)
    page.get_by_role("button", name="Nộp báo cáo").click(no_wait_after=True)
    page.wait_for_url(f"{machine.address}/bao-cao/{seat.report}/bien-nhan/")
    assert machine.ask(SUBMISSION, seat.report) == SUBMITTED_ONCE
