"""Two contents of one report compared: every value that differs, with its address.

A path is "section.field" or "section.row.field", with ".actual" or ".estimate" for a pair; "nil.reason";
"waivers.CODE@path". Rows are addressed by their id. Blank and absent are the same; zero is neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ketnghia.reportforms.definition import FormDefinition, SectionKind

type Content = Mapping[str, Any]

# What says which line of a computed section is which; its number shifts whenever a line comes before it.
_SUBJECT: Final = ("indicator", "commune", "donor", "area", "money_source")


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after; None where there was none."""

    path: str
    before: Any
    after: Any


def same(one: Any, other: Any) -> bool:
    """Whether two stored values say the same, all ways of saying nothing being one."""
    return bool(_bare(one) == _bare(other))


def _bare(value: Any) -> Any:
    match value:
        case Mapping():
            bare = {key: _bare(inner) for key, inner in value.items()}
            return {key: inner for key, inner in bare.items() if inner is not None} or None
        case list():
            return [_bare(inner) for inner in value] or None
        case "":
            return None
    return value


def values(content: Content) -> dict[str, Any]:
    """Every single value of a content by its path, the reasons of a nil report and of waivers among them."""
    found = dict(_flat(content.get("sections") or {}, ""))
    if content.get("nil") is not None:
        # A nil report whose reason is still blank is not the same as a report that is not nil.
        found["nil.reason"] = content["nil"].get("reason") or True
    for key, reason in (content.get("waivers") or {}).items():
        found[f"waivers.{key}"] = reason
    return found


def _flat(content: Any, path: str) -> Iterator[tuple[str, Any]]:
    match content:
        case Mapping():
            for key, value in content.items():
                if key != "id":
                    yield from _flat(value, f"{path}.{key}" if path else str(key))
        case list() if content and all(isinstance(item, Mapping) and "id" in item for item in content):
            for item in content:
                yield from _flat(item, f"{path}.{item['id']}")
        case _:
            yield path, content


def changes(before: Content, after: Content) -> tuple[Change, ...]:
    """The values of two contents that differ, in the order of the later one; what is gone comes last."""
    old, new = values(before), values(after)
    return tuple(
        Change(path, old.get(path), new.get(path))
        for path in (*new, *(path for path in old if path not in new))
        if not same(old.get(path), new.get(path))
    )


def by_subject(definition: FormDefinition, content: Content) -> dict[str, Any]:
    """The content with its computed lines called by what they are about, and without their source."""
    sections = dict(content.get("sections") or {})
    for section in definition.sections:
        if section.kind is SectionKind.CONSOLIDATED:
            sections[section.code] = [_named(line) for line in sections.get(section.code) or []]
    return {**content, "sections": sections}


def _named(line: Mapping[str, Any]) -> dict[str, Any]:
    figures = {side: line.get(side) for side in ("actual", "estimate")}
    return {"id": "~".join(str(line.get(part) or "") for part in _SUBJECT), **figures}


def subject(line_id: str) -> dict[str, str]:
    """What a line named by `by_subject` is about: indicator, commune, donor, area, money_source."""
    return dict(zip(_SUBJECT, line_id.split("~"), strict=False))
