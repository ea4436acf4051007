"""Reading organisations from the programme's content folder: CSV and TOML into rows, no database.

Every mistake is collected with its file and line, so that they can all be shown at once.
"""

import csv
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.kernel.text import clean
from ketnghia.organisations.states import OrganisationKind

DISTRICTS_FILE = "districts.csv"
COMMUNES_FILE = "communes.csv"
BODIES_FILE = "bodies.toml"
ALIASES_FILE = "aliases.toml"
ROOT_CODE = "ubnd-tinh"
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a content file; ``line`` is 0 when the file as a whole is meant."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class MistakesFoundError(ValueError):
    """The content cannot be loaded; ``mistakes`` lists everything that is wrong."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class ParentSpan:
    """Under which code a row stands, from a day (included) until a day (excluded); None is open."""

    parent: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation as the content says it; ``file`` and ``line`` say where."""

    code: str
    name: str
    short_name: str
    kind: OrganisationKind
    valid_from: date | None = None
    valid_until: date | None = None
    lat: float | None = None
    lon: float | None = None
    is_land_border: bool = False
    parents: tuple[ParentSpan, ...] = ()
    aliases: tuple[str, ...] = ()
    posts: Mapping[int, int] = field(default_factory=dict)
    file: Path = field(default=Path(), compare=False)
    line: int = field(default=0, compare=False)


def read_organisations(folder: Path) -> tuple[tuple[OrganisationRow, ...], tuple[Mistake, ...]]:
    """The rows of ``organisations/`` of a programme's content folder, parents before children."""
    mistakes: list[Mistake] = []
    rows = [
        *read_units(folder / BODIES_FILE, mistakes),
        *_read_csv(folder / DISTRICTS_FILE, _district, mistakes),
        *_read_csv(folder / COMMUNES_FILE, _commune, mistakes),
    ]
    known = {row.code for row in rows}
    aliases = _read_aliases(folder / ALIASES_FILE, known, mistakes)
    mistakes += _lost_parents(rows, known)
    mistakes += _repeated(rows)
    named = (replace(row, aliases=_other_names(row, aliases.get(row.code, ()))) for row in rows)
    return tuple(named), tuple(mistakes)


def read_units(path: Path, mistakes: list[Mistake]) -> list[OrganisationRow]:
    """The ``[[organisation]]`` tables of a TOML file; what cannot be read goes to ``mistakes``."""
    rows = []
    for line, table in _tables(path, "organisation", mistakes):
        try:
            rows.append(replace(_unit(table), file=path, line=line))
        except (KeyError, ValueError) as error:
            mistakes.append(Mistake(path, line, _reason(error)))
    return rows


def _unit(table: Mapping[str, Any]) -> OrganisationRow:
    valid_until = table.get("valid_until")
    parent = table.get("parent")
    return OrganisationRow(
        code=table["code"],
        name=clean(table["name"]),
        short_name=clean(table.get("short_name", table["name"])),
        kind=OrganisationKind(table["kind"]),
        valid_from=table.get("valid_from"),
        valid_until=valid_until,
        parents=(ParentSpan(parent, table.get("valid_from"), valid_until),) if parent else (),
        aliases=tuple(table.get("aliases", ())),
        posts={int(year): posts for year, posts in table.get("posts", {}).items()},
    )


def _district(cells: Mapping[str, str]) -> OrganisationRow:
    until = _day(cells["valid_until"])
    return OrganisationRow(
        code=cells["code"],
        name=clean(cells["name"]),
        short_name=clean(cells["short_name"]),
        kind=OrganisationKind(cells["kind"]),
        valid_until=until,
        lat=_degrees(cells["lat"]),
        lon=_degrees(cells["lon"]),
        parents=(ParentSpan(ROOT_CODE, None, until),),
    )


def _commune(cells: Mapping[str, str]) -> OrganisationRow:
    moved = cells["later_district_code"]
    until = _day(cells["valid_until"])
    moved_on = _day(cells["moved_on"])
    parents = [ParentSpan(cells["district_code"], None, moved_on or until)]
    if moved and moved_on is None:
        raise KeyError("moved_on")
    if moved:
        parents.append(ParentSpan(moved, moved_on, until))
    later = clean(cells["later_name"])
    return replace(
        _district(cells),
        is_land_border=cells["land_border"] == "true",
        parents=tuple(parents),
        aliases=(later,) if later else (),
    )


def _read_csv(
    path: Path, make: Callable[[Mapping[str, str]], OrganisationRow], mistakes: list[Mistake]
) -> Iterator[OrganisationRow]:
    with path.open(encoding="utf-8", newline="") as handle:
        for number, cells in enumerate(csv.DictReader(handle), start=2):
            try:
                yield replace(make(cells), file=path, line=number)
            except (KeyError, ValueError) as error:
                mistakes.append(Mistake(path, number, _reason(error)))


def _read_aliases(path: Path, known: set[str], mistakes: list[Mistake]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line, table in _tables(path, "alias", mistakes):
        code, names = table.get("code"), table.get("names", ())
        if code not in known:
            mistakes.append(Mistake(path, line, _("Không có đơn vị mang mã %(code)s.") % {"code": code}))
        else:
            found[code] = tuple(map(clean, names))
    return found


def _tables(path: Path, name: str, mistakes: list[Mistake]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The ``[[name]]`` tables of a TOML file, each with the line it opens on."""
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text).get(name, ())
    except FileNotFoundError:
        mistakes.append(Mistake(path, 0, _("Thiếu tệp này.")))
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        message = _("Không đọc được TOML: %(reason)s") % {"reason": error}
        mistakes.append(Mistake(path, int(at[1]) if at else 0, message))
    else:
        bare = [line.partition("#")[0].strip() for line in text.split("\n")]
        heads = [number for number, line in enumerate(bare, start=1) if line == f"[[{name}]]"]
        yield from zip(heads, tables, strict=True)


def _other_names(row: OrganisationRow, listed: tuple[str, ...]) -> tuple[str, ...]:
    names = dict.fromkeys((*row.aliases, *listed))
    return tuple(name for name in names if name not in {row.name, row.short_name})


def _lost_parents(rows: list[OrganisationRow], known: set[str]) -> Iterator[Mistake]:
    for row in rows:
        for span in row.parents:
            if span.parent not in known:
                message = _("Đơn vị %(code)s thuộc mã %(parent)s, mà mã này không có.")
                yield Mistake(row.file, row.line, message % {"code": row.code, "parent": span.parent})


def _repeated(rows: list[OrganisationRow]) -> Iterator[Mistake]:
    """A code is used again only from a later day on."""
    seen: set[tuple[str, date | None]] = set()
    for row in rows:
        if (row.code, row.valid_from) in seen:
            message = _("Mã “%(code)s” bị trùng. Mỗi mã chỉ dùng một lần.") % {"code": row.code}
            yield Mistake(row.file, row.line, message)
        seen.add((row.code, row.valid_from))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _degrees(text: str) -> float | None:
    return float(text) if text else None


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return _("Thiếu cột hoặc khóa %(key)s.") % {"key": error.args[0]}
    return _("Giá trị không hợp lệ: %(reason)s") % {"reason": error}
