"""The last evening over HTTP, all of it inside the request; nothing acknowledged may be missing afterwards.

`ketnghia serve` with its own defaults, a durable embedded PostgreSQL and the clients share the machine.
Eight connections send reports of 3 rows, first into an empty database, then on top of four times as many.
Every report is sent in a session of its own person.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from django.db import connections

from benchmarks.acknowledged import missing
from benchmarks.client import Visitor, send_all, visitors
from benchmarks.cpu import Used, memory_of, workers_of
from benchmarks.earlier import submitted_before
from benchmarks.figures import Latencies, Line
from benchmarks.population import Draft, populate
from benchmarks.server import prepare, serving

CONNECTIONS: Final = 8
ROWS: Final = 3
PER_SECOND_BAR: Final = 120
P95_BAR_MS: Final = 120
MEMORY_BAR_MIB: Final = 350
# "No slower" on top of many: less than the figures of one run differ from those of the next.
_NO_SLOWER: Final = 0.9
_COPIES: Final = 3
# Sent before the clock starts: a server that has just started still reads templates and definitions.
_WARM_UP: Final = 80


@dataclass(frozen=True, slots=True)
class Measured:
    """One run. `cpu`: what a submission cost the processes; it can be compared on a busy machine too."""

    per_second: float
    latencies: Latencies
    cpu: str
    errors: tuple[str, ...]
    acknowledged: tuple[int, ...]

    def lines(self, what: str) -> Iterator[Line]:
        """The run as lines of the table."""
        p95 = self.latencies.p95
        yield Line(
            f"submissions per second, {what}",
            f"{self.per_second:.0f}",
            f"≥ {PER_SECOND_BAR}",
            self.per_second >= PER_SECOND_BAR,
        )
        yield Line(f"submission, {what}, p50", f"{self.latencies.p50:.0f} ms")
        yield Line(f"submission, {what}, p95", f"{p95:.0f} ms", f"< {P95_BAR_MS} ms", p95 < P95_BAR_MS)
        yield Line(f"submission, {what}, CPU", f"{self.cpu} ms")


def run(reports: int, port: int) -> list[Line]:
    """Make the units, serve, send half, copy what was sent, send the other half, look at the database."""
    prepare()
    drafts = populate(_WARM_UP + 2 * reports, rows=ROWS)
    connections.close_all()
    with serving(port) as pid:
        opened = visitors(port, CONNECTIONS)
        for visitor, draft in zip(opened, drafts, strict=False):
            visitor.sign_in(draft.username)
        warm, _seconds = send_all(opened, drafts[:_WARM_UP])
        empty = _send(opened, drafts[_WARM_UP : _WARM_UP + reports], pid)
        for copy in range(1, _COPIES + 1):
            submitted_before(reports, copy=copy)
        # The server closed the connections that had nothing to say meanwhile.
        opened = visitors(port, CONNECTIONS)
        full = _send(opened, drafts[_WARM_UP + reports :], pid)
        memory = memory_of(workers_of(pid))
    errors = [*warm.errors, *empty.errors, *full.errors]
    lost = missing([*empty.acknowledged, *full.acknowledged], rows=ROWS)
    return [
        *empty.lines("empty database"),
        *full.lines(f"on top of {(_COPIES + 1) * reports:,}"),
        _no_slower(empty, full),
        Line(
            "memory of all web workers after the run (PSS)",
            f"{memory:.0f} MiB",
            f"< {MEMORY_BAR_MIB} MiB",
            memory < MEMORY_BAR_MIB,
        ),
        lost_line(2 * reports, [*lost, *errors]),
    ]


def _send(opened: Sequence[Visitor], drafts: Sequence[Draft], pid: int) -> Measured:
    before = Used.now(pid)
    sent, seconds = send_all(opened, drafts)
    used = Used.now(pid).since(before)
    return Measured(
        per_second=len(sent.acknowledged) / seconds,
        latencies=Latencies.of(sent.seconds),
        cpu=used.each(len(drafts)),
        errors=tuple(sent.errors),
        acknowledged=tuple(sent.acknowledged),
    )


def _no_slower(empty: Measured, full: Measured) -> Line:
    share = full.per_second / empty.per_second
    return Line(
        "submissions on top of many, against the empty database",
        f"{share:.0%}",
        f"≥ {_NO_SLOWER:.0%}",
        share >= _NO_SLOWER,
    )


def lost_line(sent: int, lost: Sequence[str]) -> Line:
    """What was acknowledged and is not there."""
    return Line(
        f"acknowledged and missing, of {sent:,}", "; ".join(lost[:3]) or "0", "0", not lost, binding=True
    )


def main() -> None:
    """Print the run's lines as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--port", type=int, default=8310)
    options = parser.parse_args()
    found = run(options.reports, options.port)
    json.dump([asdict(line) for line in found], sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
