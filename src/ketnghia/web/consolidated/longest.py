"""How much of a long table a page shows: a province's all of it, a country's the lines with most money.

The sums under a table are those of all its lines; the workbook holds every one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from ketnghia.consolidation.figures import Consolidated, DonorLine, Line

MOST_LINES: Final = 200


def shortened(figures: Consolidated) -> dict[str, Any]:
    """The figures with no table longer than MOST_LINES, and how long the shortened ones are in truth."""
    most = MOST_LINES
    shown = replace(
        figures,
        by_donor=_largest(figures.by_donor, most),
        by_recipient=_largest(figures.by_recipient, most),
        missing=figures.missing[:most],
    )
    whole = {name: len(getattr(figures, name)) for name in ("by_donor", "by_recipient", "missing")}
    return {"c": shown, "most": most, "whole": {name: count for name, count in whole.items() if count > most}}


def _largest[L: Line | DonorLine](lines: Sequence[L], most: int) -> tuple[L, ...]:
    """All lines in their order, or those with the largest estimates, the largest first."""
    if len(lines) <= most:
        return tuple(lines)
    return tuple(sorted(lines, key=lambda line: -line.figure.estimate)[:most])
