"""Generated pages are compared with what the code says."""

from pathlib import Path

import pytest

from tools import docs
from tools.docs_settings import settings_page
from tools.docs_states import states_page


def test_a_missing_page_and_a_changed_page_are_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docs, "PAGES", {"a.md": lambda: "A\n", "b.md": lambda: "B\n", "c.md": lambda: "C\n"})
    (tmp_path / "a.md").write_text("A\n")
    (tmp_path / "b.md").write_text("an older B\n")
    assert docs.stale(tmp_path) == ["b.md", "c.md"]


def test_the_page_of_settings_explains_every_variable() -> None:
    page = settings_page()
    assert "| `DATABASE_URL` | – | PostgreSQL 15 or newer" in page


def test_the_page_of_states_shows_every_step_with_what_it_asks_for() -> None:
    page = states_page()
    assert "| `RETURN` | → RETURNED `reason` | → RETURNED `reason` |" in page
    assert "| `SUBMIT` | – | → SUBMITTED `open` `clean` | – |" in page
