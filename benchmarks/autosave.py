"""200 people typing at once, each saved every 5 seconds; every acknowledged save must be the draft's last."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from http.client import HTTPException
from typing import Any, Final

from django.db import connections

from benchmarks.client import Sent, Visitor, together, visitors
from benchmarks.cpu import Used
from benchmarks.figures import Latencies, Line
from benchmarks.population import Draft, populate
from benchmarks.server import prepare, serving
from ketnghia.reports.models import Report

PEOPLE: Final = 200
EVERY_SECONDS: Final = 5.0
P95_BAR_MS: Final = 200
_ROWS: Final = 3


def run(rounds: int, port: int) -> list[Line]:
    """Let everybody save `rounds` times, then look at the drafts."""
    prepare()
    drafts = populate(PEOPLE, rows=_ROWS)
    contents = dict(Report.objects.values_list("pk", "content"))
    connections.close_all()
    with serving(port) as pid:
        opened = visitors(port, PEOPLE)
        before = Used.now(pid)
        begin = time.monotonic() + 1
        tasks = [
            partial(_type, visitor, draft, contents[draft.report_id], rounds, begin + _offset(number))
            for number, (visitor, draft) in enumerate(zip(opened, drafts, strict=True))
        ]
        sent, seconds = together(tasks)
        used = Used.now(pid).since(before)
    p95 = Latencies.of(sent.seconds).p95
    lost = [*_behind(drafts, rounds), *sent.errors]
    what = f"{PEOPLE} people typing"
    return [
        Line(f"saves per second, {what}", f"{len(sent.acknowledged) / seconds:.0f}"),
        Line(f"save, {what}, p95", f"{p95:.0f} ms", f"< {P95_BAR_MS} ms", p95 < P95_BAR_MS),
        Line(f"save, {what}, CPU", f"{used.each(len(sent.seconds))} ms"),
        Line(
            f"saves acknowledged and missing, of {PEOPLE * rounds:,}",
            "; ".join(lost[:3]) or "0",
            "0",
            not lost,
            binding=True,
        ),
    ]


def _offset(number: int) -> float:
    """People type when they like: their saves are spread over the seconds between two."""
    return number * EVERY_SECONDS / PEOPLE


def _type(
    visitor: Visitor, draft: Draft, content: dict[str, Any], rounds: int, begin: float, sent: Sent
) -> None:
    version = 1
    for number in range(rounds):
        time.sleep(max(0.0, begin + number * EVERY_SECONDS - time.monotonic()))
        content["sections"]["thuyet_minh"]["ket_qua"] += f" Thêm câu {number}."
        try:
            version = visitor.save(draft, version, content, sent)
        except (OSError, HTTPException) as error:
            sent.errors.append(f"report {draft.report_id}: {error!r}")
            return


def _behind(drafts: Sequence[Draft], rounds: int) -> list[str]:
    """Drafts that do not hold the last of their acknowledged saves."""
    ids = [draft.report_id for draft in drafts]
    found = Report.objects.filter(pk__in=ids, version=1 + rounds)
    last = f" Thêm câu {rounds - 1}."
    kept = sum(
        report.content["sections"]["thuyet_minh"]["ket_qua"].endswith(last.rstrip()) for report in found
    )
    return [] if kept == len(ids) else [f"{len(ids) - kept} drafts lack their last save"]


def main() -> None:
    """Print the run's lines as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--port", type=int, default=8310)
    options = parser.parse_args()
    found = run(options.rounds, options.port)
    json.dump([asdict(line) for line in found], sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
