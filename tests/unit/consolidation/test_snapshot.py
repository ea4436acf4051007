"""What a version freezes comes back equal, and its hash is one on every system."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ketnghia.consolidation.figures import Figure, RecipientLine, YearLine, Years, YearTotal
from ketnghia.consolidation.snapshot import CountedReport, Snapshot, from_document, hash_of, to_document
from tests.unit.documents.sample import YEAR_2021

PLACE = RecipientLine(
    "7",
    "Xã Bha Lê",
    Figure(1, 2, (3,)),
    received=Figure(1, 1, (9,)),
    lat=15.123456789,
    lon=107.5,
    households=0,
)
YEARS = Years(
    totals=(YearTotal(2020, 0), YearTotal(2022, 3, 5, 6, -1, 0)),
    neighbours=(2020, 2022),
    lines=(YearLine(2022, "quantity", "bo", Decimal("2.50"), None),),
)
REPORT = CountedReport(3, 1, 2, "Sở Y tế", "Biểu số 1", "SUBMITTED", "ab" * 32)
WHOLE = Snapshot(replace(YEAR_2021, by_recipient=(PLACE,), years=YEARS), (REPORT,))


def stored(snapshot: Snapshot) -> dict[str, Any]:
    """As the database gives it back: keys in an order of its own."""
    document: dict[str, Any] = json.loads(json.dumps(to_document(snapshot), sort_keys=True))
    return document


def test_what_is_frozen_comes_back_equal_and_in_its_order() -> None:
    found = from_document(stored(WHOLE))
    assert found == WHOLE
    assert list(found.figures.report_labels) == list(YEAR_2021.report_labels)
    assert found.figures.by_recipient[0].lat == PLACE.lat


def test_the_hash_does_not_depend_on_the_order_of_keys_and_tells_one_dong() -> None:
    assert hash_of(stored(WHOLE)) == hash_of(to_document(WHOLE))
    totals = replace(WHOLE.figures.totals, actual=WHOLE.figures.totals.actual + 1)
    other = replace(WHOLE, figures=replace(WHOLE.figures, totals=totals))
    assert hash_of(to_document(other)) != hash_of(to_document(WHOLE))


def test_a_version_frozen_before_a_figure_was_known_opens_without_it() -> None:
    document = stored(WHOLE)
    del document["figures"]["years"]
    assert from_document(document).figures.years == Years()


def test_a_snapshot_refuses_what_it_cannot_give_back() -> None:
    with pytest.raises(TypeError):
        to_document(replace(WHOLE, reports=object()))  # type: ignore[arg-type]  # the wrong type is the point
