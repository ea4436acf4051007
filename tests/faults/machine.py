"""The machine of the fault tests: a database and a web server of their own, each of which can be killed."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import psutil
import psycopg

HOST: Final = "127.0.0.1"
PATIENCE: Final = 60
_KETNGHIA: Final = [sys.executable, "-c", "from ketnghia.cli import main; main()"]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody with a draft: the report, and the session of who types it."""

    report: int
    session: str


@dataclass
class Machine:
    """Both servers, one data folder, one port."""

    data: Path
    port: int
    url: str = ""
    seats: list[Seat] = field(default_factory=list)
    keeper: subprocess.Popen[str] | None = None
    web: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("KETNGHIA", "DJANGO"))}
        kept.pop("DATABASE_URL", None)
        return {**kept, "KETNGHIA_DATA": str(self.data), "KETNGHIA_DEMO": "1"}

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start_database(self) -> None:
        self.keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.keeper"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = self._said()
        environment = {**self.environment, "DATABASE_URL": self.url}
        printed = subprocess.check_output([sys.executable, "-m", "tests.faults.stage"], env=environment)
        self.seats = [Seat(**each) for each in json.loads(printed)]

    def _said(self) -> str:
        assert self.keeper is not None
        assert self.keeper.stdout is not None
        return self.keeper.stdout.readline().strip()

    def kill_database(self) -> None:
        """Immediate shutdown: every transaction under way is lost, as in a crash."""
        folder = self.data / "postgresql"
        postmaster = psutil.Process(int((folder / "postmaster.pid").read_text().split("\n")[0]))
        postmaster.send_signal(signal.SIGQUIT)
        postmaster.wait(PATIENCE)

    def restart_database(self) -> None:
        assert self.keeper is not None
        assert self.keeper.stdin is not None
        self.keeper.stdin.write("again\n")
        self.keeper.stdin.flush()
        assert self._said() == self.url

    def start_web(self) -> None:
        command = [*_KETNGHIA, "serve", "--no-worker", "--port", str(self.port)]
        environment = {**self.environment, "DATABASE_URL": self.url}
        self.web = subprocess.Popen(command, env=environment, start_new_session=True)
        until(self._answers)

    def _answers(self) -> bool:
        assert self.web is not None
        assert self.web.poll() is None, "the web server ended"
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        return False

    def web_processes(self) -> list[psutil.Process]:
        assert self.web is not None
        parent = psutil.Process(self.web.pid)
        # The parent first: a worker that dies before it would be replaced.
        return [parent, *parent.children(recursive=True)]

    def kill_web(self) -> None:
        """SIGKILL to every process of the web server: nobody gets to tidy up."""
        assert self.web is not None
        for process in self.web_processes():
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.web.wait(PATIENCE)

    def stop(self) -> None:
        if self.web and self.web.poll() is None:
            self.kill_web()
        if self.keeper and self.keeper.stdin:
            self.keeper.stdin.close()
            self.keeper.wait(PATIENCE)

    @contextmanager
    def database(self, *, autocommit: bool = True) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        with psycopg.connect(self.url, autocommit=autocommit) as connection:
            yield connection

    def ask(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        with self.database() as connection:
            return connection.execute(sql, parameters).fetchall()

    def set_clock(self, moment: datetime) -> None:
        """Move the demo's clock, by which the application lives, to a moment from which it runs on."""
        seconds = round(moment.timestamp() - time.time())
        with self.database() as connection:
            connection.execute("UPDATE campaigns_clockshift SET seconds = %s", [seconds])


def until(is_so: Callable[[], bool], *, seconds: float = PATIENCE) -> None:
    """Wait for something that has to come true. Raises AssertionError when it does not."""
    last = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < last, "it did not come true in time"
        time.sleep(0.1)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
