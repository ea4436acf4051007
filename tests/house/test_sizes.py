"""Nothing grows past what one can read at a sitting."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.files import ROOT, written


def _too_long(suffix: str, ceiling: int) -> list[str]:
    lengths = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in written(suffix))
    return [f"{path.relative_to(ROOT)}: {length} lines" for path, length in lengths if length > ceiling]


@pytest.mark.parametrize(("suffix", "ceiling"), [(".py", 350), (".html", 150), (".js", 250)])
def test_no_file_is_longer_than_its_kind_may_be(suffix: str, ceiling: int) -> None:
    assert _too_long(suffix, ceiling) == []


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", _lines(node)


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = [f"{name}: {lines}" for path in written(".py") for name, lines in _functions(path) if lines > 50]
    assert long == []


def test_no_view_is_longer_than_twenty_five_lines() -> None:
    views = [path for path in written(".py") if path.name == "views.py" or path.parent.name == "views"]
    long = [f"{name}: {lines}" for path in views for name, lines in _functions(path) if lines > 25]
    assert long == []
