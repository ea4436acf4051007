"""What a report form asks, as immutable data: sections, fields, computed columns, checks.

The same shape is written in the content folder (TOML), stored in ``FormVersion.definition`` (JSON) and
sent to the browser. A definition is self-contained: lists and parameters are embedded.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from ketnghia.kernel.canonical import canonical_json, sha256_hex
from ketnghia.kernel.findings import Severity


class FieldType(StrEnum):
    """What a field holds, and so how it is read, stored and shown."""

    INTEGER = "integer"
    VND = "vnd"
    QUANTITY = "quantity"
    DATE = "date"
    CHOICE = "choice"
    ORGANISATION = "organisation"
    TEXT = "text"
    FILE = "file"

    @property
    def is_number(self) -> bool:
        return self in _NUMBERS


_NUMBERS = frozenset({FieldType.INTEGER, FieldType.VND, FieldType.QUANTITY})


class SectionKind(StrEnum):
    """FIELDS once, ROWS many times, NARRATIVE long texts, CONSOLIDATED filled by the application."""

    FIELDS = "fields"
    ROWS = "rows"
    NARRATIVE = "narrative"
    CONSOLIDATED = "consolidated"


class Scope(StrEnum):
    """What a check looks at: the whole content, or one row of one section at a time."""

    FORM = "form"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an embedded list. For an activity ``parent_code`` is its area."""

    code: str
    label: str
    parent_code: str = ""
    unit: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A threshold. ``unit`` e.g. "đồng/hộ"; ``basis`` is a citation reference or "convention"."""

    code: str
    value: int | str
    unit: str
    basis: str
    note: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field. Numbers with ``pair`` hold {actual, estimate}; ``signed`` allows negatives.

    ``organisations`` names the list an organisation is chosen from (recipients, donors, communes,
    donors_of_communes). ``indicator`` makes facts of the value; ``money_source`` says whose money it is.
    ``minimum`` and ``maximum`` are inclusive bounds of a number. ``max_length`` counts characters.
    """

    code: str
    type: FieldType
    label: str
    hint: str = ""
    group: str = ""
    required: bool = False
    pair: bool = False
    signed: bool = False
    max_length: int = 500
    lines: int = 1
    catalogue: str = ""
    organisations: str = ""
    accept: tuple[str, ...] = ()
    max_files: int = 5
    money_source: str = ""
    indicator: str = ""
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """A column nobody types. For a pair the formula is evaluated once for each side."""

    code: str
    type: FieldType
    label: str
    formula: str
    pair: bool = False
    hint: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form. ``donor_field`` and ``recipient_field`` name its organisation columns;
    where one is empty the reporting organisation itself is meant. An ``optional`` section left blank
    counts as done.
    """

    code: str
    kind: SectionKind
    title: str
    hint: str = ""
    row_title: str = ""
    donor_field: str = ""
    recipient_field: str = ""
    optional: bool = False
    fields: tuple[Field, ...] = ()
    computed: tuple[Computed, ...] = ()

    def field(self, code: str) -> Field:
        """The field with that code; KeyError when there is none."""
        for candidate in self.fields:
            if candidate.code == code:
                return candidate
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Check:
    """A rule in CEL that is true when all is in order; ``at`` is where a finding points."""

    code: str
    severity: Severity
    scope: Scope
    at: str
    expression: str
    message: str
    section: str = ""
    basis: str = ""


@dataclass(frozen=True)
class FormDefinition:
    """A whole report form. ``basis`` is the reference of the sentence that asks for it."""

    code: str
    number: int
    title: str
    short_title: str
    perspective: str
    reviewed_by: str
    basis: str
    purpose: str = ""
    sections: tuple[Section, ...] = ()
    checks: tuple[Check, ...] = ()
    catalogues: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()

    def __hash__(self) -> int:
        return hash(self.sha256)

    @cached_property
    def sha256(self) -> str:
        """Hash of the canonical JSON; two definitions that ask the same have the same."""
        return sha256_hex(canonical_json(self.to_dict()))

    def section(self, code: str) -> Section:
        """The section with that code; KeyError when there is none."""
        for candidate in self.sections:
            if candidate.code == code:
                return candidate
        raise KeyError(code)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Build from ``to_dict()``; raises TypeError, KeyError or ValueError when the shape is wrong."""
        known = dict(data)
        known["sections"] = tuple(_section(section) for section in data.get("sections", ()))
        known["checks"] = tuple(_check(check) for check in data.get("checks", ()))
        known["parameters"] = tuple(Parameter(**parameter) for parameter in data.get("parameters", ()))
        known["catalogues"] = {
            name: tuple(Item(**item) for item in items) for name, items in data.get("catalogues", {}).items()
        }
        return cls(**known)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `from_dict` gives an equal definition back."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain


def _section(data: Mapping[str, Any]) -> Section:
    known = dict(data)
    known["kind"] = SectionKind(data["kind"])
    known["fields"] = tuple(_field(one) for one in data.get("fields", ()))
    known["computed"] = tuple(
        Computed(**{**one, "type": FieldType(one["type"])}) for one in data.get("computed", ())
    )
    return Section(**known)


def _field(data: Mapping[str, Any]) -> Field:
    return Field(**{**data, "type": FieldType(data["type"]), "accept": tuple(data.get("accept", ()))})


def _check(data: Mapping[str, Any]) -> Check:
    return Check(**{**data, "severity": Severity(data["severity"]), "scope": Scope(data["scope"])})


def _plain(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            return value
