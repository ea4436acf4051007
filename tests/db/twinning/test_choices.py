"""Which organisations a unit may name in its report."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from ketnghia.organisations.models import Organisation
from ketnghia.twinning.choices import organisation_choices
from tests.db.units import Kind, coordinator, helps, unit

pytestmark = pytest.mark.django_db
FIRST_DAY, LAST_DAY = date(2021, 1, 1), date(2021, 12, 31)


def choices(name: str, organisation: Organisation) -> list[str]:
    found = organisation_choices(
        name, organisation_id=organisation.id, first_day=FIRST_DAY, last_day=LAST_DAY
    )
    return list(found.values())


def test_each_list_holds_whom_the_assignments_of_the_period_name(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    board = coordinator()
    district = unit("Huyện Tây Giang", Kind.MOUNTAIN_DISTRICT)
    helped = unit("Xã Lăng", Kind.MOUNTAIN_COMMUNE, under=district)
    unit("Xã Dang", Kind.MOUNTAIN_COMMUNE, under=district)
    agency, bank, city = unit("Sở Y"), unit("Ngân hàng"), unit("Hội An", Kind.LOWLAND_DISTRICT)
    helps(board, agency, helped)
    helps(board, bank, helped, last_day=date(2020, 12, 31))
    helps(board, city, district)
    with django_assert_num_queries(4):
        assert choices("recipients", agency) == ["Xã Lăng"]
        assert choices("donors", helped) == ["Sở Y"]
        assert choices("communes", district) == ["Xã Lăng"]
        assert choices("donors_of_communes", district) == ["Hội An", "Sở Y"]


@pytest.mark.parametrize(("last_day", "named"), [(date(2021, 1, 1), True), (date(2020, 12, 31), False)])
def test_who_helped_on_one_day_of_the_period_can_be_named_for_it(last_day: date, named: bool) -> None:
    district = unit("Huyện Tây Giang", Kind.MOUNTAIN_DISTRICT)
    helped = unit("Xã Lăng", Kind.MOUNTAIN_COMMUNE, under=district)
    agency = unit("Sở Y")
    helps(coordinator(), agency, helped, last_day=last_day)
    assert bool(choices("recipients", agency)) is named
    assert bool(choices("donors", helped)) is named
    assert bool(choices("donors_of_communes", district)) is named
