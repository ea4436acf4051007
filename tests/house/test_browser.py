"""The browser of the journeys is found where one may be."""

from pathlib import Path

import pytest

from tools import browser


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "chromium-browser"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_browser_named_in_the_environment_comes_first(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", str(program))
    assert browser.find() == str(program)


def test_a_browser_on_the_path_is_found_under_its_other_names(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(program.parent))
    assert browser.find() == str(program)


def test_a_named_browser_that_cannot_run_is_said_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", "no-such-browser")
    monkeypatch.setattr(browser, "_install_with_apt", lambda: None)
    monkeypatch.setattr(browser, "_install_with_playwright", lambda: None)
    assert browser.main() == 1
    assert "CHROMIUM names no-such-browser" in capsys.readouterr().err
