"""The shared tables of cases, run by the browser's modules under the strict content security policy."""

import mimetypes
import tomllib
import unicodedata
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from ketnghia.kernel.dates import parse_date
from ketnghia.kernel.money import in_words, parse_amount
from ketnghia.kernel.numbers import parse_count, parse_quantity
from ketnghia.kernel.text import fold
from ketnghia.rulebook.expressions import compile_expression
from tests.unit.case_tables import cases

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src/ketnghia/web/static"
ORIGIN = "http://kernel.localhost"
RUN = """async ([module, call, rows]) => {
    const twin = await import(`/js/kernel/${module}.js`);
    const calls = {
        one: (name) => (row) => twin[name](row.text ?? row.amount ?? row.moment),
        printed: () => (row) => [twin.dong(row.amount), twin.trieu(row.amount)],
        number: () => (row) => twin.vnNumber(Number(row.number)),
        shown: () => (row) => {
            const day = twin.vnDate(twin.vnDay(row.moment));
            return [day, `${twin.vnTime(row.moment)} ngày ${day}`];
        },
        left: () => (row) => twin.daysLeft(row.now, row.closes_at),
        text: () => (row) => [twin.clean(row.text), twin.foldWords(row.text), twin.fold(row.text)],
        compiled: () => (row) => twin.compileExpression(row.text).text,
        expression: () => (row) => {
            try {
                return twin.compileExpression(row.text).evaluate(JSON.parse(row.variables_json ?? "{}"));
            } catch (problem) {
                return `error: ${problem.code ?? problem}`;
            }
        },
    };
    const [kind, name] = call.split(" ");
    return rows.map(calls[kind](name));
}"""


def _serve(route: Route) -> None:
    path = STATIC / route.request.url.removeprefix(ORIGIN).lstrip("/")
    kind = mimetypes.guess_type(path.name)[0] or "text/html"
    body = path.read_bytes() if path.is_file() else b"<!doctype html><title>twins</title>"
    policy = {"Content-Security-Policy": "default-src 'none'; script-src 'self'"}
    route.fulfill(body=body, content_type=kind, headers=policy)


@pytest.fixture
def twins(page: Page) -> Page:
    """An empty page that may import the modules of ``static/js/kernel``."""
    page.route(f"{ORIGIN}/**", _serve)
    page.goto(ORIGIN)
    return page


def differences(page: Page, module: str, call: str, rows: list[dict[str, Any]], expected: list[Any]) -> Any:
    """The rows on which the browser and the table disagree, with both answers."""
    found = page.evaluate(RUN, [module, call, rows])
    pairs = zip(rows, found, expected, strict=True)
    return [
        (row, got, want)
        for row, got, want in pairs
        if got != want or isinstance(got, bool) != isinstance(want, bool)
    ]


def misprints(*pieces: str) -> list[dict[str, Any]]:
    """Every text of four pieces: what fingers and clipboards may produce around a number."""
    return [{"text": "".join(chosen)} for chosen in product(pieces, repeat=4)]


def programme_expressions(content: Any) -> Iterator[str]:
    """Every formula and check anywhere in a definition."""
    if isinstance(content, dict):
        yield from (text for key, text in content.items() if key in {"expression", "formula"})
        content = list(content.values())
    if isinstance(content, list):
        for part in content:
            yield from programme_expressions(part)


def _parsed(row: dict[str, Any]) -> dict[str, Any]:
    return {"value": row.get("value"), "ambiguous": row.get("ambiguous", False), "error": row.get("error")}


def test_the_browser_reads_amounts_as_the_server_does(twins: Page) -> None:
    rows = cases("money", "typed")
    assert differences(twins, "money", "one parseAmount", rows, [_parsed(row) for row in rows]) == []


def test_the_browser_reads_amounts_aloud_as_the_server_does(twins: Page) -> None:
    rows = cases("money", "words")
    assert differences(twins, "money", "one inWords", rows, [row["words"] for row in rows]) == []


def test_the_browser_prints_amounts_as_the_server_does(twins: Page) -> None:
    rows = cases("money", "printed")
    assert differences(twins, "money", "printed", rows, [[row["dong"], row["trieu"]] for row in rows]) == []


def test_the_browser_reads_counts_and_quantities_as_the_server_does(twins: Page) -> None:
    counts, quantities = cases("numbers", "count"), cases("numbers", "quantity")
    expected = [_parsed(row) for row in quantities]
    numbers = [{**row, "value": None if row["value"] is None else float(row["value"])} for row in expected]
    assert differences(twins, "numbers", "one parseCount", counts, [_parsed(row) for row in counts]) == []
    assert differences(twins, "numbers", "one parseQuantity", quantities, numbers) == []


