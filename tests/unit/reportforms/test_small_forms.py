"""What the engine does with forms the programme does not have (yet)."""

from typing import Any

import pytest

from ketnghia.kernel.findings import Severity
from ketnghia.reportforms import engine
from ketnghia.reportforms.definition import FormDefinition


def _form(**parts: Any) -> FormDefinition:
    head = {"code": "thu", "number": 1, "title": "Thử", "short_title": "Thử", "basis": "a#b"}
    roles = {"perspective": "DONOR", "reviewed_by": "COORDINATOR"}
    return FormDefinition.from_dict({**head, **roles, **parts})


ROWS: dict[str, Any] = {
    "code": "dong",
    "kind": "rows",
    "title": "Dòng",
    "fields": [
        {"code": "tien", "type": "vnd", "label": "Tiền", "indicator": "support_amount"},
        {"code": "so", "type": "integer", "label": "Số"},
    ],
    "computed": [
        {"code": "mot", "type": "vnd", "label": "Một", "formula": "row.tien / row.so"},
        {"code": "hai", "type": "vnd", "label": "Hai", "formula": "value(row.mot) * 2.0"},
    ],
}


def _content(**row: Any) -> dict[str, Any]:
    return {"sections": {"dong": [{"id": "r1", **row}]}}


def test_a_column_may_build_on_another_and_need_not_be_a_pair() -> None:
    assert engine.computed(_form(sections=[ROWS]), _content(tien=10, so=4)) == {
        "dong.r1": {"mot": 2, "hai": 5}
    }


def test_a_column_whose_inputs_are_blank_is_unknown_and_not_zero() -> None:
    assert engine.computed(_form(sections=[ROWS]), _content(so=4))["dong.r1"]["mot"] is None


def test_an_amount_that_is_no_pair_counts_on_both_sides() -> None:
    assert engine.sums(_form(sections=[ROWS]), _content(tien=10)).total == (10, 10)


def test_a_check_that_cannot_be_answered_says_so_without_blocking() -> None:
    check = {"code": "T-E01", "severity": "error", "scope": "row", "section": "dong", "at": ""}
    check |= {"expression": "row.tien > 1.0", "message": "Sai."}
    findings = engine.check(
        _form(sections=[ROWS], checks=[check]), _content(so=4), engine.Lookups({}), year=2021
    )
    assert [(one.code, one.severity, one.path) for one in findings] == [
        ("T-E01", Severity.WARNING, "dong.r1")
    ]


def test_of_many_rows_the_wrong_one_is_told() -> None:
    check = {"code": "T-E02", "severity": "error", "scope": "row", "section": "dong", "at": "so"}
    check |= {"expression": "value(row.so) > 1.0", "message": "Sai."}
    rows = [{"id": f"r{number}", "tien": 10, "so": 1 if number == 7 else 4} for number in range(1, 31)]
    content = {"sections": {"dong": rows}}
    findings = engine.check(_form(sections=[ROWS], checks=[check]), content, engine.Lookups({}), year=2021)
    assert [one.path for one in findings] == ["dong.r7.so"]


@pytest.mark.parametrize(
    ("expression", "sides"),
    [
        ("value(row.ho.estimate) >= 0.0", ("estimate",)),
        ("value(row.ho.estimate) >= value(row.ho.actual)", ("actual", "estimate")),
        ("filled(row.ho)", ("actual", "estimate")),
        ('value(row.ho["actual"]) > 0.0', ("actual", "estimate")),
        ("row.so != 1.0", ()),
    ],
)
def test_checks_are_handed_the_sides_they_read(expression: str, sides: tuple[str, ...]) -> None:
    pair = {"code": "ho", "type": "integer", "label": "Hộ", "pair": True}
    check = {"code": "T-E03", "severity": "error", "scope": "row", "section": "dong", "at": ""}
    check |= {"expression": expression, "message": "Sai."}
    section = ROWS | {"fields": [*ROWS["fields"], pair]}
    assert engine.compiled(_form(sections=[section], checks=[check])).sides == sides
