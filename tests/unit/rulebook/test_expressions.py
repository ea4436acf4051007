"""Expressions in Python: the shared cases, and what only Python has."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ketnghia.rulebook.expressions import Environment, ExpressionError, compile_expression
from tests.unit.case_tables import cases


def outcome(case: dict[str, Any]) -> object:
    try:
        return compile_expression(case["text"]).evaluate(json.loads(case.get("variables_json", "{}")))
    except ExpressionError as problem:
        return f"error: {problem.code}"


@pytest.mark.parametrize("case", cases("expressions", "case"), ids=lambda case: case["text"])
def test_an_expression_answers_as_the_shared_table_says(case: dict[str, Any]) -> None:
    expected = f"error: {case['error']}" if "error" in case else case.get("value")
    answer = outcome(case)
    assert answer == expected
    assert type(answer) is type(expected)


def test_whole_numbers_decimals_and_dates_enter_as_doubles_and_iso_text() -> None:
    expression = compile_expression("a + b == 3.5 && day == '2021-03-25'")
    assert expression.evaluate({"a": 1, "b": Decimal("2.5"), "day": date(2021, 3, 25)}) is True


def test_one_environment_serves_every_check_of_a_row_and_moves_to_the_next() -> None:
    environment = Environment({"limit": 10, "row": {"v": 3}})
    check = compile_expression("value(row.v) <= limit")
    assert check.evaluate(environment) is True
    environment.set("row", {"v": 11.0})
    assert check.evaluate(environment) is False


def test_an_expression_tells_which_names_it_reads() -> None:
    assert compile_expression("a.b + value(c)").variables == ("a", "c")


def test_one_compiled_expression_may_be_used_by_many_threads() -> None:
    expression = compile_expression("sum(rows.map(r, r.v)) == expected")

    def check(number: int) -> object:
        rows = [{"v": number}] * 5
        return expression.evaluate({"rows": rows, "expected": 5 * number})

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(check, range(400))) == {True}


def test_a_refusal_of_an_expression_is_a_vietnamese_sentence() -> None:
    with pytest.raises(ExpressionError, match=r"Viết «2\.0»"):
        compile_expression("a > 2")
    with pytest.raises(ExpressionError, match="Các hàm dùng được: blank, count"):
        compile_expression("size(a)")
