"""The reference page of the programme's content: law, lists and campaigns, from the content folder."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parents[1] / "content" / "quang-nam-2020-2025"
MARKS = {"S": "founding texts", "V": "public reports", "L": "likely", "": "–"}


def content_page() -> str:
    """Markdown: instruments with their sentences, the shared lists, each campaign and who must report."""
    programme = _read("programme.toml")
    lines = [
        "# Programme content",
        "",
        "Written by `python -m tools.docs` from `content/quang-nam-2020-2025`; do not edit.",
        "",
        f"{programme['name']}: {programme['first_year']}–{programme['last_year']}.",
        "",
        "## Legal instruments",
        *_instruments(_read("instruments.toml")["instrument"]),
        *_lists(_read("catalogue.toml")),
    ]
    for path in sorted((CONTENT / "campaigns").glob("*.toml")):
        lines += _campaign(_read(f"campaigns/{path.name}"))
    return "\n".join(lines) + "\n"


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def _instruments(instruments: list[dict[str, Any]]) -> Iterator[str]:
    for one in instruments:
        day = f"{one['issued_on']:%d/%m/%Y}" if "issued_on" in one else "date not known"
        checked = "read in full" if one["verified"] else "not compared with the original"
        yield from ("", f"### {one['number'] or 'Number not known'}, {day}", "")
        yield f"`{one['code']}` ({one['kind']}), {one['issuer']}; {checked}. {one['title']}"
        yield from ("", one["abstract"])
        for citation in one.get("citation", []):
            yield from ("", f"> `{citation['code']}`: {citation['sentence']}")


def _lists(catalogue: Mapping[str, Any]) -> Iterator[str]:
    units = {unit["code"]: unit["label"] for unit in catalogue["unit"]}
    yield from ("", "## Activities", "", "| Area | Code | Label | Unit | Seen in |", "|---|---|---|---|---|")
    for one in catalogue["activity"]:
        mark = MARKS[one.get("mark", "")]
        yield f"| {one['area']} | `{one['code']}` | {one['label']} | {units[one['unit']]} | {mark} |"
    yield from ("", "## Indicators", "", "| Code | Label | Unit |", "|---|---|---|")
    for one in catalogue["indicator"]:
        unit = units[one["unit"]] if "unit" in one else "of the activity"
        yield f"| `{one['code']}` | {one['label']} | {unit} |"
    for key, title in (("area", "Areas"), ("money_source", "Money sources")):
        yield from ("", f"## {title}", "", "| Code | Label |", "|---|---|")
        yield from (f"| `{one['code']}` | {one['label']} |" for one in catalogue[key])


def _campaign(campaign: Mapping[str, Any]) -> Iterator[str]:
    window, period = campaign["window"], campaign["period"]
    yield from ("", f"## Campaign {campaign['year']}", "")
    yield (
        f"Entry from {window['first_day']:%d/%m/%Y} to the end of {window['last_day']:%d/%m/%Y} "
        f"(`{window['basis']}`); data from {period['first_day']:%d/%m/%Y} "
        f"to {period['last_day']:%d/%m/%Y} (`{period['basis']}`)."
    )
    yield from ("", "| Form | Who | Twinned only | Duty | Basis |", "|---|---|---|---|---|")
    for duty in campaign["duty"]:
        kinds = ", ".join(duty["kinds"])
        twinned = "yes" if duty["twinned"] else "no"
        yield f"| `{duty['form']}` | {kinds} | {twinned} | {duty['obligation']} | `{duty['basis']}` |"
    yield from ("", "| Declared (Decree 09/2019) | |", "|---|---|")
    yield from (f"| {one['label']} | {one['text']} |" for one in campaign["declaration"])
