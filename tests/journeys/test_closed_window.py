"""When the window has shut nothing goes off any more, and the page says which rule, since when, who helps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from ketnghia.campaigns.models import Campaign
from ketnghia.reports.states import State
from tests.journeys.road import Road, revisions
from tests.world import LAST_SECOND, OPEN, REASON, SHUT, again

pytestmark = pytest.mark.journey

type Clock = Callable[[datetime], None]


def told_of_the_lock(page: Page) -> None:
    """The rule, the second it shut, and who can help: all three in one place, and only once."""
    lock = page.locator(".notice--error").filter(has_text="Đóng từ")
    expect(lock).to_contain_text("Đóng từ 00:00:00 01/12/2021")
    names_rule_and_helper(lock)


def names_rule_and_helper(place: Locator) -> None:
    campaign = Campaign.objects.select_related("window_citation__instrument").get()
    expect(place).to_be_visible()
    expect(place).to_contain_text(campaign.window_citation.sentence)
    expect(place).to_contain_text(campaign.help_text)


def test_a_card_and_an_entry_page_after_the_window_say_what_shut_it_and_offer_no_button(
    road: Road, at: Clock
) -> None:
    report = road.world.drafted(road.world.department)
    at(SHUT)
    with road.person("so-y.nhap") as specialist:
        specialist.go("/viec-can-lam/")
        expect(specialist.page.locator("article.duty")).to_contain_text("Đóng từ 00:00:00 01/12/2021")
        expect(specialist.page.locator("article.duty")).to_contain_text("Ban Dân tộc")
        specialist.meets_no_barrier()
        entry = specialist.entry(report)
        told_of_the_lock(entry.page)
        specialist.meets_no_barrier()
        entry.section("kiem-tra")
        expect(entry.page.get_by_role("button", name="Trình duyệt")).to_have_count(0)
        specialist.report(report)
        told_of_the_lock(specialist.page)
        expect(specialist.page.get_by_role("button", name="Trình duyệt")).to_have_count(0)


def test_a_page_opened_in_time_submits_at_the_last_second_and_not_one_later(road: Road, at: Clock) -> None:
    world = road.world
    in_time = world.brought_to(world.department, State.PENDING_APPROVAL)
    too_late = world.brought_to(world.city, State.PENDING_APPROVAL)
    with road.person("so-y.duyet") as quick, road.person("tam-ky.duyet") as slow:
        quick.report(in_time)
        slow.report(too_late)
        at(LAST_SECOND)
        quick.press("Nộp báo cáo")
        expect(quick.page.get_by_role("heading", name="Giấy biên nhận", exact=True)).to_be_visible()
        expect(quick.page.locator(".receipt")).to_contain_text("23:59:59, 30/11/2021")
        at(SHUT)
        slow.press("Nộp báo cáo")
        refusal = slow.page.get_by_role("region", name="Vì sao chưa làm được")
        expect(refusal.locator("time")).to_have_text("00:00:00, 01/12/2021")
        names_rule_and_helper(refusal)
        # Asked as data first, then as the page that says in full what is in the way.
        assert ["422" in each for each in slow.complaints] == [True, True]
        slow.complaints.clear()
        slow.meets_no_barrier()
    assert again(in_time).state == State.SUBMITTED
    assert (again(too_late).state, revisions(too_late)) == (State.PENDING_APPROVAL, [])


def test_a_report_returned_before_the_window_shut_is_corrected_and_sent_afterwards(
    road: Road, at: Clock
) -> None:
    report = road.world.brought_to(road.world.business, State.RETURNED)
    at(SHUT)
    with road.person("doanh-nghiep.nhap") as person:
        person.go("/viec-can-lam/")
        card = person.page.locator("article.duty")
        expect(card).to_contain_text(REASON)
        expect(card).to_contain_text("được sửa và nộp lại")
        person.meets_no_barrier()
        person.report(report)
        person.is_told("kể cả khi đã hết thời gian nhập")
        person.meets_no_barrier()
        person.press("Nộp báo cáo")
        expect(person.page.get_by_role("heading", name="Giấy biên nhận", exact=True)).to_be_visible()
    assert [each.submitted_at for each in revisions(report)] == [OPEN, SHUT]


def test_a_leader_takes_back_a_minute_later_what_was_sent_until_it_is_accepted(road: Road, at: Clock) -> None:
    report = road.world.brought_to(road.world.department, State.SUBMITTED)
    at(OPEN + timedelta(minutes=1))
    with road.person("so-y.duyet") as leader, road.person("ban.dieu-hanh") as board:
        leader.report(report)
        leader.page.locator("summary", has_text="Thu hồi để sửa").click()
        leader.is_told("hết ngày 30/11/2021 mà chưa nộp lại thì coi như chưa báo cáo")
        leader.meets_no_barrier()
        leader.press("Thu hồi báo cáo")
        leader.is_told("Đơn vị đã thu hồi lúc 10:01:00 24/11/2021")
        leader.meets_no_barrier()
        board.report(report)
        board.is_told("Đơn vị đã thu hồi lúc 10:01:00 24/11/2021 để sửa")
        expect(board.page.get_by_role("main")).to_contain_text("Bản nộp lần 1")
        board.meets_no_barrier()
        accepted = road.world.brought_to(road.world.city, State.ACCEPTED)
        board.report(accepted)
        board.give_back("Mở lại báo cáo", REASON)
        board.is_told("Đã mở lại báo cáo")
    assert again(report).state == State.DRAFT
    assert again(accepted).state == State.RETURNED
