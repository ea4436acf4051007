"""Every check of every form speaks when it should and is silent when it should (tests/cases/forms)."""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ketnghia.reportforms import engine
from tests.unit.reportforms.forms import definition

FOLDER = Path(__file__).parents[2] / "cases" / "forms"
TABLES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
CASES = [
    pytest.param(table, case, id=f"{case['check']}-{index}")
    for table in TABLES.values()
    for index, case in enumerate(table["case"])
]


def _changed(table: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    sections = copy.deepcopy(table["base"])
    for path, value in change.items():
        *way, last = path.split(".")
        place = sections
        for step in way:
            place = place.setdefault(step, {}) if isinstance(place, dict) else _row(place, step)
        place[last] = value
    return engine.normalise(definition(table["form"]), {"sections": sections})


def _row(rows: list[dict[str, Any]], row_id: str) -> dict[str, Any]:
    return next(row for row in rows if row["id"] == row_id)


def _codes(table: dict[str, Any], change: dict[str, Any]) -> set[str]:
    organisations = {name: dict.fromkeys(ids, "Đơn vị") for name, ids in table["organisations"].items()}
    content = _changed(table, change)
    lookups = engine.Lookups(organisations)
    return {one.code for one in engine.check(definition(table["form"]), content, lookups, year=table["year"])}


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_the_report_the_cases_start_from_has_no_findings(table: dict[str, Any]) -> None:
    assert _codes(table, {}) == set()


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_check_of_the_form_has_a_case(table: dict[str, Any]) -> None:
    checks = {check.code for check in definition(table["form"]).checks}
    assert checks == {case["check"] for case in table["case"]}


@pytest.mark.parametrize(("table", "case"), CASES)
def test_the_check_speaks_where_something_is_wrong(table: dict[str, Any], case: dict[str, Any]) -> None:
    assert case["check"] in _codes(table, case["told"])


@pytest.mark.parametrize(("table", "case"), CASES)
def test_the_check_is_silent_where_all_is_in_order(table: dict[str, Any], case: dict[str, Any]) -> None:
    assert case["check"] not in _codes(table, case["quiet"])
