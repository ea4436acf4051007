"""The cast stands as the other tests presume."""

import pytest

from ketnghia.reports.models import ReportingDuty
from ketnghia.reports.queries import examine
from ketnghia.reports.states import State
from tests.world import World

DUTIES = {"department": "bieu-1", "city": "bieu-1", "business": "bieu-1", "district": "bieu-2",
          "commune1": "bao-cao-xa", "commune2": "bao-cao-xa"}  # fmt: skip


def test_who_takes_part_owes_one_report_on_its_own_form(world: World) -> None:
    owed = {
        name: list(
            ReportingDuty.objects.filter(organisation=getattr(world, name).id).values_list(
                "form__code", flat=True
            )
        )
        for name in world.__slots__
    }
    assert {name: codes for name, codes in owed.items() if codes} == {k: [v] for k, v in DUTIES.items()}


@pytest.mark.parametrize("name", DUTIES)
def test_the_content_the_tests_fill_in_has_nothing_to_find(world: World, name: str) -> None:
    report = world.drafted(getattr(world, name), rows=3)
    assert examine(report).findings == ()


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", DUTIES)
def test_a_report_of_the_cast_reaches_every_state(world: World, name: str, state: State) -> None:
    assert world.brought_to(getattr(world, name), state).state == state
