"""Two people's versions of one draft put together, cell by cell, starting from what both had before them.

What one side alone changed is taken by itself; what both changed is asked. A row added on either side
stays; one removed here and edited there is asked as a whole. Computed sections are left as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ketnghia.reportforms.comparing import Change, Content, changes, same
from ketnghia.reportforms.compiled import SIDES
from ketnghia.reportforms.definition import Field, FormDefinition, Section, SectionKind

type Row = Mapping[str, Any]
type Rows = Mapping[str, Row]


class Whose(StrEnum):
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


def merge(
    definition: FormDefinition,
    base: Content | None,
    mine: Content,
    theirs: Content,
    choices: Mapping[str, Whose] | None = None,
) -> Merged:
    """Merge two stored contents. `base` is the version `mine` was typed on; None where it is not known, and
    then every cell that differs is asked. `choices` answers questions by their path.
    """
    merger = _Merger(choices or {}, knows_base=base is not None)
    content = merger.content(definition, base or {}, mine, theirs)
    asked = tuple(each.path for each in merger.questions)
    return Merged(
        content,
        tuple(merger.questions),
        tuple(each for each in merger.questions if each.path not in merger.choices),
        _besides(changes(theirs, content), asked),
        _besides(changes(mine, content), asked),
    )


def _besides(found: Sequence[Change], asked: Sequence[str]) -> tuple[Change, ...]:
    """The changes at places nobody was asked about."""
    return tuple(each for each in found if not any(f"{each.path}.".startswith(f"{one}.") for one in asked))


@dataclass(slots=True)
class _Merger:
    choices: Mapping[str, Whose]
    knows_base: bool
    questions: list[Question] = field(default_factory=list)

    def content(
        self, definition: FormDefinition, base: Content, mine: Content, theirs: Content
    ) -> dict[str, Any]:
        nil = self._value("nil.reason", *map(_nil, (base, mine, theirs)))
        parts = [each.get("sections") or {} for each in (base, mine, theirs)]
        sections = {
            section.code: self._section(section, *(part.get(section.code) for part in parts))
            for section in definition.sections
        }
        waivers = self._waivers(*(each.get("waivers") or {} for each in (base, mine, theirs)))
        return {"nil": _as_nil(nil), "sections": sections, "waivers": waivers}

    def _waivers(self, base: Row, mine: Row, theirs: Row) -> dict[str, Any]:
        merged = {
            key: self._value(f"waivers.{key}", base.get(key), mine.get(key), theirs.get(key))
            for key in {**theirs, **mine}
        }
        return {key: reason for key, reason in merged.items() if reason}

    def _section(self, section: Section, base: Any, mine: Any, theirs: Any) -> Any:
        if section.kind is SectionKind.CONSOLIDATED:
            return theirs or []
        if section.kind is SectionKind.ROWS:
            return list(self._rows(section, _by_id(base), _by_id(mine), _by_id(theirs)))
        return self._cells(section, section.code, base or {}, mine or {}, theirs or {})

    def _rows(self, section: Section, base: Rows, mine: Rows, theirs: Rows) -> Iterator[dict[str, Any]]:
        for row_id in _order(list(mine), list(theirs)):
            path = f"{section.code}.{row_id}"
            left, right, before = mine.get(row_id), theirs.get(row_id), base.get(row_id)
            if left is not None and right is not None:
                yield {"id": row_id, **self._cells(section, path, before or {}, left, right)}
            elif (row := self._one_sided(path, before, left, right)) is not None:
                yield dict(row)

    def _one_sided(self, path: str, before: Row | None, mine: Row | None, theirs: Row | None) -> Row | None:
        """A row only one side has: new there, or removed by the other."""
        kept = mine if mine is not None else theirs
        if before is None:
            return kept
        if same(before, kept):
            return None
        chosen: Row | None = self._ask(Question(path, mine, theirs, is_row=True))
        return chosen

    def _cells(self, section: Section, path: str, base: Row, mine: Row, theirs: Row) -> dict[str, Any]:
        return {
            each.code: self._cell(each, f"{path}.{each.code}", base, mine, theirs)
            for each in section.fields
            if each.code in mine or each.code in theirs
        }

    def _cell(self, each: Field, path: str, base: Row, mine: Row, theirs: Row) -> Any:
        three = base.get(each.code), mine.get(each.code), theirs.get(each.code)
        if not each.pair:
            return self._value(path, *three)
        return {side: self._value(f"{path}.{side}", *(_of(one, side) for one in three)) for side in SIDES}

    def _value(self, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        if same(mine, theirs) or (self.knows_base and same(base, mine)):
            return theirs
        if self.knows_base and same(base, theirs):
            return mine
        return self._ask(Question(path, mine, theirs))

    def _ask(self, question: Question) -> Any:
        self.questions.append(question)
        return question.mine if self.choices.get(question.path) is Whose.MINE else question.theirs


def _nil(content: Content) -> Any:
    """The reason of a nil report, True while it is blank; None for a report with content."""
    nil = content.get("nil")
    return None if nil is None else nil.get("reason") or True


def _as_nil(reason: Any) -> dict[str, str] | None:
    return None if reason is None else {"reason": "" if reason is True else reason}


def _of(pair: Any, side: str) -> Any:
    return pair.get(side) if isinstance(pair, Mapping) else None


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
