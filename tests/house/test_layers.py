"""What the tool that guards the layers cannot say: it knows packages of others only as a whole."""

import ast
from collections.abc import Iterator

from tests.house.files import ROOT, SOURCE, written

ASKING = (SOURCE / "web", SOURCE / "documents")


def models_imported(tree: ast.AST) -> Iterator[str]:
    """The modules of models a file imports to run, whoever wrote them; `django.db.models` is none."""
    for node in ast.iter_child_nodes(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield from models_imported(node)
        yield from (name for name in names if name.endswith(".models") and name != "django.db.models")


def test_screens_and_documents_import_no_models_of_others_either() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for folder in ASKING
        for path in written(".py", under=folder)
        for name in models_imported(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_models_are_seen_however_they_are_imported() -> None:
    text = """
from allauth.usersessions.models import UserSession
from django.db import models
from django.db.models import Q
if TYPE_CHECKING:
    from ketnghia.reports.models import Report
def late():
    from django.contrib.auth import models
    import django.contrib.sessions.models
"""
    assert list(models_imported(ast.parse(text))) == [
        "allauth.usersessions.models",
        "django.contrib.auth.models",
        "django.contrib.sessions.models",
    ]
