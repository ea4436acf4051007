"""Whether the database holds what the visitors were told it holds."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from benchmarks.population import FACTS_A_ROW
from ketnghia.kernel.canonical import canonical_json, sha256_hex
from ketnghia.reports.models import Report, Revision, Transition
from ketnghia.reports.states import Action, State


def missing(acknowledged: Sequence[int], *, rows: int) -> list[str]:
    """What the database lacks of the acknowledged submissions, in words; empty when all is there."""
    reports = Report.objects.filter(
        pk__in=acknowledged, state=State.SUBMITTED, current_revision__isnull=False
    )
    moved = Transition.objects.filter(report__in=acknowledged, action=Action.SUBMIT)
    revisions = Revision.objects.filter(pk__in=reports.values("current_revision"))
    wanted, complete, fitting = len(acknowledged), 0, 0
    tokens: set[str] = set()
    for revision in revisions.annotate(found=Count("facts")).iterator(chunk_size=1000):
        tokens.add(revision.receipt_token)
        complete += revision.found == rows * FACTS_A_ROW
        fitting += sha256_hex(canonical_json(revision.frozen)) == revision.sha256
    counts = {
        "acknowledged twice": len(set(acknowledged)),
        "without a revision": revisions.count(),
        "without its transition": moved.count(),
        "without all facts": complete,
        "with a receipt of another": len(tokens),
        "whose hash is another": fitting,
    }
    return [f"{wanted - count} {what}" for what, count in counts.items() if count != wanted]
