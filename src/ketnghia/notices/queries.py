"""Reads of notices: everybody sees their own, and nobody else's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from ketnghia.accounts.models import User
from ketnghia.accounts.viewer import Viewer
from ketnghia.notices.models import MailChoice, Notice, OutgoingMail

# A worker looks every other second: what lay so long was looked at by none.
PATIENCE: Final = timedelta(minutes=5)
LATELY: Final = timedelta(days=7)


def unread_count(viewer: Viewer) -> int:
    """How many notices the viewer has not read. One query."""
    return Notice.objects.filter(recipient_id=viewer.user_id, read_at__isnull=True).count()


def notices_of(viewer: Viewer) -> QuerySet[Notice]:
    """The viewer's notices, the newest first."""
    return Notice.objects.filter(recipient_id=viewer.user_id)


def mail_addresses(user_ids: Iterable[int]) -> Mapping[int, str]:
    """The e-mail address of each of these people who can and wants to be written to. One query."""
    refused = MailChoice.objects.filter(wants_mail=False).values("user_id")
    people = (
        User.objects.filter(pk__in=list(user_ids), is_active=True).exclude(email="").exclude(pk__in=refused)
    )
    return dict(people.values_list("pk", "email"))


@dataclass(frozen=True, slots=True)
class OwnMail:
    """Where a person's letters go, and whether they want any."""

    email: str
    wants_mail: bool


def mail_choice(viewer: Viewer) -> OwnMail:
    """How letters reach the viewer. Two queries."""
    email = User.objects.values_list("email", flat=True).get(pk=viewer.user_id)
    refuses = MailChoice.objects.filter(user_id=viewer.user_id, wants_mail=False).exists()
    return OwnMail(email, not refuses)


def demo_letters() -> QuerySet[OutgoingMail]:
    """Every letter, the newest first; none outside the demo, where letters are nobody else's business."""
    return OutgoingMail.objects.all() if settings.DEMO else OutgoingMail.objects.none()


@dataclass(frozen=True, slots=True)
class Letter:
    """What became of a letter: sent, given up, or (neither) still waiting. `error` is of the last attempt."""

    sent_at: datetime | None
    given_up_at: datetime | None
    error: str


def letters(message_ids: Iterable[UUID]) -> dict[UUID, Letter]:
    """The letters with these message ids. One query."""
    found = OutgoingMail.objects.filter(message_id__in=list(message_ids))
    rows = found.values_list("message_id", "sent_at", "given_up_at", "last_error")
    return {message_id: Letter(sent, given_up, error) for message_id, sent, given_up, error in rows}


def waiting_mail(now: datetime) -> QuerySet[OutgoingMail]:
    """The letters whose time has come; ``now`` is real time."""
    return OutgoingMail.objects.filter(
        sent_at__isnull=True, given_up_at__isnull=True, next_attempt_at__lte=now
    )


@dataclass(frozen=True, slots=True)
class QueueStanding:
    """How the queue stands: letters waiting, those of them nobody tried for a while, letters given up
    lately, and why the last attempt of one that waits failed.
    """

    waiting: int
    untouched: int
    given_up: int
    last_error: str


def queue_standing(now: datetime) -> QueueStanding:
    """The standing at a moment of real time. Two queries."""
    waits = Q(sent_at__isnull=True, given_up_at__isnull=True)
    counts = OutgoingMail.objects.aggregate(
        waiting=Count("pk", filter=waits),
        untouched=Count("pk", filter=waits & Q(next_attempt_at__lt=now - PATIENCE)),
        given_up=Count("pk", filter=Q(given_up_at__gt=now - LATELY)),
    )
    failed = OutgoingMail.objects.filter(waits, attempts__gt=0).order_by("-next_attempt_at")
    return QueueStanding(**counts, last_error=failed.values_list("last_error", flat=True).first() or "")
