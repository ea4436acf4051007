"""The list of reports to take away: one line a report, what was handed in and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from django.db.models import Sum
from django.test import Client

from ketnghia.organisations.models import Organisation
from ketnghia.reports.models import Fact, Report
from ketnghia.reports.states import State
from tests.db.consolidation.campaign import in_every_state, with_form2
from tests.world import OPEN, World, again

CSV = "/bao-cao/tai-ve.csv"
XLSX = "/bao-cao/tai-ve.xlsx"
ACTUAL, ESTIMATE = "Kinh phí thực hiện (đồng)", "Kinh phí ước cả năm (đồng)"

type Clock = Callable[[datetime], None]
type Lines = dict[str, dict[str, str]]


def taken(client: Client, address: str) -> bytes:
    """A download to its end; it is a stream, never a whole answer made beforehand."""
    answer: Any = client.get(address)
    assert answer.streaming
    return b"".join(answer.streaming_content)


def lines_of(client: Client, query: str = "") -> Lines:
    """The lines of the CSV by unit."""
    text = taken(client, CSV + query).decode()
    assert text.startswith("\ufeff")
    return {line["Đơn vị"]: line for line in csv.DictReader(StringIO(text.removeprefix("\ufeff")))}


def stated(report: Report, column: str) -> int:
    """What the facts of the current revision say, in đồng."""
    revision = again(report).current_revision_id
    facts = Fact.objects.filter(revision=revision, indicator="support_amount")
    return int(facts.aggregate(all=Sum(column))["all"])


@pytest.fixture
def coordinator(world: World, at: Clock) -> Client:
    at(OPEN)
    return world.client("ban.dieu-hanh")


def test_each_report_handed_in_has_its_line_with_what_it_states(world: World, coordinator: Client) -> None:
    reports = in_every_state(world)
    lines = lines_of(coordinator)
    assert set(lines) == {
        each.name for each in (world.department, world.city, world.business, world.commune1)
    }
    for name in ("accepted", "submitted", "returned", "commune"):
        report = again(reports[name])
        line = lines[report.organisation.name]
        assert int(line[ACTUAL]) == stated(report, "actual") > 0
        assert int(line[ESTIMATE]) == stated(report, "estimate")
        assert line["Trạng thái"] == str(State(report.state).label)
        assert line["Mã đơn vị"] == report.organisation.code
        assert line["Bản nộp lần"] == "1"
        assert line["Nộp lúc"] == "24/11/2021 10:00:00"


def test_a_commune_stands_under_its_district_and_says_how_many_households(
    world: World, coordinator: Client
) -> None:
    in_every_state(world)
    line = lines_of(coordinator)[world.commune1.name]
    assert line["Huyện"] == world.district.name
    told = Fact.objects.get(indicator="households_distinct")
    assert told.estimate is not None
    assert int(line["Hộ được giúp, mỗi hộ tính một lần"]) == int(told.estimate)


def test_a_district_adds_its_corrections_to_its_communes(world: World, coordinator: Client) -> None:
    in_every_state(world)
    form2 = with_form2(world)
    line = lines_of(coordinator)[world.district.name]
    assert int(line[ESTIMATE]) == stated(form2, "estimate")
    assert line["Huyện"] == world.district.name


def test_what_was_never_handed_in_is_told_to_nobody_else(
    world: World, coordinator: Client, at: Clock
) -> None:
    in_every_state(world)
    assert world.commune2.name not in lines_of(coordinator)
    own = lines_of(world.client("xa-2.nhap"))[world.commune2.name]
    assert own["Trạng thái"] == str(State.DRAFT.label)
    assert {own[ACTUAL], own[ESTIMATE], own["Nộp lúc"], own["Bản nộp lần"]} == {""}


@pytest.mark.parametrize(
    ("username", "units"),
    [
        ("so-y.nhap", {"department"}),
        ("huyen.tong-hop", {"commune1"}),
        ("xa-1.nhap", {"commune1"}),
        ("so-khac.nhap", set()),
    ],
)
def test_a_unit_takes_away_what_it_may_read(world: World, at: Clock, username: str, units: set[str]) -> None:
    at(OPEN)
    in_every_state(world)
    assert set(lines_of(world.client(username))) == {getattr(world, unit).name for unit in units}


def test_the_file_is_narrowed_like_the_list(world: World, coordinator: Client) -> None:
    in_every_state(world)
    assert set(lines_of(coordinator, "?trang-thai=RETURNED")) == {world.business.name}
    assert set(lines_of(coordinator, "?q=so+y+te")) == {world.department.name}
    assert lines_of(coordinator, "?nam=2021&q=khong-co-don-vi-nao") == {}


def test_a_name_that_is_a_formula_stays_a_name(world: World, coordinator: Client) -> None:
    in_every_state(world)
    Organisation.objects.filter(pk=world.city.id).update(name="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in lines_of(coordinator)


def test_the_workbook_holds_the_same_lines_as_numbers_and_dates(world: World, coordinator: Client) -> None:
    in_every_state(world)
    named = coordinator.head(XLSX)["Content-Disposition"]
    assert named == 'attachment; filename="bao-cao-2021.xlsx"'
    sheet = openpyxl.load_workbook(BytesIO(taken(coordinator, XLSX))).worksheets[0]
    heading, *rows = list(sheet.iter_rows(min_row=2, values_only=True))
    by_unit = {row[0]: dict(zip(heading, row, strict=True)) for row in rows}
    expected = lines_of(coordinator)
    assert set(by_unit) == set(expected)
    for name, line in expected.items():
        assert by_unit[name][ACTUAL] == int(line[ACTUAL])
        assert by_unit[name]["Nộp lúc"] == datetime(2021, 11, 24, 10, 0)  # noqa: DTZ001 -- no zones there


def test_the_words_are_vietnamese_whatever_the_screen_speaks(world: World, coordinator: Client) -> None:
    in_every_state(world)
    coordinator.cookies["django_language"] = "en"
    assert lines_of(coordinator)[world.city.name]["Trạng thái"] == "Đã nộp"


@pytest.mark.parametrize("address", [CSV, XLSX])
def test_the_file_takes_as_many_queries_for_one_report_as_for_many(
    world: World, coordinator: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    world.brought_to(world.department, State.SUBMITTED)
    taken(coordinator, address)
    with django_assert_max_num_queries(12) as before:
        taken(coordinator, address)
    world.brought_to(world.city, State.SUBMITTED)
    world.brought_to(world.commune1, State.ACCEPTED)
    with django_assert_max_num_queries(12) as after:
        taken(coordinator, address)
    assert len(before) == len(after)


def test_the_list_offers_both_files_narrowed_as_it_is(world: World, coordinator: Client) -> None:
    in_every_state(world)
    page = coordinator.get("/bao-cao/?q=so+y&trang=1").content.decode()
    assert f'href="{CSV}?q=so+y&amp;nam=2021"' in page
    assert f'href="{XLSX}?q=so+y&amp;nam=2021"' in page
