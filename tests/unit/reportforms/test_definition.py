"""Definitions as data."""

import json
import tomllib

import pytest

from ketnghia.kernel.numbers import vn_number
from ketnghia.reportforms import engine
from ketnghia.reportforms.compiled import ComputedCycleError, compile_form
from ketnghia.reportforms.definition import Computed, FieldType, FormDefinition, Section, SectionKind
from tests.unit.reportforms.forms import CONTENT, definition


@pytest.mark.parametrize("code", ["bieu-1", "bao-cao-xa", "bieu-2"])
def test_a_definition_survives_json_with_the_same_hash(code: str) -> None:
    stored = json.loads(json.dumps(definition(code).to_dict()))
    again = FormDefinition.from_dict(stored)
    assert again == definition(code)
    assert again.sha256 == definition(code).sha256


def test_messages_carry_the_parameters_in_figures() -> None:
    messages = {check.code: check.message for check in definition("bieu-1").checks}
    assert "20.000.000–150.000.000 đồng" in messages["B1-W04"]


def test_messages_carry_a_month_and_day_as_people_write_it() -> None:
    messages = {check.code: check.message for check in definition("bieu-1").checks}
    assert "từ ngày 31/03 trở đi" in messages["B1-W02"]
    assert "trước ngày 31/03 hằng năm" in messages["B1-W02"]
    kept = {one.code: one.value for one in definition("bieu-1").parameters}
    assert kept["ky_ket_han"] == "03-31"


def _spellings(value: int | str) -> set[str]:
    if isinstance(value, int):
        return {vn_number(value)}
    month, day = value.split("-")
    return {f"{day}/{month}", f"{int(day)}/{int(month)}"}


@pytest.mark.parametrize("code", ["bieu-1", "bao-cao-xa", "bieu-2"])
def test_no_message_types_a_threshold_of_its_form_again(code: str) -> None:
    form = tomllib.loads((CONTENT / "forms" / f"{code}.toml").read_text("utf-8"))
    written = {text for one in form["parameters"].values() for text in _spellings(one["value"])}
    assert not [(one["code"], text) for one in form["check"] for text in written if text in one["message"]]


def test_the_browser_gets_parameters_as_plain_values() -> None:
    client = engine.client_definition(definition("bieu-1"))
    assert client["parameters"]["nha_moi_max"] == 150_000_000
    assert client["catalogues"]["areas"][0]["code"] == "A"
    assert json.loads(json.dumps(client)) == client


def test_columns_that_need_one_another_are_refused() -> None:
    columns = tuple(
        Computed(code, FieldType.VND, code, f"sum([row.{other}])") for code, other in (("a", "b"), ("b", "a"))
    )
    section = Section("s", SectionKind.ROWS, "Mục", computed=columns)
    form = FormDefinition("x", 1, "X", "X", "DONOR", "COORDINATOR", "a#b", sections=(section,))
    with pytest.raises(ComputedCycleError, match="a, b"):
        compile_form(form)


def test_an_unknown_section_or_field_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        definition("bieu-1").section("la")
    with pytest.raises(KeyError):
        definition("bieu-1").section("ky_ket").field("la")
