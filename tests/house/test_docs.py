"""Generated pages are compared with what the code says."""

from pathlib import Path

import pytest

from tools import docs
from tools.docs_content import content_page
from tools.docs_forms import forms_page
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
    assert "| `RETURN` | – | – | – | → RETURNED `reason` | → RETURNED `reason` | – |" in page
    assert "| `SUBMIT` | – | → SUBMITTED `open` `clean` | – |" in page


def test_the_page_of_forms_names_fields_checks_and_thresholds_with_their_basis() -> None:
    page = forms_page()
    assert "| `ngay_ky` | Ngày ký | date | – |" in page
    assert "| B1-E01 | error | `ky_ket.so_van_ban` |" in page
    assert "| `ky_ket_han` | 03-31 tháng-ngày | `tin-ubnd-2020-04-20#ky-ket-truoc-31-3` |" in page


def test_the_page_of_content_says_what_was_not_compared_with_its_original_and_who_reports() -> None:
    page = content_page()
    assert "`qd-1100-2020` (DECISION), UBND tỉnh Quảng Nam; not compared with the original." in page
    assert "| `bieu-2` | MOUNTAIN_DISTRICT | no | MUST | `cv-bdt-2021#bieu-so-2` |" in page


def test_every_kind_of_generated_page_is_among_those_compared() -> None:
    assert {content_page, forms_page, settings_page, states_page} <= set(docs.PAGES.values())
