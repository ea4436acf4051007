"""Submissions over HTTP, all of it inside the request; nothing acknowledged may be missing afterwards.

`ketnghia serve` with its own defaults, a durable embedded PostgreSQL and the clients share the machine.
Eight connections, each signed in through the page; every report is sent in a session of its own person.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from django.db import connections
from django.db.models import Count

from benchmarks.client import Visitor, send_all
from benchmarks.figures import Latencies, Line
from benchmarks.population import FACTS_EACH, populate
from benchmarks.server import prepare, serving
from ketnghia.kernel.canonical import canonical_json, sha256_hex
from ketnghia.reports.models import Report, Revision, Transition
from ketnghia.reports.states import Action, State

CONNECTIONS: Final = 8
PER_SECOND_BAR: Final = 120
P95_BAR_MS: Final = 120
# Sent before the clock starts: a server that has just started still reads templates and definitions.
_WARM_UP: Final = 80


@dataclass(frozen=True, slots=True)
class Measured:
    """One run."""

    reports: int
    per_second: float
    latencies: Latencies
    errors: tuple[str, ...]
    missing: tuple[str, ...]


def run(reports: int = 1500, port: int = 8310) -> Measured:
    """Make the units, serve, send everything, look at what the database holds."""
    prepare()
    drafts = populate(reports + _WARM_UP)
    connections.close_all()
    with serving(port):
        visitors = [Visitor(port) for _number in range(CONNECTIONS)]
        for visitor, draft in zip(visitors, drafts, strict=False):
            visitor.sign_in(draft.username)
        first, _seconds = send_all(visitors, drafts[:_WARM_UP])
        sent, seconds = send_all(visitors, drafts[_WARM_UP:])
    return Measured(
        reports=reports,
        per_second=len(sent.acknowledged) / seconds,
        latencies=Latencies.of(sent.seconds),
        errors=(*first.errors, *sent.errors),
        missing=tuple(missing([*first.acknowledged, *sent.acknowledged])),
    )


def missing(acknowledged: Sequence[int]) -> list[str]:
    """What the database lacks of the acknowledged submissions, in words; empty when all is there."""
    reports = Report.objects.filter(
        pk__in=acknowledged, state=State.SUBMITTED, current_revision__isnull=False
    )
    moved = Transition.objects.filter(report__in=acknowledged, action=Action.SUBMIT)
    revisions = list(
        Revision.objects.filter(pk__in=reports.values("current_revision")).annotate(found=Count("facts"))
    )
    wanted = len(acknowledged)
    counts = {
        "acknowledged twice": len(set(acknowledged)),
        "without a revision": len(revisions),
        "without its transition": moved.count(),
        "without all facts": sum(revision.found == FACTS_EACH for revision in revisions),
        "with a receipt of another": len({revision.receipt_token for revision in revisions}),
        "whose hash is another": sum(
            sha256_hex(canonical_json(revision.frozen)) == revision.sha256 for revision in revisions
        ),
    }
    return [f"{wanted - count} {what}" for what, count in counts.items() if count != wanted]


def lines(measured: Measured) -> list[Line]:
    """The run as lines of the table."""
    latencies = measured.latencies
    lost = [*measured.missing, *measured.errors]
    return [
        Line(
            "submissions per second",
            f"{measured.per_second:.0f}",
            f"≥ {PER_SECOND_BAR}",
            measured.per_second >= PER_SECOND_BAR,
        ),
        Line("submission, p50", f"{latencies.p50:.0f} ms"),
        Line("submission, p95", f"{latencies.p95:.0f} ms", f"< {P95_BAR_MS} ms", latencies.p95 < P95_BAR_MS),
        Line("submission, slowest", f"{latencies.slowest:.0f} ms"),
        Line(
            f"acknowledged and missing, of {measured.reports}",
            "; ".join(lost[:3]) or "0",
            "0",
            not lost,
            binding=True,
        ),
    ]


def main() -> None:
    """Print the run's lines as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1500)
    parser.add_argument("--port", type=int, default=8310)
    options = parser.parse_args()
    found = lines(run(options.reports, options.port))
    json.dump([asdict(line) for line in found], sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
