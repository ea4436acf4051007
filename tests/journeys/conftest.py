"""Fixtures of the journeys on the entry page."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.journeys.entry_page import EntryPage, sign_in
from tests.web.entry.drafts import Draft, make_draft


@pytest.fixture
def draft(transactional_db: None, tmp_path: Path, settings: Settings) -> Draft:
    settings.MEDIA_ROOT = tmp_path
    return make_draft()


@pytest.fixture
def entry(draft: Draft, live_server: LiveServer, page: Page) -> EntryPage:
    sign_in(page.context, live_server, draft)
    page.set_default_timeout(10_000)
    return EntryPage(page, live_server.url + draft.path).open()
