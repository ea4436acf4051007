"""Definitions as data."""

import json

import pytest

from ketnghia.reportforms import engine
from ketnghia.reportforms.compiled import ComputedCycleError, compile_form
from ketnghia.reportforms.definition import Computed, FieldType, FormDefinition, Section, SectionKind
from tests.unit.reportforms.forms import definition


@pytest.mark.parametrize("code", ["bieu-1", "bao-cao-xa", "bieu-2"])
def test_a_definition_survives_json_with_the_same_hash(code: str) -> None:
    stored = json.loads(json.dumps(definition(code).to_dict()))
    again = FormDefinition.from_dict(stored)
    assert again == definition(code)
    assert again.sha256 == definition(code).sha256


def test_messages_carry_the_parameters_in_figures() -> None:
    messages = {check.code: check.message for check in definition("bieu-1").checks}
    assert "20.000.000–150.000.000 đồng" in messages["B1-W04"]


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
