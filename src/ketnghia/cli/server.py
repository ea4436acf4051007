"""The web server: granian serving WSGI, beside the database it uses."""

import errno
import os
import socket
from pathlib import Path
from typing import Final

import click
from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from ketnghia.config.embedded import server as embedded

# Measured on two cores: docs/how-to/deploy.md. Threads of one process wait for each other inside Python.
WORKERS: Final = 2
THREADS: Final = 1
_STACK_BYTES: Final = 16 * 2**20


def run(*, host: str, port: int, workers: int = WORKERS, threads: int = THREADS) -> None:
    """Serve until SIGINT or SIGTERM, then let the requests under way finish. Returns when all is down.

    With no DATABASE_URL this process owns the embedded database for its workers, and it stops with it.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketnghia.config.settings")
    # Whitenoise warns of a folder that is missing; in the demo it has nothing to hold.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    # Rust gives its threads 2 MB, which deep data overruns before Python notices: it counts on 8.
    os.environ.setdefault("RUST_MIN_STACK", str(_STACK_BYTES))
    embedded.share()
    connections.close_all()
    Granian(
        "ketnghia.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_level=LogLevels.warning,
        websockets=False,
        # Without it, one worker that dies takes the others and the service with it.
        respawn_failed_workers=True,
    ).serve()


def check_port(host: str, port: int) -> None:
    """Say plainly that the address cannot be used. Raises `click.ClickException`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            reason = (
                _("đã có chương trình khác dùng")
                if error.errno == errno.EADDRINUSE
                else error.strerror or str(error)
            )
            message = _("Không mở được %(host)s:%(port)s: %(reason)s. Chọn cổng khác bằng --port.")
            raise click.ClickException(message % {"host": host, "port": port, "reason": reason}) from error
