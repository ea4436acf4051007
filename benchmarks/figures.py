"""One line of the table a bench prints, and the arithmetic behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with the bar it is held against.

    `met` is None where nothing is asked yet; `binding` says whether missing the bar fails the bench.
    """

    name: str
    figure: str
    bar: str = ""
    met: bool | None = None
    binding: bool = False

    @property
    def verdict(self) -> str:
        if self.met is None:
            return "–"
        return "met" if self.met else ("MISSED" if self.binding else "not yet")

    @property
    def fails(self) -> bool:
        return self.binding and self.met is False


@dataclass(frozen=True, slots=True)
class Latencies:
    """How long requests took, in milliseconds."""

    p50: float
    p95: float
    p99: float
    slowest: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Self:
        """Raises ValueError when nothing was measured."""
        ordered = sorted(second * 1000 for second in seconds)
        return cls(*(percentile(ordered, share) for share in (50, 95, 99, 100)))


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest measured value that `share` percent of all values do not exceed (nearest rank).

    `ordered` is sorted. Raises ValueError when it is empty.
    """
    if not ordered:
        raise ValueError("nothing was measured")
    rank = -(-len(ordered) * share // 100)
    return ordered[max(int(rank), 1) - 1]


def table(lines: Sequence[Line]) -> str:
    """The lines as a Markdown table, columns aligned."""
    rows = [("What", "Figure", "Bar", "Verdict")]
    rows += [(line.name, line.figure, line.bar or "–", line.verdict) for line in lines]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    written = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([written[0], rule, *written[1:]])
