"""The layout of an administrative document, read from the national content (Decree 30/2020/NĐ-CP)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parents[3] / "content"
DECREE = CONTENT / "national" / "decree-30-2020.toml"


class LayoutError(ValueError):
    """The layout file holds a value that the decree does not allow."""


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and margins in millimetres, upright."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Page in millimetres, sizes in points by part of the document, fixed words by part."""

    page: Page
    family: str
    sizes: Mapping[str, float]
    words: Mapping[str, str]
    first_line: float
    spacing: float
    line_spacing: float
    table_size: float
    wide_table_size: float


def _outside(table: str, values: Mapping[str, Any]) -> list[str]:
    return [
        f"{table}.{name} = {values[name]}: the decree allows {low} to {high}"
        for name, (low, high) in values["allowed"].items()
        if not low <= values[name] <= high
    ]


def read_layout(path: Path) -> Layout:
    """Read a layout file; raises LayoutError naming every value outside its allowed range."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    problems = [
        problem for table in ("page", "sizes", "paragraph") for problem in _outside(table, content[table])
    ]
    if problems:
        raise LayoutError("; ".join(problems))
    page, paragraph, table = content["page"], content["paragraph"], content["table"]
    return Layout(
        page=Page(*(float(page[side]) for side in ("width", "height", "top", "bottom", "left", "right"))),
        family=content["font"]["family"],
        sizes={part: float(size) for part, size in content["sizes"].items() if isinstance(size, int | float)},
        words={part: words for part, words in content["words"].items() if part != "basis"},
        first_line=float(paragraph["first_line"]),
        spacing=float(paragraph["spacing"]),
        line_spacing=float(paragraph["line_spacing"]),
        table_size=float(table["size"]),
        wide_table_size=float(table["wide_size"]),
    )


@cache
def decree_layout() -> Layout:
    """The layout every document of the system uses."""
    return read_layout(DECREE)