def test_the_browser_prints_numbers_as_the_server_does(twins: Page) -> None:
    rows = cases("numbers", "printed")
    assert differences(twins, "numbers", "number", rows, [row["text"] for row in rows]) == []


def test_the_browser_reads_dates_as_the_server_does(twins: Page) -> None:
    rows = cases("dates", "typed")
    expected = [{"value": row.get("value"), "error": row.get("error")} for row in rows]
    assert differences(twins, "dates", "one parseDate", rows, expected) == []


def test_the_browser_shows_moments_and_counts_days_in_vietnam(twins: Page) -> None:
    shown, left = cases("dates", "shown"), cases("dates", "left")
    assert (
        differences(twins, "dates", "shown", shown, [[row["date"], row["datetime"]] for row in shown]) == []
    )
    assert differences(twins, "dates", "left", left, [row["days"] for row in left]) == []


def test_the_browser_cleans_and_folds_text_as_the_server_does(twins: Page) -> None:
    rows = cases("text", "typed")
    expected = [[row["clean"], row["words"], row["fold"]] for row in rows]
    assert differences(twins, "text", "text", rows, expected) == []


def test_the_browser_evaluates_expressions_as_the_server_does(twins: Page) -> None:
    rows = cases("expressions", "case")
    expected = [f"error: {row['error']}" if "error" in row else row.get("value") for row in rows]
    assert differences(twins, "expressions", "expression", rows, expected) == []


def test_the_two_agree_on_every_misprint_of_an_amount(twins: Page) -> None:
    rows = misprints("1", "000", ".", ",", " ", "-", "đ", "tỷ", "nghìn ", "")
    read = [parse_amount(row["text"]) for row in rows]
    expected = [{"value": one.value, "ambiguous": one.ambiguous, "error": one.error} for one in read]
    assert differences(twins, "money", "one parseAmount", rows, expected) == []


def test_the_two_agree_on_every_misprint_of_a_number(twins: Page) -> None:
    rows = misprints("1", "000", "25", ".", ",", " ", "\u00a0", "-", "x", "")
    counts = [parse_count(row["text"]) for row in rows]
    quantities = [parse_quantity(row["text"]) for row in rows]
    expected = [{"value": one.value, "ambiguous": one.ambiguous, "error": one.error} for one in counts]
    assert differences(twins, "numbers", "one parseCount", rows, expected) == []
    numbers = [
        {
            "value": one.value if one.value is None else float(one.value),
            "ambiguous": one.ambiguous,
            "error": one.error,
        }
        for one in quantities
    ]
    assert differences(twins, "numbers", "one parseQuantity", rows, numbers) == []


def test_the_two_agree_on_every_misprint_of_a_date(twins: Page) -> None:
    rows = [
        {"text": f"{row['text']}{year}"}
        for row in misprints("1", "02", "31", "/", "-", " ")
        for year in ("2021", "21")
    ]
    read = [parse_date(row["text"]) for row in rows]
    expected = [{"value": one.value and one.value.isoformat(), "error": one.error} for one in read]
    assert differences(twins, "dates", "one parseDate", rows, expected) == []


def test_the_two_fold_every_letter_and_mark_up_to_the_punctuation_block_alike(twins: Page) -> None:
    # A character that this Python does not know yet may be a known mark to a newer browser.
    known = [chr(code) for code in range(0x20, 0x2100) if unicodedata.category(chr(code)) != "Cn"]
    rows = [{"text": f"a{char}B"} for char in known]
    assert differences(twins, "text", "one fold", rows, [fold(row["text"]) for row in rows]) == []


def test_the_two_say_the_same_words_for_every_shape_of_amount(twins: Page) -> None:
    groups = (0, 1, 5, 10, 15, 21, 100, 101, 115, 555)
    amounts = [a * 10**9 + b * 10**6 + c * 10**3 + d for a, b, c, d in product(groups, repeat=4)]
    rows = [{"amount": amount} for amount in amounts]
    assert differences(twins, "money", "one inWords", rows, [in_words(amount) for amount in amounts]) == []


def test_every_expression_of_the_programme_compiles_in_both(twins: Page) -> None:
    forms = sorted((ROOT / "content").rglob("forms/*.toml"))
    texts = [text for form in forms for text in programme_expressions(tomllib.loads(form.read_text("utf-8")))]
    assert len(texts) > 10
    compiled = [compile_expression(text).text for text in texts]
    assert differences(twins, "expressions", "compiled", [{"text": text} for text in texts], compiled) == []
