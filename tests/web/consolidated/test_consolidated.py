"""The consolidated year on screen and in its three documents: one object, the same đồng."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from docx import Document

from ketnghia.kernel.money import dong
from ketnghia.reports.states import State
from tests.db.consolidation.campaign import consolidated, in_every_state, with_form2
from tests.world import OPEN, World

YEAR = "/tong-hop/2021/"
DOCX, XLSX, JSON = (YEAR + name for name in ("bao-cao.docx", "phu-luc.xlsx", "so-lieu.json"))
TRACE = YEAR + "nguon/"
MOST_QUERIES = 12

type Clock = Callable[[datetime], None]


@pytest.fixture
def province(world: World, at: Clock) -> Client:
    at(OPEN)
    return world.client("ubnd.theo-doi")


def text_of(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize("username", ["so-y.duyet", "doanh-nghiep.nhap", "xa-2.duyet", "huyen.tong-hop"])
@pytest.mark.parametrize("address", [YEAR, TRACE, DOCX, XLSX, JSON])
def test_the_consolidated_year_does_not_exist_for_units(
    world: World, at: Clock, username: str, address: str
) -> None:
    at(OPEN)
    assert world.client(username).get(address).status_code == 404


@pytest.mark.parametrize("address", [YEAR, TRACE, DOCX, XLSX, JSON])
def test_a_year_without_a_campaign_is_not_there(province: Client, address: str) -> None:
    assert province.get(address.replace("2021", "1999")).status_code == 404


@pytest.mark.parametrize("query", ["", "?chi-chap-nhan=1"])
def test_screen_word_workbook_and_json_agree_to_the_dong(world: World, province: Client, query: str) -> None:
    in_every_state(world)
    with_form2(world)
    c = consolidated(world, accepted_only=bool(query))
    told = json.loads(province.get(JSON + query).content)
    screen = text_of(province, YEAR + query)
    word = _words(province.get(DOCX + query).content)
    sheet = _numbers(province.get(XLSX + query).content)
    assert told["totals"] == {
        "actual": c.totals.actual,
        "estimate": c.totals.estimate,
        "revisions": list(c.totals.revisions),
    }
    for name in ("by_area", "by_district", "by_donor_kind", "by_money_source"):
        for line, shown in zip(getattr(c, name), told[name], strict=True):
            assert (shown["actual"], shown["estimate"]) == (line.figure.actual, line.figure.estimate)
            if line.figure.is_reported:
                for amount in (line.figure.actual, line.figure.estimate):
                    assert f"{dong(amount)} đồng" in screen
                    assert dong(amount) in word
                    assert amount in sheet


def _words(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _numbers(content: bytes) -> set[Any]:
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return {value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (DOCX, "bao-cao-ket-nghia-2021.docx"),
        (XLSX, "phu-luc-ket-nghia-2021.xlsx"),
        (JSON, "so-lieu-ket-nghia-2021.json"),
        (XLSX + "?chi-chap-nhan=1", "phu-luc-ket-nghia-2021-da-chap-nhan.xlsx"),
    ],
)
def test_a_download_has_a_name_that_says_what_it_is(province: Client, address: str, name: str) -> None:
    assert province.get(address)["Content-Disposition"] == f'attachment; filename="{name}"'


def test_before_anybody_reports_the_page_says_so(province: Client) -> None:
    assert "Chưa có báo cáo nào được tính" in text_of(province, YEAR)


def test_the_total_stands_in_words_and_its_dong_in_the_title(world: World, province: Client) -> None:
    in_every_state(world)
    c = consolidated(world)
    screen = text_of(province, YEAR)
    assert f'title="{dong(c.totals.actual)} đồng"' in screen
    assert "đồng.</p>" in screen


def test_every_link_to_a_source_leads_to_reports_that_sum_to_what_it_says(
    world: World, province: Client
) -> None:
    in_every_state(world)
    with_form2(world)
    screen = text_of(province, YEAR)
    links = re.findall(rf'<a href="({TRACE}\?[^"]+)" title="([\d.]+) đồng"', screen)
    assert len(links) > 30
    for address, amount in set(links):
        assert f"{amount} đồng" in text_of(province, address)


def test_a_map_shows_each_commune_with_its_money(world: World, province: Client) -> None:
    in_every_state(world)
    screen = text_of(province, YEAR)
    for commune in (world.commune1, world.commune2):
        assert f"<title>{commune.name} ({world.district.organisation.short_name})" in screen
    assert " style=" not in screen


def test_the_drawer_is_a_part_and_the_page_is_whole(world: World, province: Client) -> None:
    in_every_state(world)
    part = text_of(province, f"{TRACE}?theo=area&ma=A", hx_request="true")
    assert not part.lstrip().startswith("<!doctype")
    assert "Sở Y tế" in part
    whole = text_of(province, f"{TRACE}?theo=area&ma=A")
    assert whole.startswith("<!doctype")
    assert "Sở Y tế" in whole


@pytest.mark.parametrize("drawn_by_script", [True, False])
def test_a_row_leads_to_its_place_in_the_revision_and_to_its_history(
    world: World, province: Client, drawn_by_script: bool
) -> None:
    report = in_every_state(world)["accepted"]
    headers = {"hx_request": "true"} if drawn_by_script else {}
    address = f"{TRACE}?theo=area&ma=A&ban-nop={report.current_revision_id}"
    rows = text_of(province, address, **headers)
    assert f'href="/bao-cao/{report.pk}/ban-nop/1/#hoat_dong-r1-von_ngan_sach"' in rows
    assert f'href="/bao-cao/{report.pk}/lich-su/?o=hoat_dong.r1.von_ngan_sach"' in rows
    for link in ("ban-nop/1/", "lich-su/?o=hoat_dong.r1.von_ngan_sach"):
        assert province.get(f"/bao-cao/{report.pk}/{link}").status_code == 200


def test_the_toggle_holds_in_every_link_of_the_page(world: World, province: Client) -> None:
    in_every_state(world)
    screen = text_of(province, YEAR + "?chi-chap-nhan=1")
    links = re.findall(rf'href="({YEAR}[^"]+)"', screen)
    assert links
    assert [link for link in links if "chi-chap-nhan=1" not in link] == []


def test_a_returned_report_is_in_no_trace(world: World, province: Client) -> None:
    in_every_state(world)
    assert world.business.name not in text_of(province, f"{TRACE}?theo=total")


@pytest.mark.parametrize(
    "query",
    ["?theo=nothing", "?theo=donor&ma=1%20OR%201=1", "?theo=recipient&ma=%D9%A1", "?theo=area&ma=%00"],
)
def test_a_line_that_is_not_is_not_there(province: Client, query: str) -> None:
    assert province.get(TRACE + query).status_code == 404


def test_a_hostile_code_is_shown_as_nothing(world: World, province: Client) -> None:
    in_every_state(world)
    html = province.get(TRACE + "?theo=area&ma=<script>alert(1)</script>&ban-nop=' OR 1=1").content.decode()
    assert "<script>alert" not in html
    assert "Chưa báo cáo nào nói đến số này" in html


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_the_page_takes_at_most_twelve_queries_with_one_report_and_with_many(
    world: World, province: Client, django_assert_max_num_queries: Any, state: State
) -> None:
    world.brought_to(world.department, state)
    province.get(YEAR)
    with django_assert_max_num_queries(MOST_QUERIES) as before:
        province.get(YEAR)
    world.brought_to(world.city, State.ACCEPTED)
    world.brought_to(world.business, State.SUBMITTED)
    world.brought_to(world.commune1, State.ACCEPTED)
    with_form2(world)
    with django_assert_max_num_queries(MOST_QUERIES) as after:
        province.get(YEAR)
    assert len(before) == len(after)
