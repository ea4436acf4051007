"""What keeps pages closed: tokens on posts, the policy a browser is told, no code inside a page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from ketnghia.reports.states import State
from tests.world import World, again

PAGES = ["/", "/bieu-mau/", "/bieu-mau/bieu-1/", "/van-ban/", "/tai-khoan/dang-nhap/", "/khong-co/"]
OWN_PAGES = ["/viec-can-lam/", "/bao-cao/", "/phan-cong/", "/don-vi/", "/tai-khoan/"]
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|<style\b|\sstyle=|<[^>]*\son[a-z]+=",
    re.IGNORECASE,
)


@pytest.mark.parametrize("step", ["nop", "trinh-duyet"])
def test_a_step_without_the_token_of_the_page_is_not_taken(open_world: World, step: str) -> None:
    report = open_world.drafted(open_world.business)
    client = open_world.client("doanh-nghiep.nhap", enforce_csrf_checks=True)
    answer = client.post(f"/bao-cao/{report.pk}/{step}/", {"version": report.version})
    assert answer.status_code == 403
    assert again(report).state == State.DRAFT


@pytest.mark.parametrize("address", [*PAGES, *OWN_PAGES])
def test_every_page_tells_the_browser_to_run_nothing_but_our_files(open_world: World, address: str) -> None:
    client = open_world.client("so-y.nhap") if address in OWN_PAGES else Client()
    answer = client.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert INLINE.search(answer.content.decode()) is None


@pytest.mark.parametrize("tail", ["", "nhap/", "in/", "lich-su/"])
def test_a_report_holds_no_code_either(open_world: World, tail: str) -> None:
    report = open_world.drafted(open_world.department)
    page = open_world.client("so-y.nhap").get(f"/bao-cao/{report.pk}/{tail}").content.decode()
    assert INLINE.search(page) is None
