"""Fixtures of the journeys: one open entry page, or the whole cast on the main road."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.journeys.entry_page import EntryPage, sign_in
from tests.journeys.patience import PATIENCE_MS
from tests.journeys.road import Road
from tests.staging import cloned, database_in_use
from tests.web.entry.drafts import Draft, make_draft
from tests.world import OPEN, World

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def staged_draft(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[str, Draft]]:
    """A database with a draft in it: made once, never written to."""
    with django_db_blocker.unblock(), cloned("draft") as name:
        with database_in_use(name):
            made = make_draft()
        yield name, made


@pytest.fixture
def draft(
    staged_draft: tuple[str, Draft], django_db_blocker: DjangoDbBlocker, tmp_path: Path, settings: Settings
) -> Iterator[Draft]:
    """A draft in a database of its own, which can be dropped while the page's last request still runs."""
    settings.MEDIA_ROOT = tmp_path
    with (
        django_db_blocker.unblock(),
        database_in_use(staged_draft[0]),
        cloned("own") as name,
        database_in_use(name),
    ):
        yield staged_draft[1]


@pytest.fixture
def entry(draft: Draft, live_server: LiveServer, page: Page) -> EntryPage:
    sign_in(page.context, live_server, draft)
    page.set_default_timeout(PATIENCE_MS)
    return EntryPage(page, live_server.url + draft.path).open()


@pytest.fixture
def road(
    committed_world: World,
    live_server: LiveServer,
    browser: Browser,
    browser_context_args: dict[str, Any],
    tmp_path: Path,
    settings: Settings,
    at: Callable[[datetime], None],
) -> Road:
    """The cast on a live server, at ten in the morning of 24/11/2021."""
    settings.MEDIA_ROOT = tmp_path
    at(OPEN)
    return Road(committed_world, live_server, browser, browser_context_args)
