"""The reference page of the workflow, from the one table in `ketnghia.reports.states`."""

import importlib
import os
from collections.abc import Iterable, Iterator
from typing import Any

import django
from django.utils import translation

_HEAD = """\
# States of a report

Written by `python -m tools.docs` from `ketnghia.reports.states`; do not edit. What is not in these tables is
refused. Why it is so: [the main road](../explanation/the-main-road.md).
"""
_NOTES = """\
- *own*: a member of the unit that reports. *supervises*: a member of the body that receives the report; the
  form says whose role that is, and a district receives only from the communes under it on the last day of the
  data period. *on_behalf*: the coordinator about a report typed from a unit's paper, *typed_for*: that unit.
- `open`: only inside the unit's window (extensions included); a report that was returned or reopened is not
  bound by it. `clean`: only without errors and without unanswered warnings.
  `reason`: only with a reason.
- SUBMIT from DRAFT and RETURNED passes only where nobody else in the unit could look first (four eyes,
  `ketnghia.reports.policies.check_four_eyes`); RECALL is then the reviewer's (`check_recall`).
"""


def states_page() -> str:
    """Markdown: states, actions, and the transition table state by state."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketnghia.config.settings")
    # Labels are translated lazily, which asks for the loaded applications; so the table is imported after.
    django.setup()
    states = importlib.import_module("ketnghia.reports.states")
    roles = importlib.import_module("ketnghia.accounts.states").Role
    with translation.override("vi"):
        return "\n".join(
            [_HEAD, *_enumerations(states), "## Who may do what\n", _NOTES, *_tables(states, roles)]
        )


def _enumerations(states: Any) -> Iterator[str]:
    counted = {*states.COUNTED}
    yield "## States\n"
    yield from _table(
        ("State", "On screen", "Counts in totals", "On the board"),
        (
            (f"`{each}`", each.label, "yes" if each in counted else "no", states.standing_of(each).label)
            for each in states.State
        ),
    )
    silent = states.standing_of(states.NOT_STARTED)
    yield (
        f"A duty without a report is `{states.NOT_STARTED}` ({states.state_label(states.NOT_STARTED)}), "
        f"on the board “{silent.label}”. It is not a state.\n"
    )
    yield "## Actions\n"
    slugs = importlib.import_module("ketnghia.web.reports.steps").SLUG_OF
    yield from _table(
        ("Action", "On screen", "Word in the address"),
        ((f"`{each}`", each.label, f"`{slugs.get(each, 'luu')}`") for each in states.Action),
    )


def _tables(states: Any, roles: Any) -> Iterator[str]:
    for state in states.State:
        yield f"### From {state}\n"
        found = {cell[1:]: step for cell, step in states.TRANSITIONS.items() if cell[0] == state}
        if not found:
            yield "Nothing: the report stays as it is.\n"
            continue
        columns = [(role, each) for each in states.Relation for role in roles if _has(found, role, each)]
        actions = [action for action in states.Action if any(key[0] == action for key in found)]
        yield from _table(
            ("Action", *(f"{role} ({each.lower()})" for role, each in columns)),
            (
                (f"`{action}`", *(_cell(found.get((action, role, each))) for role, each in columns))
                for action in actions
            ),
        )


def _has(found: dict[Any, Any], role: Any, relation: Any) -> bool:
    return any(key[1:] == (role, relation) for key in found)


def _cell(step: Any) -> str:
    if step is None:
        return "–"
    wanted = (
        ("open", step.needs_open_window),
        ("clean", step.needs_clean_content),
        ("reason", step.needs_reason),
    )
    return " ".join([f"→ {step.to}", *(f"`{name}`" for name, is_wanted in wanted if is_wanted)])


def _table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    titles = list(head)
    yield "| " + " | ".join(map(str, titles)) + " |"
    yield "|" + "---|" * len(titles)
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"
    yield ""
