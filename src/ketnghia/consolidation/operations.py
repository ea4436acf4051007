"""Writes. On reports: with their computed sections filled, so that a district's Form 2 holds what its
communes' accepted reports say at that moment (same arguments and refusals as in `reports.operations`).
On the consolidated year: freezing a version, and noting that it was sent up.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.consolidation import policies, versions
from ketnghia.consolidation.district import derive
from ketnghia.consolidation.models import ConsolidatedVersion
from ketnghia.consolidation.queries import campaign_of
from ketnghia.consolidation.snapshot import Snapshot, hash_of, to_document
from ketnghia.kernel.refusals import Changed, Invisible
from ketnghia.reports import bulk, operations

save: Final = partial(operations.save, derive=derive)
perform: Final = partial(operations.perform, derive=derive)
resolve_conflict: Final = partial(operations.resolve_conflict, derive=derive)
accept_many: Final = partial(bulk.accept_many, derive=derive)


def freeze(
    *, viewer: Viewer, year: int, accepted_only: bool, note: str, now: datetime
) -> ConsolidatedVersion:
    """Freeze the year's figures, in đồng, as the next version, all tables read in one snapshot.

    Raises Invisible or NotAllowed, Refusal where there is no note or nothing to freeze, Changed where the
    last version says the same or somebody froze at the same moment.
    """
    policies.check_freezer(viewer)
    policies.check_note(note)
    try:
        with _one_snapshot():
            return _next_version(viewer, year=year, accepted_only=accepted_only, note=note, now=now)
    except IntegrityError as error:
        raise Changed(
            "FROZEN_MEANWHILE",
            _("Một người khác vừa chốt một bản cùng lúc. Xem bản ấy trước khi chốt thêm."),
        ) from error


@transaction.atomic
def send(
    *, viewer: Viewer, year: int, number: int, document: str, to: str, now: datetime
) -> ConsolidatedVersion:
    """Note that a version was sent up: under which document ("số, ngày"), to whom. Once only.

    From then on those who read the whole province see it. Raises Invisible, NotAllowed, Refusal, Changed.
    """
    policies.check_freezer(viewer)
    version = (
        ConsolidatedVersion.objects.select_for_update()
        .defer("frozen", "revisions")
        .filter(campaign__year=year, number=number)
        .first()
    )
    if version is None:
        raise Invisible("NO_VERSION", _("Không có bản chốt này."))
    policies.check_not_sent(number, is_sent=version.is_sent)
    policies.check_sending(document, to)
    version.sent_at, version.sent_by_id = now, viewer.user_id
    version.document, version.sent_to = document, to
    version.save(update_fields=["sent_at", "sent_by", "document", "sent_to"])
    return version


def _next_version(
    viewer: Viewer, *, year: int, accepted_only: bool, note: str, now: datetime
) -> ConsolidatedVersion:
    campaign = campaign_of(viewer, year)
    last = ConsolidatedVersion.objects.filter(campaign=campaign).order_by("-number").first()
    number = last.number + 1 if last else 1
    # A version is a document: Vietnamese whatever language its maker reads the screen in.
    with translation.override(settings.LANGUAGE_CODE):
        found = versions.snapshot_now(viewer, year=year, as_of=now, accepted_only=accepted_only)
    snapshot = replace(found, figures=replace(found.figures, version=number))
    policies.check_anything_to_freeze(len(snapshot.reports))
    if last:
        policies.check_differs(last.number, same=_says_the_same(versions.opened(last), snapshot))
    document = to_document(snapshot)
    return ConsolidatedVersion.objects.create(
        campaign_id=campaign.pk,
        number=number,
        frozen=document,
        sha256=hash_of(document),
        revisions=list(snapshot.revisions),
        accepted_only=accepted_only,
        note=note,
        frozen_at=now,
        frozen_by_id=viewer.user_id,
    )


def _says_the_same(before: Snapshot, after: Snapshot) -> bool:
    """Whether only number and moment tell the two apart."""
    figures = replace(after.figures, as_of=before.figures.as_of, version=before.figures.version)
    return before == replace(after, figures=figures)


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """A transaction in which every statement sees the database as the first one did: a report accepted
    between two tables is in both or in neither. Nobody waits for it, it waits for nobody.
    """
    # Inside a transaction of the caller's (tests and the making of the demo, where nobody else writes, hold
    # one) its isolation is no longer to be chosen.
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
