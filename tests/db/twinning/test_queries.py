"""Who sees which assignment and which unit."""

from dataclasses import dataclass
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Invisible
from ketnghia.organisations.models import Organisation
from ketnghia.twinning import policies
from ketnghia.twinning.queries import (
    AssignmentFilter,
    assignments,
    by_recipient,
    donors_of,
    get_organisation,
    list_organisations,
    organisation_sheet,
    recipients_of,
    reference_day,
    search_organisations,
)
from ketnghia.twinning.states import AssignmentPart
from tests.db.units import Kind, coordinator, helps, unit, viewer

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 24)


@dataclass
class Land:
    """A district with two communes, another district with one, and who helps them."""

    board: Viewer
    district: Organisation
    first: Organisation
    second: Organisation
    elsewhere: Organisation
    agency: Organisation
    bank: Organisation
    city: Organisation


@pytest.fixture
def land() -> Land:
    district = unit("Huyện Tây Giang", Kind.MOUNTAIN_DISTRICT)
    other = unit("Huyện Nam Giang", Kind.MOUNTAIN_DISTRICT)
    made = Land(
        board=coordinator(),
        district=district,
        first=unit("Xã A Vương", Kind.MOUNTAIN_COMMUNE, under=district, aliases=("Avương",)),
        second=unit("Xã Lăng", Kind.MOUNTAIN_COMMUNE, under=district),
        elsewhere=unit("Xã Cà Dy", Kind.MOUNTAIN_COMMUNE, under=other),
        agency=unit("Sở Y"),
        bank=unit("Ngân hàng", Kind.ENTERPRISE),
        city=unit("Thành phố Hội An", Kind.LOWLAND_DISTRICT),
    )
    helps(made.board, made.agency, made.first)
    helps(made.board, made.bank, made.first, part=AssignmentPart.COOPERATING)
    helps(made.board, made.agency, made.elsewhere)
    helps(made.board, made.city, made.district)
    return made


def pairs(viewer: Viewer, year: int = 2021, **narrowed: object) -> list[tuple[str, str]]:
    lines = assignments(viewer, year, AssignmentFilter(**narrowed))  # type: ignore[arg-type]  # by keyword
    return [(line.recipient_name, line.donor_name) for line in lines]


A_VUONG = [("Xã A Vương", "Sở Y"), ("Xã A Vương", "Ngân hàng")]
CA_DY = [("Xã Cà Dy", "Sở Y")]
TAY_GIANG = [("Huyện Tây Giang", "Thành phố Hội An")]


def test_the_board_and_the_observers_see_every_assignment(land: Land) -> None:
    assert sorted(pairs(land.board)) == sorted(A_VUONG + CA_DY + TAY_GIANG)
    observer = viewer(unit("UBND tỉnh", Kind.PROVINCE), Role.OBSERVER)
    assert pairs(observer) == pairs(land.board)


def test_a_donor_sees_its_own_rows_and_not_who_else_helps(land: Land) -> None:
    assert pairs(viewer(land.agency)) == [("Xã A Vương", "Sở Y"), ("Xã Cà Dy", "Sở Y")]


def test_a_commune_sees_its_donors_the_leading_one_first(land: Land) -> None:
    assert pairs(viewer(land.first)) == A_VUONG
    assert pairs(viewer(land.second)) == []


@pytest.mark.parametrize("role", [Role.DISTRICT_COORDINATOR, Role.REVIEWER])
def test_a_mountain_district_sees_its_communes_and_itself(land: Land, role: Role) -> None:
    assert sorted(pairs(viewer(land.district, role))) == sorted(A_VUONG + TAY_GIANG)


def test_an_outsider_sees_no_assignment(land: Land) -> None:
    assert pairs(viewer(unit("Sở Z"))) == []


def test_the_list_is_narrowed_by_kind_district_and_name_without_marks(land: Land) -> None:
    assert pairs(land.board, donor_kind=Kind.ENTERPRISE) == [("Xã A Vương", "Ngân hàng")]
    assert sorted(pairs(land.board, district_id=land.district.id)) == sorted(A_VUONG + TAY_GIANG)
    assert pairs(land.board, text="avuong") == A_VUONG
    assert pairs(land.board, text="hoi an") == TAY_GIANG


def test_an_assignment_is_shown_in_each_year_it_touches(land: Land) -> None:
    helps(land.board, land.bank, land.second, first_day=date(2020, 5, 28), last_day=date(2021, 1, 1))
    assert ("Xã Lăng", "Ngân hàng") in pairs(land.board, 2021)
    assert ("Xã Lăng", "Ngân hàng") not in pairs(land.board, 2022)


