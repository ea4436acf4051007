"""The application as it is served in production: the embedded database, `ketnghia serve`, the same cores."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from django.core.management import call_command

from ketnghia.cli import database
from ketnghia.config.embedded import server as embedded

HOST: Final = "127.0.0.1"
# As behind the proxy that speaks TLS with the visitors.
PROXY_HEADERS: Final = {"X-Forwarded-Proto": "https"}
_START_SECONDS: Final = 60
_STOP_SECONDS: Final = 20


def prepare() -> None:
    """Own the database on behalf of the server, bring it up to date, collect the static files."""
    embedded.share()
    database.migrate()
    call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def serving(port: int) -> Iterator[int]:
    """`ketnghia serve` with its own defaults, until the block ends. Gives its process id."""
    program = Path(sys.executable).with_name("ketnghia")
    command = [str(program), "serve", "--port", str(port)]
    # The standard output belongs to the figures; the program is the one beside this interpreter.
    process = subprocess.Popen(command, stdout=sys.stderr, env=os.environ)  # noqa: S603 - no shell; all but the port is fixed
    try:
        _wait(process, port)
        yield process.pid
    finally:
        process.terminate()
        process.wait(_STOP_SECONDS)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    """Raises RuntimeError when the server does not come up."""
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/healthz", headers=PROXY_HEADERS)
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        time.sleep(0.2)
    raise RuntimeError("the server did not start")
