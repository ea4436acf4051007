"""Reading the folder: every file parsed, checked against its shape, with a way back to its lines."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.kernel.text import nfc
from ketnghia.reportforms.content import schema
from ketnghia.reportforms.content.locator import Locator
from ketnghia.reportforms.content.problems import ContentProblem, Place
from ketnghia.reportforms.content.shapes import Shape, mistakes

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_DATE_VALUE = re.compile(r"=\s*\d{4}-\d{2}-\d{2}[^\s,#}]*")
_STAND_IN = "= 2000-01-01"


@dataclass
class ContentFile:
    """One file: its data (empty when unreadable) and the problems found in it so far.

    ``is_sound`` is true while its shape is right, so that later checks may trust keys and types.
    """

    name: str
    data: dict[str, Any] = field(default_factory=dict)
    locator: Locator = field(default_factory=lambda: Locator(""))
    problems: list[ContentProblem] = field(default_factory=list)
    is_sound: bool = False

    def tell(self, place: Place, message: str) -> None:
        self.problems.append(ContentProblem(self.name, self.locator.line(place), message))


@dataclass(frozen=True, slots=True)
class Folder:
    """All files of a programme that this package reads."""

    programme: ContentFile
    instruments: ContentFile
    catalogue: ContentFile
    forms: tuple[ContentFile, ...]
    campaigns: tuple[ContentFile, ...]

    def all(self) -> tuple[ContentFile, ...]:
        return (self.programme, self.instruments, self.catalogue, *self.forms, *self.campaigns)

    def problems(self) -> list[ContentProblem]:
        return sorted(problem for one in self.all() for problem in one.problems)


def read_folder(path: Path) -> Folder:
    """Read every file; what is missing or unreadable becomes a problem of that file."""
    return Folder(
        programme=_read(path, "programme.toml", schema.PROGRAMME),
        instruments=_read(path, "instruments.toml", schema.INSTRUMENTS),
        catalogue=_read(path, "catalogue.toml", schema.CATALOGUE),
        forms=_read_all(path, "forms", schema.FORM),
        campaigns=_read_all(path, "campaigns", schema.CAMPAIGN),
    )


def _read_all(path: Path, folder: str, shape: Shape) -> tuple[ContentFile, ...]:
    names = sorted(one.name for one in (path / folder).glob("*.toml"))
    return tuple(_read(path, f"{folder}/{name}", shape) for name in names)


def _read(path: Path, name: str, shape: Shape) -> ContentFile:
    found = ContentFile(name)
    try:
        text = nfc((path / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        found.tell((), _("Thiếu tệp này."))
        return found
    except UnicodeDecodeError:
        found.tell((), _("Tệp không phải UTF-8. Lưu lại tệp theo bảng mã UTF-8."))
        return found
    found.locator = Locator(text)
    data = _parse(found, text)
    if data is not None:
        found.data = data
        for place, message in mistakes(shape, data):
            found.tell(place, message)
        found.is_sound = not found.problems
    return found


def _parse(found: ContentFile, text: str) -> dict[str, Any] | None:
    """Parse; a date that does not exist is told and stood in for, so that the rest is still read."""
    while True:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as problem:
            match = _AT_LINE.search(str(problem))
            line = int(match[1]) if match else len(text.split("\n"))
            lines = text.split("\n")
            repaired = _DATE_VALUE.sub(_STAND_IN, lines[line - 1])
            if "date" not in str(problem).lower() or repaired == lines[line - 1]:
                message = _("Tệp sai cú pháp TOML nên chưa đọc được phần còn lại: %(reason)s")
                found.problems.append(
                    ContentProblem(
                        found.name, line, message % {"reason": _AT_LINE.sub("", str(problem)).strip()}
                    )
                )
                return None
            written = lines[line - 1].strip()
            message = _("Ngày không có trong lịch: %(written)s") % {"written": written}
            found.problems.append(ContentProblem(found.name, line, message))
            lines[line - 1] = repaired
            text = "\n".join(lines)
