"""Search and the dated tree."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from ketnghia.organisations.queries import (
    children_of,
    district_of,
    districts_of,
    existing_on,
    parent_of,
    search_organisations,
)
from tests.db.units import Kind, unit

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 24)


def found(text: str, limit: int = 20) -> list[str]:
    return [each.name for each in search_organisations(existing_on(DAY), text, limit=limit)]


@pytest.mark.parametrize("typed", ["Bhalêê", "bhale", "Bha  Lê", "BHA LÊÊ", "bha-le", "Bha Lê\u0302e\u0302"])
def test_every_spelling_finds_bha_le(typed: str) -> None:
    unit("Xã Bha Lê", Kind.MOUNTAIN_COMMUNE, aliases=("Bha Lêê",))
    unit("Xã Lăng", Kind.MOUNTAIN_COMMUNE)
    assert found(typed) == ["Xã Bha Lê"]


@pytest.mark.parametrize("typed", ["Ch'ơm", "Ch’Ơm", "chom", "CH ƠM"])
def test_apostrophes_do_not_matter(typed: str) -> None:
    unit("Xã Ch'ơm", Kind.MOUNTAIN_COMMUNE)
    assert found(typed) == ["Xã Ch'ơm"]


def test_d_with_and_without_its_bar_are_found_by_each_other() -> None:
    unit("Xã Đắc Pring", Kind.MOUNTAIN_COMMUNE)
    assert found("dac pring") == found("Đắc") == ["Xã Đắc Pring"]


def test_a_name_that_begins_so_comes_before_one_that_contains_it() -> None:
    unit("An Giang")
    unit("Giang Sơn")
    assert found("giang") == ["Giang Sơn", "An Giang"]


def test_a_beginning_of_an_alias_comes_between() -> None:
    unit("An Vương")
    unit("Avương", aliases=("Vương A",))
    unit("Vương Thừa")
    assert found("vuong") == ["Vương Thừa", "Avương", "An Vương"]


def test_nothing_typed_finds_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert found("  -’ ") == []


@pytest.mark.parametrize("typed", ["%", "_", "|"])
def test_signs_of_patterns_are_plain_text(typed: str) -> None:
    unit("Sở Tài chính")
    assert found(f"x{typed}") == []


def test_the_limit_is_kept() -> None:
    for number in range(3):
        unit(f"Xã Trà {number}")
    assert len(found("tra", limit=2)) == 2


def test_who_has_ended_is_found_on_a_day_of_its_life_only() -> None:
    unit("Huyện Nông Sơn", Kind.MOUNTAIN_DISTRICT, until=date(2025, 1, 1))
    assert found("nong son") == ["Huyện Nông Sơn"]
    assert search_organisations(existing_on(date(2025, 1, 1)), "nong son") == []


def test_the_tree_is_asked_for_a_day() -> None:
    province = unit("UBND tỉnh", Kind.PROVINCE)
    district = unit("Huyện Tây Giang", Kind.MOUNTAIN_DISTRICT, under=province)
    commune = unit("Xã Lăng", Kind.MOUNTAIN_COMMUNE, under=district, until=date(2025, 7, 1))
    assert parent_of(commune.id, DAY) == district
    assert parent_of(commune.id, date(2025, 7, 1)) is None
    assert list(children_of(district.id, DAY)) == [commune]


def test_a_district_is_its_own_district_and_a_department_has_none() -> None:
    district = unit("Huyện Tây Giang", Kind.MOUNTAIN_DISTRICT)
    agency = unit("Sở Tài chính")
    assert district_of(district.id, DAY) == district
    assert district_of(agency.id, DAY) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_districts_of_many_take_two_queries(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    district = unit("Huyện Tây Giang", Kind.MOUNTAIN_DISTRICT)
    communes = [unit(f"Xã {each}", Kind.MOUNTAIN_COMMUNE, under=district) for each in range(rows)]
    with django_assert_num_queries(2):
        above = districts_of([each.id for each in communes], DAY)
    assert above == dict.fromkeys((each.id for each in communes), district)
