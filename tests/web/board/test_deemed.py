"""After the window: what the board and a silent unit are told, with the sentence of the dispatch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.html import escape

from ketnghia.campaigns.models import Campaign
from ketnghia.reports.states import State
from tests.db.reports.test_extensions import grant
from tests.world import OPEN, SHUT, World

VERDICT = "Xem như không triển khai"


def _page(world: World, username: str, path: str) -> str:
    answer = world.client(username).get(path)
    assert answer.status_code == 200
    return answer.content.decode().split("<main", 1)[1]


def test_the_board_shows_the_sentence_a_number_that_filters_and_a_mark_on_every_line(
    open_world: World, at: Callable[[datetime], None]
) -> None:
    sentence = escape(Campaign.objects.get(year=2021).lateness_citation.sentence)
    before = _page(open_world, "ban.dieu-hanh", "/dieu-hanh/2021/")
    assert sentence not in before
    at(SHUT)
    grant(open_world, open_world.city, now=OPEN)
    page = _page(open_world, "ban.dieu-hanh", "/dieu-hanh/2021/")
    assert sentence in page
    assert "?nhom=DEEMED#don-vi" in page
    listed = _page(open_world, "ban.dieu-hanh", "/dieu-hanh/2021/?nhom=DEEMED&q=so+y").split('id="don-vi"')[1]
    assert open_world.department.name in listed
    assert VERDICT in listed
    assert VERDICT not in _units(open_world, "cong+ty+truong+son")
    assert "gia hạn đến hết 05/12/2021" in _units(open_world, "tam+ky")


def _units(world: World, text: str) -> str:
    page = _page(world, "ban.dieu-hanh", f"/dieu-hanh/2021/?q={text}")
    return page.split("<tbody>")[-1]


def test_a_silent_unit_is_told_on_its_card_and_on_its_report_and_what_it_can_do(
    open_world: World, at: Callable[[datetime], None]
) -> None:
    report = open_world.brought_to(open_world.department, State.PENDING_APPROVAL)
    at(SHUT)
    sentence = escape(report.campaign.lateness_citation.sentence)
    for path in ("/viec-can-lam/", f"/bao-cao/{report.pk}/"):
        page = _page(open_world, "so-y.nhap", path)
        assert "Hết thời gian mà chưa nộp: xem như không triển khai" in page
        assert sentence in page
        assert "đề nghị gia hạn" in page
    grant(open_world, open_world.department)
    assert "Hết thời gian mà chưa nộp" not in _page(open_world, "so-y.nhap", "/viec-can-lam/")


def test_a_business_and_a_report_that_came_back_are_told_nothing_of_the_kind(
    open_world: World, at: Callable[[datetime], None]
) -> None:
    report = open_world.brought_to(open_world.department, State.RETURNED)
    at(SHUT)
    for username, path in (("doanh-nghiep.nhap", "/viec-can-lam/"), ("so-y.nhap", f"/bao-cao/{report.pk}/")):
        assert "Hết thời gian mà chưa nộp" not in _page(open_world, username, path)
