"""A consolidated year as plain values and back, without losing anything: what a version freezes.

Amounts are integers of đồng; decimals, coordinates and moments are texts, so that the hash over the
canonical JSON is the same on every system. Mappings are lists of pairs: their order is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints

from django.utils.functional import Promise

from ketnghia.consolidation.figures import Consolidated
from ketnghia.kernel.canonical import canonical_json, sha256_hex

_LAYOUT: Final = 1
_READ_FROM_TEXT: Final[Mapping[Any, Callable[[str], Any]]] = {
    float: float,
    Decimal: Decimal,
    datetime: datetime.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class CountedReport:
    """A report whose figures are in the version: which submission of it, and the hash on its receipt."""

    revision_id: int
    report_id: int
    revision_number: int
    organisation: str
    form: str
    state: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A consolidated year and every report it counts, of every form."""

    figures: Consolidated
    reports: tuple[CountedReport, ...]

    @property
    def revisions(self) -> tuple[int, ...]:
        """The ids of the revisions counted, ascending."""
        return tuple(sorted(report.revision_id for report in self.reports))


def to_document(snapshot: Snapshot) -> dict[str, Any]:
    """What is stored and hashed, in plain JSON values."""
    return {"layout": _LAYOUT, **_encoded(snapshot)}


def from_document(document: Mapping[str, Any]) -> Snapshot:
    """The snapshot behind `to_document`, equal to it. A figure a later release added has its default."""
    found: Snapshot = _decoded(Snapshot, document)
    return found


def hash_of(document: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of the document."""
    return sha256_hex(canonical_json(document))


def _encoded(value: object) -> Any:
    match value:
        case Mapping():
            return [[_encoded(key), _encoded(each)] for key, each in value.items()]
        case tuple() | list():
            return [_encoded(each) for each in value]
        case _ if is_dataclass(value):
            return {each.name: _encoded(getattr(value, each.name)) for each in fields(value)}
        case _:
            return _plain(value)


def _plain(value: object) -> bool | int | str | None:
    match value:
        case None | bool() | int():
            return value
        case str() | Promise():
            return str(value)
        case Decimal():
            return f"{value:f}"
        case float():
            return repr(value)
        case datetime():
            return value.isoformat()
        case _:
            raise TypeError(f"a snapshot holds no {type(value).__name__}")


def _decoded(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    parts, origin = get_args(kind), get_origin(kind)
    if NoneType in parts:
        return _decoded(next(part for part in parts if part is not NoneType), value)
    if origin is tuple:
        return tuple(_decoded(parts[0], each) for each in value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _decoded(parts[1], each) for key, each in value}
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(**{name: _decoded(hint, value[name]) for name, hint in _hints(kind) if name in value})
    return _READ_FROM_TEXT[kind](value) if kind in _READ_FROM_TEXT else value


@cache
def _hints(kind: type) -> Collection[tuple[str, Any]]:
    return tuple(get_type_hints(kind).items())
