"""What must stand in no file: places of one machine, hosts of registries, code in templates."""

import re

import pytest

from tests.house.files import ROOT, texts, written

# Written in parts, so that this file does not find itself.
MACHINE = re.compile(r"(?<!\w)" + "/" + r"(?:work|root|tmp|home)/[a-z]")
REGISTRY = re.compile(r"pypi\." + r"org|pythonhosted\." + r"org|registry\.npm" + r"js|find-" + r"links")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|<style\b|\sstyle=|<[^>]*\son[a-z]+=|javascript:",
    re.IGNORECASE,
)
UNSAFE = re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off|mark_safe\(")


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine", "registry"])
def test_no_file_names_a_machine_or_a_registry(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}" for path, text in texts() for match in pattern.finditer(text)
    ]
    assert found == []


def test_the_lists_of_hashes_name_no_host() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in path.read_text(encoding="utf-8")


def test_templates_hold_no_script_no_style_and_no_event_handler() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in written(".html")
        for match in INLINE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_nothing_is_declared_safe_that_a_person_may_have_typed() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for suffix in (".html", ".py")
        for path in written(suffix, under=ROOT / "src")
        for match in UNSAFE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_an_exemption_from_a_gate_says_why() -> None:
    bare = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?::\s*[A-Z0-9, ]+|\[[\w, -]+\])?\s*$", re.MULTILINE)
    found = [
        f"{path.relative_to(ROOT)}: {match[0].strip()}"
        for path in written(".py")
        for match in bare.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
