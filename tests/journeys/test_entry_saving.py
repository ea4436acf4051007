"""A report saves itself, survives what happens to browsers and lines, and says so truthfully."""

import json
import re
import time

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from ketnghia.reports.models import DraftConflict
from tests.journeys.entry_page import EntryPage, sign_in
from tests.web.entry.drafts import Draft

pytestmark = pytest.mark.journey

NUMBER = "ky_ket.so_van_ban"
SAVE = re.compile(r"/luu/$")


def number_of(draft: Draft) -> str:
    text: str = draft.stored().content["sections"]["ky_ket"].get("so_van_ban") or ""
    return text


def offline(route: Route) -> None:
    route.abort("internetdisconnected")


def test_what_is_typed_is_saved_by_itself_and_there_after_a_reload(entry: EntryPage, draft: Draft) -> None:
    entry.type(entry.cell(NUMBER), "15/CTr-SY")
    expect(entry.status).to_have_text("Có thay đổi chưa lưu")
    entry.saved()
    assert number_of(draft) == "15/CTr-SY"
    entry.page.reload()
    expect(entry.cell(NUMBER)).to_have_value("15/CTr-SY")


def test_a_lost_line_is_told_kept_and_retried(entry: EntryPage, draft: Draft) -> None:
    entry.page.route(SAVE, offline)
    entry.type(entry.cell(NUMBER), "16/CTr-SY")
    expect(entry.status).to_have_text("Chưa gửi được – đã giữ trên máy này, sẽ tự gửi lại")
    assert number_of(draft) == ""
    entry.page.unroute(SAVE)
    entry.page.evaluate("window.dispatchEvent(new Event('online'))")
    entry.saved()
    assert number_of(draft) == "16/CTr-SY"


def test_a_server_error_is_treated_like_a_lost_line(entry: EntryPage, draft: Draft) -> None:
    entry.page.route(SAVE, lambda route: route.fulfill(status=502, body="bad gateway"))
    entry.type(entry.cell(NUMBER), "17/CTr-SY")
    expect(entry.status).to_contain_text("Chưa gửi được")
    entry.page.unroute(SAVE)
    entry.saved()
    assert number_of(draft) == "17/CTr-SY"


def test_a_closed_browser_gives_back_what_it_had_not_sent(entry: EntryPage, draft: Draft) -> None:
    # Routes do not reach what a page sends while it closes; here nothing may leave it.
    entry.page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')) }")
    entry.type(entry.cell(NUMBER), "18/CTr-SY")
    expect(entry.status).to_contain_text("đã giữ trên máy này")
    context = entry.page.context
    entry.page.close()
    assert number_of(draft) == ""
    again = EntryPage(context.new_page(), entry.url)
    again.page.goto(again.url)
    held = again.page.locator("[data-held]")
    expect(held).to_contain_text("nội dung chưa gửi, nhập lúc")
    expect(again.cell(NUMBER)).to_have_value("")
    held.get_by_role("button", name="Lấy lại nội dung trên máy này").click()
    expect(again.cell(NUMBER)).to_have_value("18/CTr-SY")
    again.saved()
    assert number_of(draft) == "18/CTr-SY"
    again.page.reload()
    expect(again.page.locator("[data-held]")).to_be_hidden()


def test_an_answer_that_got_lost_does_not_save_twice(entry: EntryPage, draft: Draft) -> None:
    sent: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "")["save_id"])
        if len(sent) == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    entry.page.route(SAVE, lose_the_first_answer)
    entry.type(entry.cell(NUMBER), "19/CTr-SY")
    expect(entry.status).to_contain_text("Chưa gửi được")
    entry.saved()
    assert sent[0] == sent[1]
    assert (draft.stored().version, number_of(draft)) == (2, "19/CTr-SY")


def test_two_pages_meet_and_neither_version_is_lost(entry: EntryPage, draft: Draft) -> None:
    other = EntryPage(entry.page.context.new_page(), entry.url).open()
    entry.type(entry.cell(NUMBER), "bản trước")
    entry.saved()
    other.type(other.cell(NUMBER), "bản sau")
    expect(other.status).to_have_text("Báo cáo đã được sửa ở nơi khác – cả hai bản đều được giữ.")
    assert number_of(draft) == "bản trước"
    assert DraftConflict.objects.get().content["sections"]["ky_ket"]["so_van_ban"] == "bản sau"
    link = other.page.get_by_role("link", name="Xem hai bản và chọn")
    expect(link).to_be_focused()
    link.press("Enter")
    expect(other.page.get_by_role("radio", name="bản trước")).to_be_visible()
    other.page.get_by_role("radio", name="bản sau").check()
    other.page.get_by_role("button", name="Ghép và tiếp tục nhập").click()
    expect(other.cell(NUMBER)).to_have_value("bản sau")
    assert number_of(draft) == "bản sau"


def test_a_session_that_ended_keeps_the_text_and_sends_it_after_signing_in_again(
    entry: EntryPage, draft: Draft, live_server: LiveServer
) -> None:
    context = entry.page.context
    context.clear_cookies()
    entry.type(entry.cell(NUMBER), "20/CTr-SY")
    expect(entry.status).to_contain_text("Đăng nhập lại ở thẻ khác")
    sign_in(context, live_server, draft)
    entry.saved()
    assert number_of(draft) == "20/CTr-SY"


def test_leaving_the_page_at_once_still_saves(entry: EntryPage, draft: Draft, page: Page) -> None:
    entry.cell(NUMBER).fill("21/CTr-SY")
    page.goto("about:blank")
    deadline = time.monotonic() + 10
    while not number_of(draft) and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert number_of(draft) == "21/CTr-SY"
    again = entry.open()
    expect(again.page.locator("[data-held]")).to_be_hidden()
    expect(again.cell(NUMBER)).to_have_value("21/CTr-SY")
