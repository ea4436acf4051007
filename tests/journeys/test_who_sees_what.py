"""The provincial level sees all and changes nothing; a unit sees itself and its other side; no neighbour."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from ketnghia.reports.models import Report
from ketnghia.reports.states import State
from tests.db.consolidation.campaign import in_every_state
from tests.journeys.road import PHONE, Person, Road
from tests.world import clean

pytestmark = pytest.mark.journey

STEPS = ("Nộp báo cáo", "Trình duyệt", "Chấp nhận", "Trả lại đơn vị", "Rút lại để sửa", "Trả lại người nhập")


def can_change_nothing(page: Page) -> None:
    """No step, no way into the entry page, no form that writes besides the frame's own."""
    for name in STEPS:
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="Nhập tiếp")).to_have_count(0)
    expect(page.get_by_role("main").locator("form[method=post]")).to_have_count(0)


@pytest.mark.parametrize("username", ["ubnd.theo-doi", "tinh-uy.theo-doi"])
def test_the_provincial_level_sees_every_report_and_finds_nothing_to_change(
    road: Road, username: str
) -> None:
    reports = in_every_state(road.world)
    with road.person(username) as observer:
        observer.go("/")
        expect(observer.page.get_by_role("heading", level=1)).to_have_text("Tổng quan")
        can_change_nothing(observer.page)
        observer.go("/tong-hop/2021/")
        can_change_nothing(observer.page)
        listed = observer.go("/bao-cao/").get_by_role("main").locator("tbody tr")
        expect(listed).to_have_count(4)
        for name in ("accepted", "submitted", "returned", "commune"):
            observer.report(reports[name])
            can_change_nothing(observer.page)
        assert observer.status_of(f"/bao-cao/{reports['commune2'].pk}/") == 404, "nobody sees another's draft"


def test_a_commune_sees_itself_and_what_donors_report_about_it(road: Road) -> None:
    world = road.world
    own = world.brought_to(world.commune1, State.SUBMITTED)
    theirs = world.brought_to(world.department, State.SUBMITTED)
    with road.person("xa-1.nhap") as official:
        official.report(own)
        donors = official.go("/don-vi-giup-do/").get_by_role("main")
        expect(donors).to_contain_text(world.department.name)
        expect(donors).to_contain_text(world.business.name)
        expect(donors).not_to_contain_text(world.city.name)
        told = donors.get_by_role("row").filter(has_text=world.department.name)
        expect(told.get_by_title("140.000.000 đồng")).to_have_text("ước cả năm 140,0 triệu đồng")
        official.meets_no_barrier()
        is_not_shown(official, theirs)


def test_a_donor_sees_itself_and_its_communes(road: Road) -> None:
    world = road.world
    own = world.brought_to(world.department, State.SUBMITTED)
    both_donors = clean(world.begun(world.commune1), rows=2)
    theirs = world.brought_to(world.commune1, State.SUBMITTED, both_donors)
    with road.person("so-y.nhap") as specialist:
        specialist.report(own)
        communes = specialist.go("/xa-ket-nghia/").get_by_role("main")
        expect(communes).to_contain_text(world.commune1.name)
        expect(communes).not_to_contain_text(world.commune2.name)
        expect(communes.get_by_title("140.000.000 đồng")).to_have_text("ước cả năm 140,0 triệu đồng")
        specialist.meets_no_barrier()
        is_not_shown(specialist, theirs)


def is_not_shown(person: Person, report: Report) -> None:
    """A report of somebody else: at none of its addresses."""
    for place in ("", "nhap/", "lich-su/", "ban-nop/1/", "bien-nhan/", "in/"):
        assert person.status_of(f"/bao-cao/{report.pk}/{place}") == 404, place


def test_a_neighbour_and_a_guessed_address_are_a_page_that_is_not_there(road: Road) -> None:
    world = road.world
    reports = [
        world.brought_to(unit, State.SUBMITTED) for unit in (world.department, world.commune1, world.city)
    ]
    with road.person("so-khac.nhap", width=PHONE) as neighbour:
        listed = neighbour.go("/bao-cao/").get_by_role("main")
        for report in reports:
            expect(listed).not_to_contain_text(report.organisation.name)
            is_not_shown(neighbour, report)
        for address in ("/bao-cao/99999/", "/dieu-hanh/2021/", "/tong-hop/2021/", "/xac-minh/doan-bua/"):
            assert neighbour.status_of(address) == 404, address
        answer = neighbour.page.goto(f"{neighbour.origin}/bao-cao/{reports[0].pk}/")
        assert answer is not None
        assert answer.status == 404
        expect(neighbour.page.get_by_role("main")).not_to_contain_text(world.department.name)
        neighbour.complaints.clear()
        neighbour.meets_no_barrier()
