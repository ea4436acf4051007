"""`ketnghia worker`: sends the letters that wait. `serve` and `demo` start one beside the web workers."""

import logging
import os
import signal
from datetime import UTC, datetime
from threading import Event
from typing import Final

import click
from django.db import Error, close_old_connections, connections
from django.utils.translation import gettext as _

from ketnghia.notices import sending

POLL_SECONDS: Final = 2.0

_log = logging.getLogger(__name__)


@click.command(
    help=_(
        "Gửi thư đang chờ cho đến khi nhận SIGTERM hoặc Ctrl-C. `serve` và `demo` tự chạy một tiến trình này."
    )
)
@click.option("--once", is_flag=True, help=_("Thử mọi thư đang chờ một lượt rồi kết thúc."))
@click.option("--parent", type=int, hidden=True)
def worker(*, once: bool, parent: int | None) -> None:
    """Send, wait, send again; a letter being sent is finished before the process ends.

    With ``parent`` it also ends when that process is no more: nobody else would stop it.
    """
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    while not stopping.is_set() and parent in (None, os.getppid()):
        _send(stopping)
        if once:
            break
        stopping.wait(POLL_SECONDS)
    connections.close_all()


def _send(stopping: Event) -> None:
    """One round. A database that is away for a while is waited for, like the mail server."""
    close_old_connections()
    try:
        sending.send_due(now=datetime.now(UTC), stopping=stopping.is_set)
    except Error as error:
        _log.warning("mail_database_failed", extra={"error": str(error).strip()})
