"""Fixtures of the entry page without a browser."""

import pytest

from tests.web.entry.drafts import Draft, make_draft


@pytest.fixture
def draft(db: None) -> Draft:
    return make_draft()
