"""The process that sends mail, kept running beside the web workers for as long as they serve."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

from ketnghia.config.embedded import server as embedded

_COMMAND: Final = (sys.executable, "-c", "from ketnghia.cli import main; main()", "worker")
# One that cannot even start is not started again a hundred times a second.
_RESTART_SECONDS: Final = 5.0
_PATIENCE_SECONDS: Final = 30.0


class _Keeper(Thread):
    """Starts the worker, and again whenever it ends before it was asked to."""

    def __init__(self) -> None:
        super().__init__(name="mail-worker-keeper", daemon=True)
        self._stopping = Event()
        self._process = self._new_worker()

    def run(self) -> None:
        """Wait for the worker's end; replace it."""
        while True:
            self._process.wait()
            if self._stopping.wait(_RESTART_SECONDS):
                return
            self._process = self._new_worker()

    def stop(self) -> None:
        """Ask the worker to finish its letter and end, and see that it does."""
        self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self.join(_PATIENCE_SECONDS)

    @staticmethod
    def _new_worker() -> subprocess.Popen[bytes]:
        command = [*_COMMAND, "--parent", str(os.getpid())]
        return subprocess.Popen(command)  # noqa: S603 - this program itself, by no shell


@contextmanager
def mail_worker(*, wanted: bool) -> Iterator[None]:
    """A worker as long as the block lasts; none when it is not ``wanted``."""
    if not wanted:
        yield
        return
    embedded.share()
    keeper = _Keeper()
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()
