"""The forms, for anybody: what they ask, and a blank one to print."""

from __future__ import annotations

import pytest
from django.test import Client

from ketnghia.reportforms.queries import definition_in_use
from tests.world import World

FORMS = ["bieu-1", "bao-cao-xa", "bieu-2"]


@pytest.mark.parametrize("code", FORMS)
def test_the_description_names_every_field_and_every_check(open_world: World, code: str) -> None:
    page = Client().get(f"/bieu-mau/{code}/").content.decode()
    definition = definition_in_use(code)
    assert [f.label for s in definition.sections for f in s.fields if f.label not in page] == []
    assert [check.code for check in definition.checks if check.code not in page] == []
    assert "{param." not in page


@pytest.mark.parametrize("code", FORMS)
def test_the_blank_form_asks_what_the_screen_asks(open_world: World, code: str) -> None:
    page = Client().get(f"/bieu-mau/{code}/in/").content.decode()
    asked = [s.title for s in definition_in_use(code).sections if s.kind != "consolidated"]
    assert [title for title in asked if title not in page] == []


def test_all_three_forms_and_the_declaration_of_the_regime_are_listed(open_world: World) -> None:
    page = Client().get("/bieu-mau/").content.decode()
    for code in FORMS:
        assert f"/bieu-mau/{code}/" in page
    assert "Thời hạn gửi" in page
