"""From a content one can count by hand to the facts of its revision."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ketnghia.reportforms.definition import Field, FieldType, Section, SectionKind
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.facts import Place, district_of
from ketnghia.reports.freezing import write_facts
from ketnghia.reports.models import Fact, Report
from ketnghia.reports.states import Side, State
from tests.filling import Content
from tests.world import World, clean

type Told = dict[str, tuple[object, ...]]


def _one_house(world: World, report: Report) -> Content:
    """A house for one poor household: 50 million of the budget, 10 million from staff."""
    content = clean(report)
    content["sections"] |= {"tham_quan": [], "mo_hinh": [], "so_ho": {}}
    content["sections"]["hoat_dong"] = [
        {
            "id": "nha1",
            "hoat_dong": "nha_moi",
            "don_vi_nhan": world.commune1.id,
            "so_luong": {"actual": "0.5", "estimate": "1"},
            "von_ngan_sach": {"actual": 25_000_000, "estimate": 50_000_000},
            "von_dong_gop": {"estimate": 10_000_000},
            "ho_ngheo": {"actual": 0, "estimate": 1},
        }
    ]
    return content


def _told(side: Side) -> Told:
    return {
        fact.path: (fact.indicator, fact.area, fact.activity, fact.money_source, fact.actual, fact.estimate)
        for fact in Fact.objects.filter(side=side)
    }


@pytest.fixture
def house(world: World) -> Report:
    return world.brought_to(world.business, State.SUBMITTED, _one_house(world, world.begun(world.business)))


def test_every_figure_becomes_one_fact_with_its_address_area_and_source(house: Report) -> None:
    assert _told(Side.GIVEN) == {
        "hoat_dong.nha1.so_luong": ("quantity", "D", "nha_moi", "", Decimal("0.5"), Decimal(1)),
        "hoat_dong.nha1.von_ngan_sach": (
            "support_amount", "D", "nha_moi", "ngan_sach", Decimal(25_000_000), Decimal(50_000_000),
        ),
        "hoat_dong.nha1.von_dong_gop": (
            "support_amount", "D", "nha_moi", "can_bo_dong_gop", None, Decimal(10_000_000),
        ),
        "hoat_dong.nha1.ho_ngheo": ("poor_households", "D", "nha_moi", "", Decimal(0), Decimal(1)),
    }  # fmt: skip


def test_what_was_not_stated_is_no_fact_and_never_zero(house: Report) -> None:
    assert Fact.objects.filter(actual=0, indicator="support_amount").count() == 0
    assert not Fact.objects.filter(path="hoat_dong.nha1.von_phuc_loi").exists()


def test_a_fact_knows_donor_recipient_district_and_kind_of_donor(world: World, house: Report) -> None:
    places = set(
        Fact.objects.values_list("organisation", "donor", "recipient", "district", "donor_kind", "year")
    )
    unit = world.business.id
    assert places == {(unit, unit, world.commune1.id, world.district.id, "ENTERPRISE", 2021)}


def test_what_a_commune_states_is_received_from_the_donor_it_names(world: World) -> None:
    world.brought_to(world.commune2, State.SUBMITTED)
    told = Fact.objects.filter(indicator="support_amount").values_list("side", "donor", "recipient")
    assert set(told) == {(Side.RECEIVED, world.city.id, world.commune2.id)}


def test_figures_of_the_commune_itself_have_no_donor(world: World) -> None:
    world.brought_to(world.commune2, State.SUBMITTED)
    fact = Fact.objects.get(indicator="poor_households_start")
    assert (fact.donor, fact.recipient_id, fact.district_id) == (None, world.commune2.id, world.district.id)
    assert fact.actual == fact.estimate == 2


def test_facts_belong_to_one_revision_and_those_of_older_ones_stay(world: World) -> None:
    report = world.brought_to(world.commune2, State.ACCEPTED)
    assert report.current_revision is not None
    assert set(Fact.objects.values_list("revision", flat=True)) == {report.current_revision.pk}


@pytest.mark.parametrize(
    ("recipient", "expected"), [(1, 9), (9, 9), (2, None), (None, None)], ids=["commune", "district", "", "-"]
)
def test_a_recipient_belongs_to_its_district_and_a_district_to_itself(
    recipient: int | None, expected: int | None
) -> None:
    places = {1: Place("MOUNTAIN_COMMUNE", 9), 9: Place("MOUNTAIN_DISTRICT", 100)}
    assert district_of(recipient, places) == expected


def test_what_a_district_states_of_itself_belongs_to_it(world: World) -> None:
    report = world.brought_to(world.district, State.SUBMITTED)
    assert report.current_revision is not None
    people = Field("so", FieldType.INTEGER, "", indicator="people")
    own = Section("rieng", SectionKind.FIELDS, "", fields=(people,))
    definition = replace(definition_of(report.form_version_id), sections=(own,))
    report.content = {"nil": None, "sections": {"rieng": {"so": 3}}}
    write_facts(report, report.current_revision, definition)
    fact = Fact.objects.get(path="rieng.so")
    assert (fact.recipient_id, fact.district_id, fact.actual) == (None, world.district.id, Decimal(3))
