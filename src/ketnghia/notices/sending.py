"""Letters leave the queue: one by one, each in a transaction of its own, by whoever comes first.

A letter is locked while the mail server takes it, so several workers never send the same one, and `sent_at`
is written as soon as the server has said yes. What stays in doubt is a process that dies, or a connection
that breaks, between that yes and the commit: the letter then goes again under the same Message-ID.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any, Final

from django.conf import settings
from django.core import mail
from django.db import connection, transaction

from ketnghia.notices.models import OutgoingMail
from ketnghia.notices.queries import waiting_mail

# A reminder of days left says something untrue when it comes days later.
STALE: Final = timedelta(days=3)
_LONGEST_PAUSE_SECONDS: Final = 15 * 60
_PERMANENT: Final = 500

_log = logging.getLogger(__name__)

_POSTPONE: Final = """
    UPDATE notices_outgoingmail
    SET attempts = attempts + 1, last_error = %(error)s,
        next_attempt_at = %(now)s
            + make_interval(secs => least(%(longest)s, %(first)s * power(2, least(attempts, 20))))
    WHERE sent_at IS NULL AND given_up_at IS NULL AND next_attempt_at <= %(now)s
      AND (%(letter)s::bigint IS NULL OR id = %(letter)s)
"""
_GIVE_UP_STALE: Final = """
    UPDATE notices_outgoingmail SET given_up_at = %(now)s
    WHERE sent_at IS NULL AND given_up_at IS NULL AND queued_at < %(oldest)s
"""


@dataclass(slots=True)
class Round:
    """What became of the letters that were due; `server_error` is why no more could be tried."""

    sent: int = 0
    refused: int = 0
    server_error: str = ""


def send_due(*, now: datetime, stopping: Callable[[], bool] = lambda: False) -> Round:
    """Send the letters that are due until ``stopping``; ``now`` is real time, also in the demo.

    A server that cannot be reached, or does not want us, makes all of them wait, each time twice as long;
    an address it refuses for good is given up, one it refuses for now waits by itself.
    """
    _give_up_stale(now)
    done = Round()
    if not waiting_mail(now).exists():
        return done
    mailer = mail.mailers.default
    try:
        mailer.open()
        while not stopping() and _send_next(mailer, now, done):
            pass
    except (OSError, SMTPException) as error:
        done.server_error = _said(error)
        _postpone(now, done.server_error)
        _log.warning("mail_server_failed", extra={"error": done.server_error})
    finally:
        _close(mailer)
    return done


@transaction.atomic
def _send_next(mailer: Any, now: datetime, done: Round) -> bool:
    """Send the next letter nobody else is sending; False when there is none. Raises what the server's
    failure raises.
    """
    letter = waiting_mail(now).select_for_update(skip_locked=True).order_by("next_attempt_at", "pk").first()
    if letter is None:
        return False
    try:
        mailer.send_messages([_message(letter)])
    except (SMTPRecipientsRefused, SMTPDataError, ValueError) as error:
        done.refused += 1
        _note_refusal(letter, error, now)
        return True
    letter.sent_at = now
    letter.attempts += 1
    letter.last_error = ""
    letter.save(update_fields=["sent_at", "attempts", "last_error"])
    done.sent += 1
    return True


def _message(letter: OutgoingMail) -> mail.EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return mail.EmailMessage(
        letter.subject,
        letter.body,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to_address],
        headers={"Message-ID": f"<{letter.message_id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )


def _note_refusal(letter: OutgoingMail, error: Exception, now: datetime) -> None:
    """The letter itself was refused: for good, or for now."""
    if _is_permanent(error):
        letter.given_up_at = now
        letter.attempts += 1
        letter.last_error = _said(error)
        letter.save(update_fields=["given_up_at", "attempts", "last_error"])
    else:
        _postpone(now, _said(error), letter_id=letter.pk)


def _is_permanent(error: Exception) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _text in error.recipients.values())
    return not isinstance(error, SMTPDataError) or error.smtp_code >= _PERMANENT


def _postpone(now: datetime, error: str, *, letter_id: int | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _POSTPONE,
            {
                "now": now,
                "error": error,
                "first": settings.MAIL_FIRST_PAUSE_SECONDS,
                "longest": _LONGEST_PAUSE_SECONDS,
                "letter": letter_id,
            },
        )


def _give_up_stale(now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_UP_STALE, {"now": now, "oldest": now - STALE})


def _close(mailer: Any) -> None:
    try:
        mailer.close()
    except (OSError, SMTPException) as error:
        # The letters are gone and noted by now: nothing hangs on how politely we part.
        _log.info("mail_server_left", extra={"error": _said(error)})


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
