"""The demo's clock: where it can be moved to, by whom, and that there is no such page outside the demo."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from ketnghia.accounts.models import Membership
from ketnghia.campaigns import clock
from ketnghia.campaigns.models import ClockShift
from ketnghia.kernel.dates import TZ
from tests.world import OPEN, SHUT, World

PAGE = "/minh-hoa/dong-ho/"


@pytest.fixture
def demo(world: World, settings: Settings) -> World:
    settings.DEMO = True
    clock.set_clock(moment=OPEN)
    return world


def _shows(moment: datetime) -> bool:
    return timedelta(seconds=-1) <= clock.now() - moment < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("preset", "moment"),
    [
        ("mo-dot", datetime(2021, 11, 1, 8, tzinfo=TZ)),
        ("con-sau-ngay", datetime(2021, 11, 24, 8, tzinfo=TZ)),
        ("dem-cuoi", datetime(2021, 11, 30, 22, tzinfo=TZ)),
        ("het-han", SHUT + timedelta(minutes=5)),
    ],
)
def test_the_turning_points_come_from_the_campaign_s_window(
    demo: World, preset: str, moment: datetime
) -> None:
    client = demo.client("doanh-nghiep.nhap")
    assert f'value="{preset}"' in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"preset": preset}).status_code == 302
    assert _shows(moment)


def test_any_other_moment_is_typed_and_one_out_of_reach_is_not_taken(demo: World) -> None:
    client = demo.client("ban.dieu-hanh")
    assert client.post(PAGE, {"moment": "2021-12-05T09:30"}).status_code == 302
    there = datetime(2021, 12, 5, 9, 30, tzinfo=TZ)
    assert _shows(there)
    for wrong in ("1850-01-01T00:00", "hôm qua", ""):
        assert client.post(PAGE, {"moment": wrong}).status_code == 422
    assert _shows(there)


def test_the_way_back_leads_to_the_moment_the_data_was_made_for(demo: World) -> None:
    client = demo.client("ban.dieu-hanh")
    assert "ban-dau" not in client.get(PAGE).content.decode()
    clock.remember_seed(moment=OPEN)
    client.post(PAGE, {"preset": "het-han"})
    client.post(PAGE, {"preset": "ban-dau"})
    assert _shows(OPEN)
    assert ClockShift.objects.count() == 1


def test_who_belongs_nowhere_at_that_moment_can_still_come_back(demo: World) -> None:
    Membership.objects.update(valid_until=datetime(2021, 12, 31, tzinfo=TZ).date())
    clock.set_clock(moment=datetime(2024, 1, 1, tzinfo=TZ))
    client = demo.client("doanh-nghiep.nhap")
    assert client.get("/viec-can-lam/").status_code == 403
    assert client.post(PAGE, {"moment": "2021-11-24T10:00"}).status_code == 302
    assert client.get("/viec-can-lam/").status_code == 200


def test_every_page_of_the_demo_leads_to_the_clock_and_a_stranger_is_sent_to_sign_in(demo: World) -> None:
    assert f'href="{PAGE}"' in demo.client("so-y.nhap").get("/viec-can-lam/").content.decode()
    stranger = Client()
    assert PAGE not in stranger.get("/").content.decode()
    assert stranger.post(PAGE, {"preset": "het-han"}).headers["Location"].startswith("/tai-khoan/")
    assert _shows(OPEN)


def test_outside_the_demo_there_is_no_such_page(world: World, settings: Settings) -> None:
    settings.DEMO = False
    client = world.client("ban.dieu-hanh")
    assert client.get(PAGE).status_code == client.post(PAGE, {"preset": "het-han"}).status_code == 404
    assert not ClockShift.objects.exists()
