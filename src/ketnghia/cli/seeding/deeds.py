"""What a donor did for a recipient in the year: made once, told by both sides."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ketnghia.cli.seeding.plan import ActivityPlan, Plan

type Pair = tuple[int, int]

_ONE_SOURCE_BELOW: Final = 20_000_000
# The share done by the closing day; the rest is expected by the end of the year.
_SHARES: Final = (1.0, 1.0, 0.8, 0.5, 0.0)


@dataclass(frozen=True, slots=True)
class Deed:
    """One activity: (actual, estimate) of quantity, of money in đồng by source, of counts by indicator."""

    activity: str
    quantity: Pair
    money: Mapping[str, Pair]
    counts: Mapping[str, Pair]


def deeds_of(plan: Plan, *, donor: str, donor_kind: str, recipient: str, part: str) -> list[Deed]:
    """The deeds of one assignment; codes and plan decide, so donor and recipient tell the same story."""
    dice = plan.dice("deeds", donor, recipient)
    low, high = plan.deeds[part]
    chosen = dice.sample(plan.activities, dice.randint(low, high))
    return [_deed(activity, plan.sources[donor_kind], dice) for activity in chosen]


def _deed(activity: ActivityPlan, sources: Sequence[str], dice: random.Random) -> Deed:
    whole = dice.randint(*activity.quantity)
    done = int(whole * dice.choice(_SHARES))
    price = _round(dice.randint(*activity.price))
    households = activity.households * whole
    poor = households if households < 2 else dice.randint(households // 2, households)
    counts = {
        "poor_households": _share(poor, done, whole),
        "near_poor_households": _share(households - poor, done, whole),
        "people": _share(activity.people * whole, done, whole),
    }
    return Deed(
        activity=activity.code,
        quantity=(done, whole),
        money=_money(price * whole, done / whole, sources, dice),
        counts={name: pair for name, pair in counts.items() if pair[1]},
    )


def _money(total: int, done: float, sources: Sequence[str], dice: random.Random) -> dict[str, Pair]:
    used = dice.sample(sources, 1 if total < _ONE_SOURCE_BELOW else dice.randint(1, 2))
    first = _round(int(total * dice.uniform(0.5, 0.8))) if len(used) > 1 else total
    amounts = [first, total - first][: len(used)]
    return {
        source: (amount if done == 1 else _round(int(amount * done)), amount)
        for source, amount in zip(used, amounts, strict=True)
    }


def _share(whole_count: int, done: int, whole: int) -> Pair:
    return whole_count * done // whole, whole_count


def _round(amount: int) -> int:
    """As people round: two digits that count."""
    unit = int("1" + "0" * max(len(str(amount)) - 2, 0))
    return amount // unit * unit