def test_a_line_tells_the_days_the_district_and_the_decision(land: Land) -> None:
    line = assignments(viewer(land.first), 2021)[0]
    assert (line.first_day, line.last_day) == (date(2020, 4, 21), date(2025, 12, 31))
    assert (line.district_name, line.instrument_number) == ("Huyện Tây Giang", "1143/QĐ-UBND")
    assert (line.part_label, line.donor_kind_label, line.leads) == ("Chủ trì", "Sở, ban, ngành", True)


@pytest.mark.parametrize("rows", [1, 3])
def test_assignments_take_three_queries_whatever_their_number(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    board, district = coordinator(), unit("Huyện Tây Giang", Kind.MOUNTAIN_DISTRICT)
    for number in range(rows):
        commune = unit(f"Xã {number}", Kind.MOUNTAIN_COMMUNE, under=district)
        helps(board, unit(f"Sở {number}"), commune)
    with django_assert_num_queries(3):
        assert len(assignments(board, 2021)) == rows


def test_recipients_and_donors_are_those_of_the_day(land: Land) -> None:
    assert [line.recipient_name for line in recipients_of(land.agency.id, DAY)] == ["Xã A Vương", "Xã Cà Dy"]
    assert recipients_of(land.agency.id, date(2026, 1, 1)) == []
    assert [line.donor_name for line in donors_of(land.first.id, DAY)] == ["Sở Y", "Ngân hàng"]
    groups = by_recipient(donors_of(land.district.id, DAY))
    assert {key: len(lines) for key, lines in groups.items()} == {land.first.id: 2, land.district.id: 1}


def names(viewer: Viewer, year: int = 2021) -> set[str]:
    return {each.name for each in list_organisations(viewer, year)}


def test_each_sees_itself_and_whom_assignments_tie_it_to(land: Land) -> None:
    assert names(viewer(land.agency)) == {
        "Sở Y", "Xã A Vương", "Xã Cà Dy", "Huyện Tây Giang", "Huyện Nam Giang",
    }  # fmt: skip
    assert names(viewer(land.first)) == {"Xã A Vương", "Huyện Tây Giang", "Sở Y", "Ngân hàng"}
    assert names(viewer(land.second)) == {"Xã Lăng", "Huyện Tây Giang"}
    assert names(viewer(land.district)) == {
        "Huyện Tây Giang", "Xã A Vương", "Xã Lăng", "Sở Y", "Ngân hàng", "Thành phố Hội An",
    }  # fmt: skip
    assert len(names(land.board)) == 9


def test_a_neighbour_does_not_exist(land: Land) -> None:
    with pytest.raises(Invisible):
        get_organisation(viewer(land.first), land.second.id, 2021)
    with pytest.raises(Invisible):
        get_organisation(land.board, 0, 2021)


def test_search_finds_only_what_the_viewer_may_see(land: Land) -> None:
    assert [each.name for each in search_organisations(land.board, "Avương", year=2021)] == ["Xã A Vương"]
    assert search_organisations(viewer(land.second), "Avương", year=2021) == []


def test_who_ended_stays_in_the_catalogue_of_its_years() -> None:
    board = coordinator()
    ended = unit("Huyện Nông Sơn", Kind.MOUNTAIN_DISTRICT, until=date(2025, 1, 1))
    assert "Huyện Nông Sơn" in names(board, 2021)
    assert "Huyện Nông Sơn" not in names(board, 2025)
    assert organisation_sheet(board, ended.id, 2024).last_day == date(2024, 12, 31)
    with pytest.raises(Invisible):
        organisation_sheet(board, ended.id, 2025)


def test_a_sheet_shows_the_assignments_the_viewer_may_see(land: Land) -> None:
    sheet = organisation_sheet(viewer(land.agency), land.first.id, 2021)
    assert [line.donor_name for line in sheet.lines] == ["Sở Y"]
    assert (sheet.parent, sheet.aliases, sheet.last_day) == (land.district, ["Avương"], None)
    whole = organisation_sheet(land.board, land.district.id, 2021)
    assert [each.name for each in whole.children] == ["Xã A Vương", "Xã Lăng"]


def test_the_catalogue_is_narrowed_by_kind_and_name(land: Land) -> None:
    found = list_organisations(land.board, 2021, kind=Kind.MOUNTAIN_COMMUNE, text="ca dy")
    assert [each.name for each in found] == ["Xã Cà Dy"]


def test_a_past_year_is_looked_at_on_its_last_day() -> None:
    assert reference_day(2021, DAY) == DAY
    assert reference_day(2020, DAY) == date(2020, 12, 31)


def test_the_pages_of_donors_and_recipients_are_for_them_alone(land: Land) -> None:
    agency, commune = viewer(land.agency), viewer(land.first)
    policies.check_see_recipients(agency)
    policies.check_see_donors(commune)
    with pytest.raises(Invisible):
        policies.check_see_donors(agency)
    with pytest.raises(Invisible):
        policies.check_see_recipients(commune)
    with pytest.raises(Invisible):
        policies.check_see_recipients(land.board)
