"""The JSON keeps to its published schema."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ketnghia.documents import figures_json
from tests.unit.documents.sample import YEAR_2021

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "reference" / "so-lieu.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def _read() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(figures_json.to_bytes(YEAR_2021))
    return content


def test_the_output_is_what_the_published_schema_describes() -> None:
    VALIDATOR.check_schema(SCHEMA)
    assert [error.message for error in VALIDATOR.iter_errors(_read())] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("year", "2021"),
        ("totals", {"actual": 1.5, "estimate": 2, "revisions": []}),
        ("by_area", [{"code": "A"}]),
    ],
)
def test_the_schema_refuses_what_is_not_a_figure(key: str, value: object) -> None:
    wrong = deepcopy(_read())
    wrong[key] = value
    assert list(VALIDATOR.iter_errors(wrong))


def test_the_keys_stand_in_the_order_of_the_schema() -> None:
    assert list(figures_json.to_dict(YEAR_2021)) == SCHEMA["required"]


def test_amounts_are_integers_and_each_figure_names_its_revisions() -> None:
    content = _read()
    assert content["totals"] == {
        "actual": 1_234_567_891,
        "estimate": 2_345_678_912,
        "revisions": [3, 5, 8, 13],
    }
    assert content["by_area"][1] == {
        "code": "B", "label": "Xây dựng hệ thống chính trị",
        "actual": 34_567_890, "estimate": 45_678_910, "revisions": [5],
    }  # fmt: skip


def test_reports_are_counted_by_state_and_a_state_without_reports_counts_zero() -> None:
    assert _read()["reports"] == dict(YEAR_2021.reports) | {"PENDING_APPROVAL": 0}


def test_unknown_counts_are_null_and_quantities_are_exact_text() -> None:
    content = _read()
    assert content["by_district"][1]["households"] is None
    assert content["by_activity"][0]["quantity"] == {"actual": "12", "estimate": "17.5"}
    assert content["indicators"][1]["actual"] is None


def test_the_same_figures_give_the_same_bytes() -> None:
    assert figures_json.to_bytes(YEAR_2021) == figures_json.to_bytes(deepcopy(YEAR_2021))


def test_the_text_is_readable_vietnamese() -> None:
    assert "Xây dựng hệ thống chính trị".encode() in figures_json.to_bytes(YEAR_2021)
