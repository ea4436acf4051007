"""Who sends a document, from where, to whom: the programme's `[letterhead]`, never a constant here."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_origin

from ketnghia.documents.layout import CONTENT


class LetterheadError(ValueError):
    """The table `[letterhead]` of a programme lacks a field, has one too many or one of the wrong type."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The words a document of one issuer carries. `subject` may hold `{year}`.

    `bases` are the whole sentences "Căn cứ …" without their closing mark; `signature` the lines of
    authority above the signature, first to last; `recipients` the lines of "Nơi nhận", the last one
    being the archive ("Lưu: VT, …").
    """

    superior: str
    issuer: str
    issuer_in_text: str
    place: str
    number_suffix: str
    subject: str
    addressees: tuple[str, ...]
    bases: tuple[str, ...]
    signature: tuple[str, ...]
    recipients: tuple[str, ...]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> "Letterhead":
        """Read the TOML table; raises LetterheadError naming every field that is wrong."""
        wanted = {field.name: get_origin(field.type) or field.type for field in fields(cls)}
        problems = [f"unknown field {name}" for name in table if name not in wanted]
        problems += [f"missing field {name}" for name in wanted if name not in table]
        problems += [
            f"{name} must be {'a list of texts' if kind is tuple else 'a text'}"
            for name, kind in wanted.items()
            if name in table and not _fits(table[name], kind)
        ]
        if problems:
            raise LetterheadError("letterhead: " + "; ".join(problems))
        fitting: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in table.items()}
        return cls(**fitting)


@cache
def programme_letterhead(code: str) -> Letterhead:
    """The letterhead of the programme `code`, from its content folder. Raises LetterheadError."""
    path = CONTENT / code / "programme.toml"
    if not path.is_file():
        message = f"letterhead: no programme content at {path}"
        raise LetterheadError(message)
    return Letterhead.from_table(tomllib.loads(path.read_text(encoding="utf-8")).get("letterhead", {}))


def _fits(value: object, kind: object) -> bool:
    if kind is tuple:
        return isinstance(value, list | tuple) and all(isinstance(line, str) for line in value)
    return isinstance(value, str)
