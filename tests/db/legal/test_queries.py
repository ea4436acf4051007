"""Reading legal instruments."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketnghia.kernel.refusals import Invisible
from ketnghia.legal.queries import get_instrument, list_instruments, search_instruments
from ketnghia.reportforms.content.loading import load_content

pytestmark = pytest.mark.django_db
CONTENT = Path(__file__).parents[3] / "content" / "quang-nam-2020-2025"


@pytest.fixture(autouse=True)
def law() -> None:
    load_content(CONTENT, datetime(2021, 10, 15, tzinfo=UTC))


def test_instruments_stand_newest_first_and_those_without_a_date_last() -> None:
    codes = [one.code for one in list_instruments()]
    assert codes[0] == "kh-9295-2021"
    assert codes[-1] == "cv-bdt-2021"


def test_an_instrument_is_found_without_marks_and_by_its_number() -> None:
    assert [one.code for one in search_instruments("cong tac van thu")] == ["nd-30-2020"]
    assert "qd-1143-2020" in {one.code for one in search_instruments("1143")}


def test_searching_for_nothing_finds_nothing() -> None:
    assert search_instruments("  ") == []


def test_an_instrument_comes_with_its_sentences_in_their_order() -> None:
    sentences = get_instrument("cv-bdt-2021").citations.all()
    assert [one.code for one in sentences][:2] == ["ra-soat-nhiem-vu", "tong-hop-so-lieu"]


def test_an_unknown_instrument_is_invisible() -> None:
    with pytest.raises(Invisible):
        get_instrument("khong-co")
