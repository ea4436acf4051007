"""When the window has shut nothing goes off any more, and the page says which rule, since when, who helps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from ketnghia.campaigns.models import Campaign
from ketnghia.reports.models import Report
from ketnghia.reports.states import State
from tests.journeys.road import Person, Road, revisions
from tests.world import LAST_SECOND, REASON, SHUT, again

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
        expect(specialist.page.locator("article.duty")).to_contain_text("Thời gian nhập không mở")
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
        assert len(slow.complaints) == 1, "the browser names the refused request, nothing else"
        slow.complaints.clear()
        slow.meets_no_barrier()
    assert again(in_time).state == State.SUBMITTED
    assert (again(too_late).state, revisions(too_late)) == (State.PENDING_APPROVAL, [])


def test_a_report_returned_before_the_window_shut_cannot_be_sent_again_afterwards(
    road: Road, at: Clock
) -> None:
    report = road.world.brought_to(road.world.business, State.RETURNED)
    at(SHUT)
    with road.person("doanh-nghiep.nhap") as person:
        person.go("/viec-can-lam/")
        expect(person.page.locator("article.duty")).to_contain_text(REASON)
        finds_no_way_to_submit(person, report)
    assert len(revisions(report)) == 1


def finds_no_way_to_submit(person: Person, report: Report) -> None:
    for path in (f"/bao-cao/{report.pk}/", f"/bao-cao/{report.pk}/nhap/#kiem-tra"):
        person.go(path)
        told_of_the_lock(person.page)
        expect(person.page.get_by_role("button", name="Nộp báo cáo")).to_have_count(0)
