"""The sums kept of each revision are those of its facts, on every side, whoever writes the facts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F, Q, Sum

from ketnghia.reportforms.states import Indicator
from ketnghia.reports.models import Fact, RevisionSum
from ketnghia.reports.states import Side
from ketnghia.reports.summing import Cut
from tests.db.consolidation.campaign import in_every_state, with_form2
from tests.world import World

MONEY = Q(indicator=Indicator.SUPPORT_AMOUNT)
QUANTITY = Q(indicator=Indicator.QUANTITY)
HOUSEHOLDS = Q(indicator=Indicator.HOUSEHOLDS_DISTINCT)
# What a cut sums by, which of the facts, and which of those are its counts.
CUTS = {
    Cut.ACTIVITY: (("area", "activity"), MONEY | QUANTITY, QUANTITY),
    Cut.MONEY_SOURCE: (("money_source",), MONEY, None),
    Cut.PLACE: (("recipient_id", "district_id"), Q(), HOUSEHOLDS),
    Cut.INDICATOR: (("indicator",), ~(MONEY | QUANTITY), ~(MONEY | QUANTITY)),
}


def filled(world: World) -> None:
    """Every side of the facts: donors, communes, a district with its lines."""
    in_every_state(world)
    with_form2(world)


def of_facts(cut: Cut) -> set[tuple[Any, ...]]:
    """What the facts themselves add up to, asked of the database another way than the trigger does."""
    key, which, counted = CUTS[cut]
    names = ("revision_id", "side", *key)
    counts = counted if counted is not None else Q(pk__isnull=True)
    found = Fact.objects.filter(which).values(*names)
    sums = found.annotate(
        a=Sum("actual", filter=MONEY),
        e=Sum("estimate", filter=MONEY),
        ca=Sum("actual", filter=counts),
        ce=Sum("estimate", filter=counts),
    )
    return as_numbers(sums.order_by().values_list(*names, "a", "e", "ca", "ce"))


def kept(cut: Cut) -> set[tuple[Any, ...]]:
    names = ("revision_id", "side", *CUTS[cut][0])
    sums = ("actual", "estimate", "count_actual", "count_estimate")
    return as_numbers(RevisionSum.objects.filter(cut=cut).values_list(*names, *sums))


def as_numbers(rows: Iterable[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Whole numbers of đồng and decimals of four places compare alike."""
    return {
        (*row[:-4], *(None if each is None else Decimal(each).normalize() for each in row[-4:]))
        for row in rows
    }


@pytest.mark.parametrize("cut", Cut)
def test_each_cut_is_the_sum_of_the_facts_of_each_revision(world: World, cut: Cut) -> None:
    filled(world)
    assert of_facts(cut) == kept(cut) != set()
    assert set(RevisionSum.objects.values_list("side", flat=True)) >= {Side.GIVEN, Side.RECEIVED}


def test_a_district_that_consolidates_is_summed_too(world: World) -> None:
    filled(world)
    stated = RevisionSum.objects.filter(cut=Cut.PLACE, side=Side.CONSOLIDATED)
    assert stated.exists()
    assert {each.donor_kind for each in stated} == {""}
    assert {each.district_id for each in stated} == {world.district.id}


def test_places_of_donors_know_their_kind(world: World) -> None:
    filled(world)
    kinds = RevisionSum.objects.filter(cut=Cut.PLACE, side=Side.GIVEN).values_list("donor_kind", flat=True)
    assert set(kinds) == set(Fact.objects.filter(side=Side.GIVEN).values_list("donor_kind", flat=True))


@pytest.mark.parametrize("cut", Cut)
def test_facts_written_by_hand_are_summed_as_well(world: World, cut: Cut) -> None:
    filled(world)
    repaired = Fact.objects.filter(side=Side.GIVEN).first()
    assert repaired is not None
    for fact in (repaired, *Fact.objects.exclude(pk=repaired.pk)[:5]):
        fact.pk = None
        fact.revision_id = repaired.revision_id
        fact.side = repaired.side
        fact.donor_kind = repaired.donor_kind
        fact.save(force_insert=True)
    by_key: dict[tuple[Any, ...], list[Decimal]] = {}
    for row in kept_raw(cut):
        numbers = by_key.setdefault(row[:-4], [Decimal(0)] * 4)
        by_key[row[:-4]] = [known + (each or 0) for known, each in zip(numbers, row[-4:], strict=True)]
    wanted = {row[:-4]: [Decimal(each or 0) for each in row[-4:]] for row in of_facts(cut)}
    assert by_key == wanted


def kept_raw(cut: Cut) -> list[tuple[Any, ...]]:
    """The rows as they are: facts of one revision from several statements leave several."""
    names = ("revision_id", "side", *CUTS[cut][0], "actual", "estimate", "count_actual", "count_estimate")
    return list(RevisionSum.objects.filter(cut=cut).values_list(*names))


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_fact_is_never_changed_under_its_sums(world: World, change: str) -> None:
    filled(world)
    facts = Fact.objects.all()
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        facts.update(actual=F("actual") + 1) if change == "update" else facts._raw_delete("default")
