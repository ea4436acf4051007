"""The files of the project, as the tests of the house read them."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "ketnghia"
GENERATED = ("migrations", "vendor")
BINARY = {".png", ".jpg", ".woff2", ".mo", ".docx", ".xlsx", ".pdf", ".ico", ".ttf"}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control that is still there."""
    command = ["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z"]
    names = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return tuple(path for name in names.split("\0") if name and (path := ROOT / name).is_file())


def written(suffix: str, *, under: Path = ROOT) -> Iterator[Path]:
    """The tracked files of a kind that people wrote: no migrations, nothing vendored."""
    for path in tracked():
        ours = not set(GENERATED) & set(path.parts)
        if path.suffix == suffix and path.is_relative_to(under) and ours:
            yield path


def texts() -> Iterator[tuple[Path, str]]:
    """Every tracked text file that people wrote, the lists of hashes left out."""
    for path in tracked():
        hashes = path.parent.name == "requirements" and path.suffix == ".txt"
        if path.suffix not in BINARY and not hashes and "vendor" not in path.parts:
            yield path, path.read_text(encoding="utf-8")


@cache
def names_in_code() -> frozenset[str]:
    """Every name that Python code under src defines or assigns: classes, functions, fields, enum members."""
    found: set[str] = set()
    for path in written(".py", under=SOURCE):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
    return frozenset(found)


def glossary() -> Iterator[tuple[str, str]]:
    """Each code name of the glossary with the room it belongs to."""
    table = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").split("## Names")[1]
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3:
            yield from ((name, cells[2]) for name in re.findall(r"`(\w+)`", cells[1]))
