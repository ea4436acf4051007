"""The mail server away, and the worker killed: letters wait, go later, and go once."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from ketnghia.accounts.models import User
from ketnghia.config.embedded import server
from ketnghia.notices.models import OutgoingMail
from ketnghia.notices.operations import notify
from tests.faults.machine import PATIENCE, free_port
from tests.faults.mail import MailServer, Worker
from tests.world import OPEN, World

# The letters are committed: the worker reads them through a connection of its own.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post() -> Iterator[MailServer]:
    """A mail server that is away at first."""
    made = MailServer(free_port())
    yield made
    made.down()


@pytest.fixture
def start(committed_world: World, post: MailServer, tmp_path: Path) -> Iterator[Callable[[], Worker]]:
    """Starts a worker for the database of the test."""
    name = connection.settings_dict["NAME"]
    database = make_conninfo(server.address(durable=False), dbname=name)
    started: list[Worker] = []

    def start_worker() -> Worker:
        started.append(Worker.started(database, str(tmp_path), post.port))
        return started[-1]

    yield start_worker
    for worker in started:
        if worker.process.poll() is None:
            worker.stop()


def write_to_everybody(how_often: int) -> int:
    """So many letters to each of the cast; returns how many letters that makes."""
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.com")
    ids = list(User.objects.values_list("pk", flat=True))
    for number in range(how_often):
        notify(user_ids=ids, subject=f"Nhắc {number}", text="Còn 6 ngày.", link="/", now=OPEN, mail=True)
    return how_often * len(ids)


def until(is_so: Callable[[], bool]) -> None:
    """Wait for it; fails when it does not come about."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


def all_gone() -> bool:
    return not OutgoingMail.objects.filter(sent_at__isnull=True).exists()


def test_letters_wait_for_the_mail_server_and_go_once_when_it_is_back(
    post: MailServer, start: Callable[[], Worker]
) -> None:
    letters = write_to_everybody(1)
    worker = start()
    until(lambda: not OutgoingMail.objects.filter(attempts__lt=2).exists())
    assert not OutgoingMail.objects.filter(sent_at__isnull=False).exists()
    assert "ConnectionRefusedError" in OutgoingMail.objects.values_list("last_error", flat=True)[0]
    post.up()
    until(all_gone)
    assert worker.stop() == 0
    assert len(post.taken) == letters
    assert len(set(post.message_ids)) == letters


def test_two_workers_never_send_the_same_letter(post: MailServer, start: Callable[[], Worker]) -> None:
    letters = write_to_everybody(4)
    post.up()
    workers = [start(), start()]
    until(all_gone)
    assert [worker.stop() for worker in workers] == [0, 0]
    assert len(post.taken) == len(set(post.message_ids)) == letters


def test_a_killed_worker_leaves_one_letter_in_doubt_and_it_keeps_its_message_id(
    post: MailServer, start: Callable[[], Worker]
) -> None:
    letters = write_to_everybody(1)
    killed: list[Worker] = []

    def kill_before_the_fifth_yes(number: int) -> None:
        if number == 5:
            killed[0].kill()

    post.before_yes = kill_before_the_fifth_yes
    killed.append(start())
    post.up()
    until(lambda: killed[0].process.poll() is not None)
    assert OutgoingMail.objects.filter(sent_at__isnull=False).count() == 4
    start()
    until(all_gone)
    times = Counter(post.message_ids)
    assert len(times) == letters
    assert sorted(times.values())[-2:] == [1, 2]
