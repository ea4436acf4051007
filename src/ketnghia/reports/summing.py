"""How the facts of a revision are summed as they are written: the text of the trigger that does it.

A trigger, and not a step of the submission: whatever writes facts (COPY, bulk inserts, a repair by hand)
writes their sums in the same statement, so that no total can miss a fact. Totals of a country read these
sums instead of facts: a fifth of the rows, each narrower.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ketnghia.reportforms.states import Indicator


class Cut(StrEnum):
    """By what the facts of a revision are summed; what a count of the sum counts depends on it.

    ACTIVITY: money and quantity, by area and activity. MONEY_SOURCE: money. PLACE: money and distinct
    households, by recipient, its district and the donor's kind (of GIVEN alone). INDICATOR: every figure
    that is neither money nor a quantity.
    """

    ACTIVITY = "ACTIVITY"
    MONEY_SOURCE = "MONEY_SOURCE"
    PLACE = "PLACE"
    INDICATOR = "INDICATOR"


_COLUMNS: Final = (
    "revision_id", "side", "cut", "area", "activity", "money_source", "indicator", "donor_kind",
    "recipient_id", "district_id", "actual", "estimate", "count_actual", "count_estimate",
)  # fmt: skip
_MONEY: Final = f"indicator = '{Indicator.SUPPORT_AMOUNT}'"
_QUANTITY: Final = f"indicator = '{Indicator.QUANTITY}'"
_HOUSEHOLDS: Final = f"indicator = '{Indicator.HOUSEHOLDS_DISTINCT}'"
_DONOR_KIND: Final = "CASE WHEN side = 'GIVEN' THEN donor_kind ELSE '' END"


def _sums(*, money: bool, counted: str) -> str:
    """The four sums of a cut: of money in đồng, and of the figures that are counted there."""
    amounts = [f"sum({name}) FILTER (WHERE {_MONEY})" if money else "NULL" for name in ("actual", "estimate")]
    counts = [
        f"sum({name}) FILTER (WHERE {counted})" if counted else "NULL" for name in ("actual", "estimate")
    ]
    return ", ".join([*amounts, *counts])


def sums_of(facts: str) -> str:
    """SQL that writes the sums of all facts in a table, each revision by itself."""
    return f"""
    INSERT INTO reports_revisionsum ({", ".join(_COLUMNS)})
    SELECT revision_id, side, '{Cut.ACTIVITY}', area, activity, '', '', '', NULL::bigint, NULL::bigint,
           {_sums(money=True, counted=_QUANTITY)}
    FROM {facts} WHERE {_MONEY} OR {_QUANTITY} GROUP BY revision_id, side, area, activity
    UNION ALL
    SELECT revision_id, side, '{Cut.MONEY_SOURCE}', '', '', money_source, '', '', NULL, NULL,
           {_sums(money=True, counted="")}
    FROM {facts} WHERE {_MONEY} GROUP BY revision_id, side, money_source
    UNION ALL
    SELECT revision_id, side, '{Cut.PLACE}', '', '', '', '', {_DONOR_KIND}, recipient_id, district_id,
           {_sums(money=True, counted=_HOUSEHOLDS)}
    FROM {facts} GROUP BY revision_id, side, {_DONOR_KIND}, recipient_id, district_id
    UNION ALL
    SELECT revision_id, side, '{Cut.INDICATOR}', '', '', '', indicator, '', NULL, NULL,
           {_sums(money=False, counted="TRUE")}
    FROM {facts} WHERE NOT ({_MONEY} OR {_QUANTITY}) GROUP BY revision_id, side, indicator
    """  # noqa: S608 -- only constants of this module are put together
