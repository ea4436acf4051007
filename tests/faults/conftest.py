"""One machine for all fault tests; each starts its own web server and takes a draft nobody used before."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.faults.machine import Machine, Seat, free_port
from tests.journeys.patience import PATIENCE_MS
from tests.world import OPEN

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def _machine() -> Iterator[Machine]:
    # Not among the folders of pytest, which shuts them again for the user the database runs as.
    with tempfile.TemporaryDirectory(prefix="ketnghia-machine-") as folder:
        made = Machine(Path(folder), free_port())
        made.start_database()
        yield made
        made.stop()


@pytest.fixture
def machine(_machine: Machine) -> Iterator[Machine]:
    """Both servers up, the clock in the entry window; the web server ends with the test."""
    _machine.set_clock(OPEN)
    _machine.start_web()
    yield _machine
    if _machine.web and _machine.web.poll() is None:
        _machine.kill_web()


@pytest.fixture
def seat(machine: Machine) -> Seat:
    """A draft of one's own."""
    return machine.seats.pop()


@pytest.fixture
def sit(machine: Machine, browser: Browser) -> Iterator[Callable[[Seat], Page]]:
    """`sit(seat)`: a browser in which that person is signed in."""
    opened = []

    def open_page(seat: Seat) -> Page:
        context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        context.add_cookies([{"name": "sessionid", "value": seat.session, "url": machine.address}])
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        return page

    yield open_page
    for context in opened:
        context.close()
