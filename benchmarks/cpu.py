"""CPU time by process: the figure that can be compared on a machine that others use as well.

What a request costs the web workers, PostgreSQL and the clients, whoever else keeps the cores busy.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

import psutil

from ketnghia.config.paths import data_folder

_MS: Final = 1000
_MIB: Final = 2**20


@dataclass(frozen=True, slots=True)
class Used:
    """CPU seconds, of user and system together, since each process began."""

    workers: float
    database: float
    client: float

    @classmethod
    def now(cls, server_pid: int) -> Self:
        """What the processes of `serving(…)`, of the embedded database and of this bench have used."""
        return cls(
            workers=_seconds(workers_of(server_pid)),
            database=_seconds(_database()),
            client=_seconds([psutil.Process(os.getpid())]),
        )

    def since(self, before: Used) -> Used:
        """What was used between two moments."""
        return Used(
            self.workers - before.workers, self.database - before.database, self.client - before.client
        )

    def each(self, requests: int) -> str:
        """Milliseconds a request, in words."""
        parts = ((self.workers, "workers"), (self.database, "PostgreSQL"), (self.client, "client"))
        return " + ".join(f"{seconds * _MS / requests:.1f} {who}" for seconds, who in parts)


def workers_of(server_pid: int) -> list[psutil.Process]:
    """The web workers: what `ketnghia serve` started, itself left out."""
    return psutil.Process(server_pid).children(recursive=True)


def memory_of(processes: Iterable[psutil.Process]) -> float:
    """MiB the processes take together: pages shared among them counted once (PSS, as the kernel says)."""
    return sum(process.memory_full_info().pss for process in processes) / _MIB


def _database() -> list[psutil.Process]:
    """The embedded server: every backend, and those who write its log and its pages."""
    postmaster = int((data_folder() / "postgresql" / "postmaster.pid").read_text().split("\n")[0])
    process = psutil.Process(postmaster)
    return [process, *process.children()]


def _seconds(processes: Iterable[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        times = process.cpu_times()
        total += times.user + times.system
    return total
