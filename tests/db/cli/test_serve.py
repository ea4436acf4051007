"""`ketnghia serve` in processes of its own: what it refuses, and that it starts and stops cleanly."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from uuid import uuid4

import psutil
import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from ketnghia.config.embedded import server

KETNGHIA = [sys.executable, "-c", "from ketnghia.cli import main; main()"]
KEY = "k" * 60


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The address of an empty database on the throwaway server."""
    name = f"serve_{uuid4().hex[:8]}"
    # Here and below outside of any transaction: databases are made and dropped.
    with psycopg.connect(server.address(durable=False), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0")
        yield make_conninfo(server.address(durable=False), dbname=name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def environment(database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    data = tmp_path_factory.mktemp("data")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("KETNGHIA", "DJANGO"))}
    return {**kept, "DATABASE_URL": database, "KETNGHIA_DATA": str(data), "SECRET_KEY": KEY}


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*KETNGHIA, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def unprepared(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return run(environment, "serve")


@pytest.fixture(scope="module")
def prepared(environment: dict[str, str], unprepared: object) -> dict[str, str]:
    assert run(environment, "prepare").returncode == 0
    return environment


def test_a_database_behind_the_program_is_not_served(unprepared: subprocess.CompletedProcess[str]) -> None:
    assert unprepared.returncode == 1
    assert "ketnghia prepare" in unprepared.stderr
    assert "Traceback" not in unprepared.stderr


def test_production_without_its_key_is_wrong_use(environment: dict[str, str]) -> None:
    result = run({**environment, "SECRET_KEY": ""}, "serve")
    assert result.returncode == 2
    assert "SECRET_KEY" in result.stderr


def test_a_demo_is_not_served_beyond_this_machine(environment: dict[str, str]) -> None:
    result = run({**environment, "KETNGHIA_DEMO": "1"}, "serve", "--host", "0.0.0.0")  # noqa: S104 - refused
    assert result.returncode == 2
    assert "this machine only" in result.stderr


def test_a_database_nobody_answers_at_is_one_line(environment: dict[str, str]) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    result = run({**environment, "DATABASE_URL": nowhere}, "consolidate", "--year", "2021", "--out", "x")
    assert result.returncode == 1
    assert result.stderr.startswith("ketnghia: PostgreSQL:")
    assert "Traceback" not in result.stderr


def test_a_command_that_is_not_there_is_wrong_use(environment: dict[str, str]) -> None:
    assert run(environment, "conquer").returncode == 2


def test_a_taken_port_is_said_plainly(prepared: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run(prepared, "serve", "--port", str(taken.getsockname()[1]))
    assert result.returncode == 1
    assert "--port" in result.stderr


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_it_serves_and_stops_without_a_traceback(prepared: dict[str, str], how: signal.Signals) -> None:
    port = _free_port()
    arguments = ["serve", "--port", str(port), "--workers", "1", "--threads", "2"]
    served = subprocess.Popen(
        [*KETNGHIA, *arguments], env=prepared, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert _answer(f"http://127.0.0.1:{port}/healthz") == 200
        (mail,) = _mail_workers(served.pid)
    finally:
        served.send_signal(how)
        _out, told = served.communicate(timeout=30)
    assert served.returncode == 0
    assert "Traceback" not in told
    assert not _is_alive(mail)


def test_a_mail_worker_that_dies_is_replaced_and_ends_when_its_parent_is_killed(
    prepared: dict[str, str],
) -> None:
    starting = "import ketnghia.cli.beside as b; b._RESTART_SECONDS = 0.1"
    keeping = "import time\nwith b.mail_worker(wanted=True):\n    print('up', flush=True)\n    time.sleep(60)"
    parent = subprocess.Popen(
        [sys.executable, "-c", f"{starting}\n{keeping}"], env=prepared, stdout=subprocess.PIPE, text=True
    )
    try:
        first = _wait_for(lambda: _mail_workers(parent.pid))[0]
        first.kill()
        second = _wait_for(lambda: [each for each in _mail_workers(parent.pid) if each != first])[0]
    finally:
        parent.kill()
        parent.wait()
    assert _wait_for(lambda: not _is_alive(second))


def test_no_worker_is_started_where_none_is_wanted(prepared: dict[str, str]) -> None:
    port = _free_port()
    command = [*KETNGHIA, "serve", "--no-worker", "--port", str(port), "--workers", "1", "--threads", "2"]
    served = subprocess.Popen(command, env=prepared, stdout=subprocess.DEVNULL)
    try:
        assert _answer(f"http://127.0.0.1:{port}/healthz") == 200
        assert _mail_workers(served.pid) == []
    finally:
        served.terminate()
        served.wait(30)


def test_what_prepare_collected_is_served_from_the_data_folder(prepared: dict[str, str]) -> None:
    assert (Path(prepared["KETNGHIA_DATA"]) / "static" / "staticfiles.json").is_file()


def _mail_workers(parent: int) -> list[psutil.Process]:
    return [each for each in psutil.Process(parent).children() if "worker" in each.cmdline()]


def _is_alive(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _wait_for[T](asked: Callable[[], T]) -> T:
    end = time.monotonic() + 60
    while not (found := asked()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)
    return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _answer(url: str) -> int:
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - http on this machine
                return int(answer.status)
        except (URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
