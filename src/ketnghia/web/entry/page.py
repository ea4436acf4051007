"""What the entry templates draw: sections, rows and cells, built from a form definition and a draft.

One shape for all: a new row is a copy of the blank row that is built here too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.attachments.queries import Evidence
from ketnghia.reportforms.definition import Computed, Field, FieldType, FormDefinition, Section, SectionKind
from ketnghia.reportforms.engine import Lookups
from ketnghia.web.entry.shown import as_typed, side_of

# Stands for the row's id in the blank row; the browser puts a fresh one in its place.
BLANK_ROW = "__row__"


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a list to choose from; ``group`` is a heading above it."""

    value: str
    label: str
    group: str = ""
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One input. ``path`` is where its value lies in the content; ``side`` is empty outside pairs."""

    path: str
    field: Field | Computed
    side: str = ""
    text: str = ""
    options: tuple[Option, ...] = ()
    files: tuple[Evidence, ...] = ()

    @property
    def id(self) -> str:
        return self.path.replace(".", "-")

    @property
    def is_computed(self) -> bool:
        return isinstance(self.field, Computed)

    @property
    def side_label(self) -> str:
        return {"": "", "actual": _("đã thực hiện"), "estimate": _("ước cả năm")}[self.side]

    @property
    def control(self) -> str:
        """Which control of the cell template draws it."""
        if self.is_computed:
            return "output"
        match self.field.type:
            case FieldType.CHOICE | FieldType.ORGANISATION:
                return "select"
            case FieldType.FILE:
                return "files"
            case FieldType.TEXT if isinstance(self.field, Field) and self.field.lines > 1:
                return "textarea"
        return "input"


@dataclass(frozen=True, slots=True)
class Shown:
    """One field with its inputs: one, or two when it is a pair. ``starts``: the group it opens, if any."""

    field: Field | Computed
    cells: tuple[Cell, ...]
    starts: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a section."""

    id: str
    path: str
    fields: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One section as drawn: ``rows`` of a rows section, ``fields`` of the others."""

    section: Section
    fields: tuple[Shown, ...] = ()
    rows: tuple[Row, ...] = ()
    blank_row: Row | None = None

    @property
    def is_rows(self) -> bool:
        return self.section.kind is SectionKind.ROWS

    @property
    def is_consolidated(self) -> bool:
        return self.section.kind is SectionKind.CONSOLIDATED


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the parts of one report."""

    definition: FormDefinition
    content: Mapping[str, Any]
    lookups: Lookups
    attachments: Mapping[str, Evidence]

    def parts(self) -> tuple[Part, ...]:
        """Every section in the order of the form."""
        return tuple(self._part(section) for section in self.definition.sections)

    def _part(self, section: Section) -> Part:
        stored = self.content.get("sections", {}).get(section.code)
        match section.kind:
            case SectionKind.ROWS:
                rows = tuple(self._row(section, row, str(row.get("id", ""))) for row in stored or ())
                return Part(section, rows=rows, blank_row=self._row(section, {}, BLANK_ROW))
            case SectionKind.CONSOLIDATED:
                return Part(section)
        return Part(section, fields=self._fields(section, stored or {}, section.code))

    def _row(self, section: Section, stored: Mapping[str, Any], row_id: str) -> Row:
        path = f"{section.code}.{row_id}"
        return Row(row_id, path, self._fields(section, stored, path))

    def _fields(self, section: Section, stored: Mapping[str, Any], path: str) -> tuple[Shown, ...]:
        fields = in_order(section)
        groups = ["", *(field.group for field in fields)]
        return tuple(
            Shown(
                field,
                tuple(self._cells(field, stored.get(field.code), f"{path}.{field.code}")),
                starts=field.group if field.group != before else "",
            )
            for before, field in zip(groups, fields, strict=False)
        )

    def _cells(self, field: Field | Computed, stored: object, path: str) -> Iterator[Cell]:
        for side in ("actual", "estimate") if field.pair else ("",):
            at = f"{path}.{side}" if side else path
            if isinstance(field, Computed):
                yield Cell(at, field, side)
            elif field.type is FieldType.FILE:
                yield Cell(at, field, side, files=self._files(stored))
            else:
                text = as_typed(field.type, side_of(field, stored, side))
                yield Cell(at, field, side, text, self._options(field, text))

    def _files(self, stored: object) -> tuple[Evidence, ...]:
        ids = stored if isinstance(stored, list) else []
        return tuple(self.attachments[each] for each in ids if each in self.attachments)

    def _options(self, field: Field, text: str) -> tuple[Option, ...]:
        offered = self._offered(field)
        if text and offered and all(option.value != text for option in offered):
            # Kept and shown, so that the person sees what the finding is about.
            offered = (Option(text, text, selected=True), *offered)
        return tuple(Option(o.value, o.label, o.group, selected=o.value == text) for o in offered)

    def _offered(self, field: Field) -> tuple[Option, ...]:
        if field.type is FieldType.ORGANISATION:
            known = self.lookups.organisations.get(field.organisations, {})
            return tuple(Option(str(key), label) for key, label in known.items())
        if field.type is FieldType.CHOICE:
            areas = {item.code: item.label for item in self.definition.catalogues.get("areas", ())}
            items = self.definition.catalogues[field.catalogue]
            return tuple(Option(i.code, i.label, _area_heading(i.parent_code, areas)) for i in items)
        return ()


def _area_heading(code: str, areas: Mapping[str, str]) -> str:
    return f"{code}. {areas[code]}" if code in areas else ""


def in_order(section: Section) -> Sequence[Field | Computed]:
    """Fields as declared; a computed column stands after the last field of its group."""
    ordered: list[Field | Computed] = list(section.fields)
    for computed in section.computed:
        same = [at for at, field in enumerate(ordered) if computed.group and field.group == computed.group]
        ordered.insert(same[-1] + 1 if same else len(ordered), computed)
    return ordered
