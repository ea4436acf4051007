"""Reads of notices: everybody sees their own, and nobody else's."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from ketnghia.accounts.models import User
from ketnghia.accounts.viewer import Viewer
from ketnghia.notices.models import MailChoice, Notice, OutgoingMail


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


def waiting_mail(now: datetime) -> QuerySet[OutgoingMail]:
    """The letters whose time has come; ``now`` is real time."""
    return OutgoingMail.objects.filter(
        sent_at__isnull=True, given_up_at__isnull=True, next_attempt_at__lte=now
    )
