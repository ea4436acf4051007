"""What every test may count on: the throwaway database, and the browser of the journeys.

The database server starts with the first test that connects. With several workers (`-n`) the process that
leads them owns it, so that it outlives each of them.

Journeys use the `page` fixture of pytest-playwright with `live_server`, which listens on the name
`localhost`: passkeys work with no bare address. Under the strict content security policy `wait_for_function`
cannot run; wait with `expect(locator)`.
"""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from ketnghia.campaigns import clock
from ketnghia.config.embedded import server
from tests.staging import cloned, database_in_use, stage
from tests.world import World
from tools import browser

# Playwright keeps an event loop in the thread of the test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

BROWSER_ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def pytest_configure(config: pytest.Config) -> None:
    """Own the database server on behalf of the workers, when there are any."""
    is_worker = hasattr(config, "workerinput")
    if not is_worker and config.getoption("numprocesses", None):
        server.share(durable=False)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser of this machine, without a sandbox (a container has none to offer)."""
    path = browser.find()
    assert path, "No Chromium: run `make test`, which says how to get one."
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "chromium_sandbox": False,
        "args": BROWSER_ARGUMENTS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Vietnamese reader in Vietnam, on a wide screen."""
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture(scope="session")
def staged_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[str, World]]:
    """A database of its own with the true content and the cast in it: loaded once, never written to."""
    with django_db_blocker.unblock(), cloned("world") as name:
        with database_in_use(name):
            world = stage()
        yield name, world


@pytest.fixture
def _stage(staged_world: tuple[str, World], django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), database_in_use(staged_world[0]):
        yield


@pytest.fixture
def world(staged_world: tuple[str, World], _stage: None, db: None) -> World:
    """The cast, in a transaction that ends with the test. Use it instead of the mark `django_db`."""
    return staged_world[1]


@pytest.fixture
def committed_world(
    staged_world: tuple[str, World], _stage: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """The cast in a database of its own where transactions really commit, for tests with threads."""
    with django_db_blocker.unblock(), cloned("own") as name, database_in_use(name):
        yield staged_world[1]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock of the pages: `at(OPEN)`."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return set_clock
