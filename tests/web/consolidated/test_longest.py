"""At the size of a country the page shows the lines with most money, and says that it does."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from ketnghia.web.consolidated import longest
from tests.db.consolidation.campaign import consolidated, in_every_state
from tests.world import OPEN, World

PAGE = "/tong-hop/2021/"

type Clock = Callable[[datetime], None]


@pytest.fixture
def province(world: World, at: Clock) -> Client:
    at(OPEN)
    return world.client("ban.dieu-hanh")


def test_a_long_table_is_cut_to_its_largest_lines_and_every_sum_stays(world: World) -> None:
    in_every_state(world)
    whole = consolidated(world)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(longest, "MOST_LINES", 1)
        short = longest.shortened(whole)
    shown = short["c"]
    largest = max(line.figure.estimate for line in whole.by_donor)
    assert [line.figure.estimate for line in shown.by_donor] == [largest]
    assert len(shown.missing) == 1
    assert (shown.totals, shown.by_district, shown.duties) == (whole.totals, whole.by_district, whole.duties)
    assert short["whole"] == {
        "by_donor": len(whole.by_donor),
        "by_recipient": len(whole.by_recipient),
        "missing": len(whole.missing),
    }


def test_a_table_of_a_province_is_shown_whole_in_its_order(world: World) -> None:
    in_every_state(world)
    whole = consolidated(world)
    assert longest.shortened(whole) == {"c": whole, "most": longest.MOST_LINES, "whole": {}}


def test_the_page_says_what_it_leaves_out_and_where_it_is(
    world: World, province: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_every_state(world)
    whole = consolidated(world)
    left_out = "dòng nhiều kinh phí nhất trong"
    assert left_out not in province.get(PAGE).content.decode()
    monkeypatch.setattr(longest, "MOST_LINES", 1)
    page = province.get(PAGE).content.decode()
    assert f"1 {left_out} {len(whole.by_donor)} dòng" in page
    assert f"1 {left_out} {len(whole.by_recipient)} dòng" in page
    assert f"nêu 1 đơn vị đầu trong {len(whole.missing)} đơn vị" in page
    assert f"Chưa nộp báo cáo: {len(whole.missing)}" in page
    assert len(re.findall(r"<circle cx=", page)) <= 1 + len(re.findall(r'class="swatch', page))
