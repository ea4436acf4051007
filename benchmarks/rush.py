"""The last minute: 50 people at once send reports of 30 rows. Nothing acknowledged may be missing."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import Final

from django.db import connections

from benchmarks.acknowledged import missing
from benchmarks.client import send_all, visitors
from benchmarks.cpu import Used
from benchmarks.figures import Latencies, Line
from benchmarks.population import populate
from benchmarks.server import prepare, serving
from benchmarks.submissions import lost_line

CONNECTIONS: Final = 50
ROWS: Final = 30
P95_BAR_MS: Final = 1000
_WARM_UP: Final = 50


def run(reports: int, port: int) -> list[Line]:
    """Make the units, serve, send everything, look at what the database holds."""
    prepare()
    drafts = populate(_WARM_UP + reports, rows=ROWS)
    connections.close_all()
    with serving(port) as pid:
        opened = visitors(port, CONNECTIONS)
        warm, _seconds = send_all(opened, drafts[:_WARM_UP])
        before = Used.now(pid)
        sent, seconds = send_all(opened, drafts[_WARM_UP:])
        used = Used.now(pid).since(before)
    p95 = Latencies.of(sent.seconds).p95
    what = f"{ROWS} rows, {CONNECTIONS} connections"
    return [
        Line(f"submissions per second, {what}", f"{len(sent.acknowledged) / seconds:.0f}"),
        Line(f"submission, {what}, p95", f"{p95:.0f} ms", f"< {P95_BAR_MS} ms", p95 < P95_BAR_MS),
        Line(f"submission, {what}, CPU", f"{used.each(reports)} ms"),
        lost_line(reports, [*missing(sent.acknowledged, rows=ROWS), *warm.errors, *sent.errors]),
    ]


def main() -> None:
    """Print the run's lines as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000)
    parser.add_argument("--port", type=int, default=8310)
    options = parser.parse_args()
    found = run(options.reports, options.port)
    json.dump([asdict(line) for line in found], sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
