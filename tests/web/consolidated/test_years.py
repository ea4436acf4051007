"""The years of the programme on screen: beside every total, beside every line on request."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from ketnghia.consolidation.years import percent_change
from ketnghia.kernel.money import dong, trieu
from tests.db.consolidation.campaign import consolidated, in_every_state, with_form2
from tests.db.consolidation.next_year import OPEN_NEXT, next_year_reported
from tests.db.consolidation.test_years import of
from tests.web.consolidated.test_consolidated import Clock, text_of
from tests.world import OPEN, World

YEAR = "/tong-hop/2021/"
NEXT = "/tong-hop/2022/"
BESIDE = "?cac-nam=1"


@pytest.fixture
def province(world: World, at: Clock) -> Client:
    at(OPEN)
    return world.client("ubnd.theo-doi")


def years_of(page: str) -> dict[str, str]:
    """The rows of the table of years, by year, without markup."""
    table = page[page.index("table--years") :].split("</table>", maxsplit=1)[0]
    rows = [re.sub(r"<[^>]+>", " ", row) for row in table.split("<tr")[2:]]
    return {found[0]: row for row in rows if (found := re.findall(r"\b20\d\d\b", row))}


def test_years_without_reports_are_said_to_have_none_and_are_never_zero(
    world: World, province: Client
) -> None:
    in_every_state(world)
    rows = years_of(text_of(province, YEAR))
    assert list(rows) == ["2020", "2021", "2022", "2023", "2024", "2025"]
    for year, row in rows.items():
        assert ("chưa có số liệu" in row) == (year != "2021")
        if year != "2021":
            assert re.findall(r"\d+", row.replace(year, "")) == []
    assert trieu(consolidated(world).totals.estimate) in rows["2021"]


def test_a_year_before_anybody_reports_says_so_of_itself(province: Client) -> None:
    assert "chưa có số liệu" in years_of(text_of(province, YEAR))["2021"]


def test_columns_of_the_neighbours_come_on_request_and_say_that_they_are_empty(
    world: World, province: Client
) -> None:
    in_every_state(world)
    plain = text_of(province, YEAR)
    assert 'data-label="Năm 2020"' not in plain
    assert f'href="{BESIDE}"' in plain
    page = text_of(province, YEAR + BESIDE)
    assert 'data-label="Năm 2020"' in page
    assert page.count('Năm 2022<span class="table__sub">chưa có số liệu</span>') >= 7
    only_accepted = text_of(province, YEAR + "?chi-chap-nhan=1&cac-nam=1")
    assert 'href="?chi-chap-nhan=1&cac-nam=1"' in only_accepted


def test_each_of_two_years_shows_the_other_beside_it_line_by_line(
    world: World, at: Clock, province: Client
) -> None:
    in_every_state(world)
    with_form2(world)
    next_year_reported(world)
    at(OPEN_NEXT)
    this, after = of(world, 2021), of(world, 2022)
    change = percent_change(this.totals.estimate, after.totals.estimate)
    assert change is not None
    told = f"{'+' if change > 0 else '−'}{str(abs(change)).replace('.', ',')}".removesuffix(",0") + "%"
    for address, other in ((YEAR, after), (NEXT, this)):
        page = text_of(province, address + BESIDE)
        assert trieu(other.totals.estimate) in years_of(page)[str(other.year)]
        assert told in years_of(page)["2022"]
        for line in (*other.by_area, *other.by_donor_kind, *other.by_money_source):
            if line.figure.is_reported:
                assert f'title="{dong(line.figure.estimate)} đồng">' in page
        assert told in page.split('id="linh-vuc-cac-nam"')[1].split("</tfoot>")[0]


def test_a_version_keeps_the_years_that_stood_beside_it(world: World, at: Clock) -> None:
    in_every_state(world)
    at(OPEN)
    board = world.client("ban.dieu-hanh")
    board.post(YEAR + "ban-chot/chot/", {"note": "Trước khi có năm 2022.", "counted": "counted"})
    next_year_reported(world)
    at(OPEN_NEXT)
    assert "chưa có số liệu" in years_of(text_of(board, YEAR + "ban-chot/1/"))["2022"]
    assert "chưa có số liệu" not in years_of(text_of(board, YEAR))["2022"]
    frozen = json.loads(board.get(YEAR + "ban-chot/1/so-lieu.json").content)
    assert frozen["years"][2]["estimate"] is None
    assert frozen["beside"] == []
    header = text_of(board, YEAR + "ban-chot/1/").split("<main", maxsplit=1)[0]
    assert f'href="{NEXT}"' in header


def test_a_units_page_shows_its_years_to_itself_and_to_the_province_only(
    world: World, at: Clock, province: Client
) -> None:
    in_every_state(world)
    address = reverse("organisation", args=[world.commune1.id]) + "?nam=2021"
    heading = "Kinh phí đơn vị báo cáo qua các năm"
    for username in ("ubnd.theo-doi", "ban.dieu-hanh", "xa-1.nhap"):
        page = text_of(world.client(username), address)
        table = page[page.index('id="cac-nam"') :].split("</section>", maxsplit=1)[0]
        assert table.count("chưa có số liệu") == 5
        assert "năm đang xem" in table
    assert heading not in text_of(world.client("so-y.nhap"), address)
