"""Letters leave the queue once each, and wait while the mail server is away."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from pytest_django import Settings

from ketnghia.notices.models import OutgoingMail
from ketnghia.notices.sending import STALE, Round, send_due
from tests.db.notices.mail_server import MAILERS, ToldServer

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def server(settings: Settings) -> Iterator[type[ToldServer]]:
    settings.MAILERS = MAILERS
    settings.DEFAULT_FROM_EMAIL = "Kết nghĩa <ket-nghia@example.com>"
    ToldServer.quiet()
    yield ToldServer
    ToldServer.quiet()


def letter(address: str = "so-y@example.com") -> OutgoingMail:
    return OutgoingMail.objects.create(
        to_address=address,
        subject="Nhắc nộp báo cáo",
        body="Còn 6 ngày.\n",
        created_at=NOW,
        queued_at=NOW,
        next_attempt_at=NOW,
    )


def again(of: OutgoingMail) -> OutgoingMail:
    return OutgoingMail.objects.get(pk=of.pk)


def test_a_letter_leaves_once_under_its_own_message_id(server: type[ToldServer]) -> None:
    first, second = letter(), letter("so-z@example.com")
    assert send_due(now=NOW) == Round(sent=2)
    assert send_due(now=NOW + STALE) == Round()
    assert [message.to for message in server.taken] == [["so-y@example.com"], ["so-z@example.com"]]
    headers = server.taken[0].message()
    assert headers["Message-ID"] == f"<{first.message_id}@example.com>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert (again(second).sent_at, again(second).attempts, again(second).last_error) == (NOW, 1, "")


def test_while_the_server_is_away_every_letter_waits_twice_as_long_each_time(
    server: type[ToldServer], settings: Settings
) -> None:
    settings.MAIL_FIRST_PAUSE_SECONDS = 30
    waiting = [letter(), letter("so-z@example.com")]
    server.at_the_door = ConnectionRefusedError("nobody there")
    now, pauses = NOW, []
    for _attempt in range(8):
        assert send_due(now=now).server_error == "ConnectionRefusedError: nobody there"
        next_attempts = {again(each).next_attempt_at for each in waiting}
        assert len(next_attempts) == 1
        assert send_due(now=max(next_attempts) - SECOND) == Round()
        pauses.append((max(next_attempts) - now).total_seconds())
        now = max(next_attempts)
    assert pauses == [30, 60, 120, 240, 480, 900, 900, 900]
    server.at_the_door = None
    assert send_due(now=now) == Round(sent=2)
    assert [message.to for message in server.taken] == [["so-y@example.com"], ["so-z@example.com"]]
    assert again(waiting[0]).attempts == 9


def test_a_server_that_goes_away_in_the_middle_keeps_what_it_took(server: type[ToldServer]) -> None:
    taken, lost, behind = letter("a@example.com"), letter("b@example.com"), letter("c@example.com")
    server.answers["b@example.com"] = SMTPServerDisconnected("connection lost")
    done = send_due(now=NOW)
    assert (done.sent, done.server_error) == (1, "SMTPServerDisconnected: connection lost")
    assert again(taken).sent_at == NOW
    assert [again(each).sent_at for each in (lost, behind)] == [None, None]
    server.answers.clear()
    assert send_due(now=NOW + timedelta(minutes=1)) == Round(sent=2)
    assert [message.to[0][0] for message in server.taken] == ["a", "b", "c"]


def test_how_the_server_parts_changes_nothing_about_what_it_took(server: type[ToldServer]) -> None:
    taken = letter()
    server.at_parting = SMTPServerDisconnected("gone already")
    assert send_due(now=NOW) == Round(sent=1)
    assert again(taken).sent_at == NOW


def test_an_address_refused_for_good_is_given_up_and_says_why(server: type[ToldServer]) -> None:
    wrong, right = letter("wrong@example.com"), letter("so-z@example.com")
    server.answers["wrong@example.com"] = SMTPRecipientsRefused({"wrong@example.com": (550, b"no such user")})
    assert send_due(now=NOW) == Round(sent=1, refused=1)
    assert again(wrong).given_up_at == NOW
    assert "no such user" in again(wrong).last_error
    assert again(right).sent_at == NOW
    assert send_due(now=NOW + timedelta(hours=1)) == Round()


@pytest.mark.parametrize(
    "answer",
    [
        SMTPRecipientsRefused({"full@example.com": (452, b"mailbox full")}),
        SMTPDataError(451, b"mailbox full"),
    ],
)
def test_an_address_refused_for_now_waits_alone(server: type[ToldServer], answer: Exception) -> None:
    full, right = letter("full@example.com"), letter("so-z@example.com")
    server.answers["full@example.com"] = answer
    assert send_due(now=NOW) == Round(sent=1, refused=1)
    assert again(full).next_attempt_at > NOW
    assert "mailbox full" in again(full).last_error
    assert again(right).sent_at == NOW
    server.answers.clear()
    assert send_due(now=NOW + timedelta(minutes=1)) == Round(sent=1)


def test_a_letter_that_waited_for_days_is_not_sent_any_more(server: type[ToldServer]) -> None:
    old = letter()
    assert send_due(now=NOW + STALE + SECOND) == Round()
    assert again(old).given_up_at == NOW + STALE + SECOND
    assert server.taken == []


def test_who_is_told_to_stop_sends_no_further_letter(server: type[ToldServer]) -> None:
    letter()
    assert send_due(now=NOW, stopping=lambda: True) == Round()
    assert server.taken == []
