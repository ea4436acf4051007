"""Writes of notices. Letters are only put into the queue here: `sending` takes them out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ketnghia.accounts.models import User
from ketnghia.kernel.text import clean
from ketnghia.notices.models import LONGEST_SUBJECT, MailChoice, Notice, OutgoingMail
from ketnghia.notices.queries import mail_addresses


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is told. `link` is an address in the application, from the root, or empty.

    `letter` is the body of the letter when it says more than the notice; empty: the notice's text.
    """

    user_id: int
    subject: str
    text: str
    link: str
    letter: str = ""


@transaction.atomic
def notify(
    *, user_ids: Iterable[int], subject: str, text: str, link: str, now: datetime, mail: bool = False
) -> int:
    """Tell each of these people the same, once each; returns how many.

    With ``mail`` a letter also waits for those who have an address and want letters. Texts are Vietnamese,
    whatever language the sender's screen speaks. At most three queries.
    """
    messages = [Message(user_id, subject, text, link) for user_id in dict.fromkeys(user_ids)]
    send(messages=messages, now=now, mail=mail)
    return len(messages)


@transaction.atomic
def send(*, messages: Sequence[Message], now: datetime, mail: bool) -> list[UUID | None]:
    """Give every message as a notice and, with ``mail``, as a letter where the person can be written to.

    Returns the message id of each one's letter, in the order of the messages; None where there is none.
    """
    Notice.objects.bulk_create(
        Notice(
            recipient_id=each.user_id,
            subject=_line(each.subject),
            text=each.text,
            link=each.link,
            created_at=now,
        )
        for each in messages
    )
    addresses = mail_addresses(each.user_id for each in messages) if mail else {}
    letters = [
        OutgoingMail(
            to_address=addresses[each.user_id],
            user_id=each.user_id,
            subject=_line(each.subject),
            body=_body(each),
            created_at=now,
        )
        if each.user_id in addresses
        else None
        for each in messages
    ]
    OutgoingMail.objects.bulk_create(letter for letter in letters if letter)
    return [letter.message_id if letter else None for letter in letters]


def _line(subject: str) -> str:
    """A subject is one line; a mail server takes no other, and the longest names of units are long."""
    text = clean(subject)
    return text if len(text) <= LONGEST_SUBJECT else f"{text[: LONGEST_SUBJECT - 1]}…"


def _body(message: Message) -> str:
    link = f"{settings.SITE_ADDRESS}{message.link}" if message.link else ""
    return "\n\n".join(part for part in (message.letter or message.text, link) if part) + "\n"


@transaction.atomic
def mark_read(*, user_id: int, notice_id: int, now: datetime) -> Notice | None:
    """Mark one of a person's own notices as read; None when it is not theirs. Read stays read."""
    notice = Notice.objects.filter(pk=notice_id, recipient_id=user_id).first()
    if notice and notice.read_at is None:
        notice.read_at = now
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, user_id: int, now: datetime) -> int:
    """Mark every notice of a person as read; returns how many were not."""
    return Notice.objects.filter(recipient_id=user_id, read_at__isnull=True).update(read_at=now)


@transaction.atomic
def choose_mail(*, user_id: int, email: str, wants_mail: bool) -> None:
    """Set where a person's letters go, and whether they want any; an empty address gets none."""
    User.objects.filter(pk=user_id).update(email=email.strip())
    MailChoice.objects.update_or_create(user_id=user_id, defaults={"wants_mail": wants_mail})
