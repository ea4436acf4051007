"""A mail server that can be away, and the process that wants to reach it."""

from __future__ import annotations

import email
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, Final

from aiosmtpd.controller import Controller

from tests.faults.machine import HOST

_WORKER: Final = [sys.executable, "-c", "from ketnghia.cli import main; main()", "worker"]


@dataclass
class MailServer:
    """Listens on one port while it is up; keeps what it took, also across its own absence."""

    port: int
    taken: list[Message] = field(default_factory=list)
    before_yes: Callable[[int], None] = lambda _number: None
    _controller: Controller | None = None

    def up(self) -> None:
        """Come back."""
        self._controller = Controller(self, hostname=HOST, port=self.port)
        self._controller.start()

    def down(self) -> None:
        """Go away."""
        if self._controller:
            self._controller.stop()
        self._controller = None

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        """Take a letter, and say so."""
        self.taken.append(email.message_from_bytes(envelope.content))
        self.before_yes(len(self.taken))
        return "250 OK"

    @property
    def message_ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.taken]


@dataclass
class Worker:
    """`ketnghia worker` as a process of its own."""

    process: subprocess.Popen[bytes]

    @classmethod
    def started(cls, database: str, data: str, port: int) -> Worker:
        """Working for that database and that mail server, and trying again every second."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KETNGHIA", "DJ"))}
        environment = kept | {
            "DATABASE_URL": database,
            "KETNGHIA_DATA": data,
            "SECRET_KEY": "k" * 60,
            "EMAIL_HOST": HOST,
            "EMAIL_PORT": str(port),
            "KETNGHIA_MAIL_FIRST_PAUSE_SECONDS": "1",
            "KETNGHIA_LOG_LEVEL": "ERROR",
        }
        return cls(subprocess.Popen(_WORKER, env=environment))

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        self.process.terminate()
        return self.process.wait(30)

    def kill(self) -> None:
        """End it without a word."""
        os.kill(self.process.pid, signal.SIGKILL)
