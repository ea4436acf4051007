"""The shared tables of cases in ``tests/cases``: one truth for Python and for the browser."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "cases"


def cases(subject: str, table: str) -> list[dict[str, Any]]:
    """The rows of one table, e.g. ``cases("money", "typed")``."""
    rows: list[dict[str, Any]] = tomllib.loads((FOLDER / f"{subject}.toml").read_text("utf-8"))[table]
    return rows
