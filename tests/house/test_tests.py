"""A test says a sentence and proves it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.files import ROOT, written

PROOFS = ("assert", "raises", "expect", "check_", "meets_", "_is_", "num_queries")


def _tests() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in written(".py", under=ROOT / "tests"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield path, node


def _proves(node: ast.FunctionDef) -> bool:
    if any(isinstance(inner, ast.Assert) for inner in ast.walk(node)):
        return True
    called = [ast.unparse(inner.func) for inner in ast.walk(node) if isinstance(inner, ast.Call)]
    return any(proof in name for name in called for proof in PROOFS)


def test_every_test_proves_something() -> None:
    idle = [f"{path.relative_to(ROOT)} {node.name}" for path, node in _tests() if not _proves(node)]
    assert idle == []


def test_every_test_is_named_by_a_sentence() -> None:
    short = [f"{path.relative_to(ROOT)} {node.name}" for path, node in _tests() if node.name.count("_") < 3]
    assert short == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    marks = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, node in _tests()
        for mark in node.decorator_list
        if any(word in ast.unparse(mark) for word in ("skip", "xfail"))
    ]
    assert marks == []
