"""Two people's versions of one draft put together, cell by cell, starting from what both had before them.

What one side alone changed is taken by itself; what both changed is asked. A row added on either side
stays; one removed here and edited there is asked as a whole. Computed sections are left as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from ketnghia.reportforms.comparing import Change, Content, changes, same
from ketnghia.reportforms.definition import Field, FormDefinition, Section, SectionKind
from ketnghia.reportforms.document import SIDES

type Row = Mapping[str, Any]


class Side(StrEnum):
    """Whose version: MINE was refused and kept apart, THEIRS is the draft as it stands."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Question:
    """A place both sides changed. For a row one of the two is None: it was removed there."""

    path: str
    mine: Any
    theirs: Any
    is_row: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """The content, with what was chosen, and theirs where nobody chose yet; `open` are the places left.

    `from_mine` and `from_theirs` are the changes that needed no question, each as seen by the other side.
    """

    content: dict[str, Any]
    questions: tuple[Question, ...]
    open: tuple[Question, ...]
    from_mine: tuple[Change, ...]
    from_theirs: tuple[Change, ...]


class _Unknown:
    """Stands for a value nobody knows any more: it is the same as nothing."""


_UNKNOWN: Final = _Unknown()


def merge(
    definition: FormDefinition,
    base: Content | None,
    mine: Content,
    theirs: Content,
    choices: Mapping[str, Side] | None = None,
) -> Merged:
    """Merge two stored contents. `base` is the version `mine` was typed on; None where it is not known, and
    then every cell that differs is asked. `choices` answers questions by their path.
    """
    merger = _Merger(choices or {})
    content = merger.content(definition, base, mine, theirs)
    asked = tuple(each.path for each in merger.questions)
    return Merged(
        content,
        tuple(merger.questions),
        tuple(each for each in merger.questions if each.path not in merger.choices),
        _besides(changes(theirs, content), asked),
        _besides(changes(mine, content), asked),
    )


def _besides(found: Sequence[Change], asked: Sequence[str]) -> tuple[Change, ...]:
    return tuple(
        each
        for each in found
        if not any(each.path == one or each.path.startswith(f"{one}.") for one in asked)
    )


@dataclass(slots=True)
class _Merger:
    choices: Mapping[str, Side]
    questions: list[Question] = field(default_factory=list)

    def content(
        self, definition: FormDefinition, base: Content | None, mine: Content, theirs: Content
    ) -> dict[str, Any]:
        known = _UNKNOWN if base is None else base.get("nil")
        nil = self._value("nil.reason", known, mine.get("nil"), theirs.get("nil"))
        parts = [_of(each, "sections") for each in (base, mine, theirs)]
        sections = {
            section.code: self._section(section, base is None, *(part.get(section.code) for part in parts))
            for section in definition.sections
        }
        return {"nil": nil, "sections": sections, "waivers": self._waivers(base, mine, theirs)}

    def _waivers(self, base: Content | None, mine: Content, theirs: Content) -> dict[str, Any]:
        before, left, right = (_of(each, "waivers") for each in (base, mine, theirs))
        merged = {
            key: self._value(
                f"waivers.{key}",
                _UNKNOWN if base is None else before.get(key),
                left.get(key),
                right.get(key),
            )
            for key in {**right, **left}
        }
        return {key: reason for key, reason in merged.items() if reason}

    def _section(self, section: Section, unknown: bool, base: Any, mine: Any, theirs: Any) -> Any:
        if section.kind is SectionKind.CONSOLIDATED:
            return theirs or []
        if section.kind is SectionKind.ROWS:
            return list(self._rows(section, unknown, _by_id(base), _by_id(mine), _by_id(theirs)))
        before = None if unknown else base or {}
        return self._cells(section, section.code, before, mine or {}, theirs or {})

    def _rows(
        self,
        section: Section,
        unknown: bool,
        base: Mapping[str, Row],
        mine: Mapping[str, Row],
        theirs: Mapping[str, Row],
    ) -> Iterator[dict[str, Any]]:
        for row_id in _order(list(mine), list(theirs)):
            path = f"{section.code}.{row_id}"
            left, right = mine.get(row_id), theirs.get(row_id)
            before = base.get(row_id)
            if left is not None and right is not None:
                known = None if unknown else before or {}
                yield {"id": row_id, **self._cells(section, path, known, left, right)}
            else:
                row = self._one_sided(path, before, left, right)
                if row is not None:
                    yield dict(row)

    def _one_sided(self, path: str, before: Row | None, mine: Row | None, theirs: Row | None) -> Row | None:
        """A row only one side has: new there, or removed by the other."""
        if before is None:
            return mine if mine is not None else theirs
        kept = mine if mine is not None else theirs
        if same(before, kept):
            return None
        chosen: Row | None = self._ask(Question(path, mine, theirs, is_row=True))
        return chosen

    def _cells(self, section: Section, path: str, base: Row | None, mine: Row, theirs: Row) -> dict[str, Any]:
        return {
            each.code: self._cell(each, f"{path}.{each.code}", base, mine, theirs)
            for each in section.fields
            if each.code in mine or each.code in theirs
        }

    def _cell(self, each: Field, path: str, base: Row | None, mine: Row, theirs: Row) -> Any:
        before = _UNKNOWN if base is None else base.get(each.code)
        left, right = mine.get(each.code), theirs.get(each.code)
        if not each.pair:
            return self._value(path, before, left, right)
        return {
            side: self._value(f"{path}.{side}", _side(before, side), _side(left, side), _side(right, side))
            for side in SIDES
        }

    def _value(self, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        if same(mine, theirs) or same(base, mine):
            return theirs
        if same(base, theirs):
            return mine
        return self._ask(Question(path, mine, theirs))

    def _ask(self, question: Question) -> Any:
        self.questions.append(question)
        return question.mine if self.choices.get(question.path) is Side.MINE else question.theirs


def _of(content: Content | None, part: str) -> Mapping[str, Any]:
    return (content or {}).get(part) or {}


def _side(value: Any, side: str) -> Any:
    return value.get(side) if isinstance(value, Mapping) else (_UNKNOWN if value is _UNKNOWN else None)


def _by_id(rows: Sequence[Row] | None) -> dict[str, Row]:
    return {row["id"]: row for row in rows or ()}


def _order(mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Their order, each of my own rows after the one it stood behind."""
    order = list(theirs)
    for place, row_id in enumerate(mine):
        if row_id not in order:
            behind = next((order.index(one) + 1 for one in reversed(mine[:place]) if one in order), 0)
            order.insert(behind, row_id)
    return order
