"""The arithmetic of the bench."""

import pytest

from benchmarks.figures import Latencies, Line, percentile, table


@pytest.mark.parametrize(
    ("count", "share", "expected"),
    [(100, 50, 50), (100, 95, 95), (20, 95, 19), (3, 50, 2), (1, 95, 1), (7, 100, 7)],
)
def test_a_percentile_is_the_smallest_value_that_share_does_not_exceed(
    count: int, share: float, expected: int
) -> None:
    assert percentile(range(1, count + 1), share) == expected


def test_nothing_measured_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        percentile([], 95)


def test_latencies_are_milliseconds_whatever_the_order_of_the_answers() -> None:
    assert Latencies.of([0.3, 0.1, 0.2]) == Latencies(p50=200, p95=300, p99=300, slowest=300)


@pytest.mark.parametrize(
    ("met", "binding", "verdict", "fails"),
    [
        (None, False, "–", False),
        (True, True, "met", False),
        (False, False, "not yet", False),
        (False, True, "MISSED", True),
    ],
)
def test_only_a_missed_binding_bar_fails(met: bool | None, binding: bool, verdict: str, fails: bool) -> None:
    line = Line("p95", "130 ms", "< 120 ms", met, binding)
    assert (line.verdict, line.fails) == (verdict, fails)


def test_the_table_lines_its_columns_up() -> None:
    written = table([Line("p50", "44 ms"), Line("queries of the board", "9", "≤ 12", met=True)]).splitlines()
    assert len({len(row) for row in written}) == 1
    assert written[2].split("|")[1:3] == [" p50                  ", " 44 ms  "]
