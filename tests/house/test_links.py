"""Links and pictures of the written pages lead somewhere: to a file, and to a heading in it."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.house.files import ROOT, tracked

PAGES = [
    path
    for path in tracked()
    if path.suffix == ".md" and (path.parent == ROOT or path.is_relative_to(ROOT / "docs"))
]
_CODE = re.compile(r"^(`{3,}).*?^\1|(`+).+?\2", re.MULTILINE | re.DOTALL)
_TARGET = re.compile(
    r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|^\[[^\]]+\]:\s*(\S+)|\s(?:src|href)=\"([^\"]+)\"", re.M
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:")


def targets(text: str) -> Iterator[str]:
    """What a page points to inside the project; code is no link."""
    for found in _TARGET.finditer(_CODE.sub("", text)):
        target = unquote(found[1] or found[2] or found[3])
        if not _ELSEWHERE.match(target):
            yield target


def anchors(text: str) -> set[str]:
    """The names of the headings of a page, made the way forges make them."""
    headings = re.findall(r"^#+\s+(.+?)\s*$", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S), re.M)
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower() for heading in headings)
    names = [re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in plain]
    repeated = {f"{name}-{number}" for name in names for number in range(1, names.count(name))}
    return set(names) | repeated | set(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", text))


def broken(page: Path, files: set[Path]) -> list[str]:
    """The targets of a page that are no file of the project, no folder of one, or no heading."""
    folders = {folder for file in files for folder in file.parents}
    found = []
    for target in targets(page.read_text(encoding="utf-8")):
        name, _hash, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        known = file in files or file in folders
        if not known or (anchor and anchor not in anchors(file.read_text(encoding="utf-8"))):
            found.append(target)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_and_picture_of_a_page_leads_somewhere(page: Path) -> None:
    assert broken(page, set(tracked())) == []


def test_the_pages_looked_at_are_those_people_read() -> None:
    assert {ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "docs" / "README.md"} <= set(PAGES)


def test_a_link_to_nothing_is_seen_whatever_its_form(tmp_path: Path) -> None:
    page, other = tmp_path / "a.md", tmp_path / "b.md"
    other.write_text("# Một đầu đề: *hai*\n")
    page.write_text(
        "[ok](b.md#một-đầu-đề-hai) [out](https://example.org/x) `[code](gone.md)` [dir](.)\n"
        '![gone](gone.png "x") [anchor](b.md#missing) [self](#none)\n'
        '<img alt="" src="lost.svg">\n\n[ref]: nowhere.md\n'
    )
    assert broken(page, {page, other}) == ["gone.png", "b.md#missing", "#none", "lost.svg", "nowhere.md"]


def test_the_list_of_documentation_names_every_page() -> None:
    docs = ROOT / "docs"
    listed = {(docs / name).resolve() for name in targets((docs / "README.md").read_text(encoding="utf-8"))}
    guides = {page for page in PAGES if page.parent.name == "huong-dan"}
    unlisted = {page for page in PAGES if page.is_relative_to(docs)} - guides - listed - {docs / "README.md"}
    assert unlisted == set()
