"""The embedded database lives exactly as long as somebody uses it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from ketnghia.config.paths import data_folder

USER = """
import sys, psycopg
from ketnghia.config.embedded import server
with psycopg.connect(server.address(), autocommit=True) as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS visit (pid int)")
    connection.execute("INSERT INTO visit SELECT pg_backend_pid()")
    print(connection.execute("SELECT count(*) FROM visit").fetchone()[0], flush=True)
    sys.stdin.readline()
"""

type User = subprocess.Popen[str]
type Join = Callable[[], User]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    # Beside the data: a temporary folder of pytest is closed to the user the server runs as.
    with tempfile.TemporaryDirectory(dir=data_folder(), prefix="lifecycle-") as path:
        yield Path(path)


@pytest.fixture
def join(folder: Path) -> Iterator[Join]:
    environment = {**os.environ, "KETNGHIA_DATA": str(folder), "DATABASE_URL": ""}
    users: list[User] = []

    def start() -> User:
        pipe = subprocess.PIPE
        user = subprocess.Popen(
            [sys.executable, "-c", USER], stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment
        )
        users.append(user)
        return user

    yield start
    for user in users:
        leave(user)


def visits(user: User) -> int:
    assert user.stdout
    assert user.stderr
    line = user.stdout.readline()
    assert line, user.stderr.read()
    return int(line)


def leave(user: User) -> None:
    if user.poll() is None:
        user.communicate("\n", timeout=60)


def postmaster(folder: Path) -> psutil.Process | None:
    file = folder / "postgresql" / "postmaster.pid"
    return psutil.Process(int(file.read_text().splitlines()[0])) if file.exists() else None


def test_the_server_outlives_its_first_user_and_ends_with_its_last(join: Join, folder: Path) -> None:
    first = join()
    assert visits(first) == 1
    second = join()
    assert visits(second) == 2
    leave(first)
    assert postmaster(folder) is not None
    leave(second)
    assert postmaster(folder) is None


def test_after_everything_was_killed_the_server_starts_again_with_its_data(join: Join, folder: Path) -> None:
    user = join()
    before = visits(user)
    server = postmaster(folder)
    assert server is not None
    user.kill()
    server.send_signal(signal.SIGKILL)
    user.wait(10)
    time.sleep(0.5)
    last = join()
    assert visits(last) == before + 1
    leave(last)
    assert postmaster(folder) is None


def test_a_pid_file_that_names_another_program_is_not_believed(join: Join, folder: Path) -> None:
    (folder / "postgresql" / "postmaster.pid").write_text(f"{os.getpid()}\nof another program\n")
    assert visits(join()) > 0
