"""The pages of assignments, recipients, donors, units and search."""

from http import HTTPStatus
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ketnghia.accounts.states import Role
from ketnghia.organisations.models import Organisation
from tests.db.units import Kind, campaign, coordinator, helps, person, unit, viewer

pytestmark = pytest.mark.django_db


def signed_in(client: Client, organisation: Organisation, role: Role = Role.REPORTER) -> Client:
    client.force_login(person(organisation, role))
    return client


def get(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == HTTPStatus.OK, answer.content[:500]
    return answer.content.decode()


@pytest.fixture
def commune() -> Organisation:
    """Xã Bha Lê of Huyện Tây Giang, helped by Sở Y in 2021."""
    campaign()
    district = unit("Huyện Tây Giang", Kind.MOUNTAIN_DISTRICT)
    found = unit("Xã Bha Lê", Kind.MOUNTAIN_COMMUNE, under=district, aliases=("Bhalêê",))
    unit("Sở Z")
    helps(coordinator(), unit("Sở Y"), found)
    return found


def of(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


@pytest.fixture
def board(client: Client, commune: Organisation) -> Client:
    client.force_login(person(of("Ban Dân tộc"), Role.COORDINATOR, username="ban-dieu-hanh"))
    return client


def test_the_board_reads_who_helps_whom_and_by_which_decision(board: Client) -> None:
    page = get(board, "assignments")
    for word in (
        "Xã Bha Lê",
        "Huyện Tây Giang",
        "Sở Y",
        "Chủ trì",
        "21/04/2020",
        "31/12/2025",
        "1143/QĐ-UBND",
    ):
        assert word in page


def test_the_list_is_filtered_without_marks(board: Client) -> None:
    assert "Sở Y" in get(board, "assignments", q="bhalee")
    assert "Không có phân công nào như vậy" in get(board, "assignments", q="zuoich")


def test_a_filter_that_makes_no_sense_narrows_nothing(board: Client) -> None:
    assert "Xã Bha Lê" in get(board, "assignments", loai="X", huyen="abc", trang="-1", nam="abc")


def test_the_workbook_holds_the_rows_on_screen(board: Client) -> None:
    answer = board.get(reverse("assignments_xlsx"), {"q": "bhalee"})
    assert answer["Content-Disposition"] == 'attachment; filename="phan-cong-2021.xlsx"'
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert any({"Xã Bha Lê", "Sở Y", "1143/QĐ-UBND"} <= set(map(str, row)) for row in rows)


def test_a_visitor_is_sent_to_sign_in(client: Client, commune: Organisation) -> None:
    for name in ("assignments", "assignments_xlsx", "recipients", "donors", "organisations", "search"):
        assert client.get(reverse(name)).status_code == HTTPStatus.FOUND


def test_a_donor_meets_its_communes_and_nobody_elses(client: Client, commune: Organisation) -> None:
    page = get(signed_in(client, of("Sở Y")), "recipients")
    assert "Xã Bha Lê" in page
    assert "Huyện Tây Giang" in page
    other = get(signed_in(Client(), of("Sở Z")), "recipients")
    assert "Xã Bha Lê" not in other
    assert "Chưa có phân công nào" in other


def test_a_commune_and_its_district_meet_the_donors(client: Client, commune: Organisation) -> None:
    assert "Sở Y" in get(signed_in(client, commune), "donors")
    district = signed_in(Client(), of("Huyện Tây Giang"), Role.DISTRICT_COORDINATOR)
    assert "Xã Bha Lê" in get(district, "donors")


def test_the_pages_of_the_other_side_do_not_exist(client: Client, commune: Organisation) -> None:
    donor, helped = signed_in(client, of("Sở Y")), signed_in(Client(), commune)
    assert donor.get(reverse("donors")).status_code == HTTPStatus.NOT_FOUND
    assert helped.get(reverse("recipients")).status_code == HTTPStatus.NOT_FOUND


def test_a_guessed_address_of_a_unit_is_not_found(client: Client, commune: Organisation) -> None:
    donor = signed_in(client, of("Sở Y"))
    assert "Còn viết là" in get(donor, "organisation", commune.id)
    for guessed in (of("Sở Z").id, of("Ban Dân tộc").id, 999_999):
        assert donor.get(reverse("organisation", args=[guessed])).status_code == HTTPStatus.NOT_FOUND


def test_the_catalogue_shows_each_what_it_may_see(board: Client, commune: Organisation) -> None:
    everything = get(board, "organisations")
    assert "Sở Z" in everything
    assert "Sở Z" not in get(signed_in(Client(), commune), "organisations")
    assert "Sở Z" not in get(board, "organisations", loai="MOUNTAIN_COMMUNE")


def test_bhalee_finds_bha_le_and_the_decision_is_found_by_its_number(board: Client) -> None:
    assert "Xã Bha Lê" in get(board, "search", q="Bhalêê")
    assert "1143/QĐ-UBND" in get(board, "search", q="1143")
    assert "Không tìm thấy" in get(board, "search", q="khong co gi")


def test_what_was_searched_for_is_shown_as_text(board: Client) -> None:
    page = get(board, "search", q="<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("name", ["assignments", "organisations"])
def test_lists_take_as_many_queries_for_three_rows_as_for_one(board: Client, name: str) -> None:
    get(board, name)
    with CaptureQueriesContext(connection) as one:
        get(board, name)
    by = viewer(of("Sở Z"), Role.COORDINATOR)
    district = of("Huyện Tây Giang")
    for number in range(2):
        helps(by, unit(f"Sở {number}"), unit(f"Xã {number}", Kind.MOUNTAIN_COMMUNE, under=district))
    with CaptureQueriesContext(connection) as three:
        get(board, name)
    assert len(three) == len(one) <= 12
