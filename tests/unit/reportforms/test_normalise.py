"""What is stored of what came in."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketnghia.reportforms import engine
from ketnghia.reportforms.content.samples import filled_content
from tests.unit.reportforms.forms import definition, donor_content

FORMS = ("bieu-1", "bao-cao-xa", "bieu-2")

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=30),
    st.sampled_from(["1.234", "2,5 tỷ", "31/02/2021", "nha_moi", "0.50", "007", "-5tr", "12,345"]),
)
pairs = st.fixed_dictionaries({"actual": scalars, "estimate": scalars})


def _row(code: str) -> st.SearchStrategy[dict[str, Any]]:
    fields = [field for section in definition(code).sections for field in section.fields]
    values = st.one_of(scalars, pairs, st.lists(scalars, max_size=3))
    names = st.sampled_from([field.code for field in fields] + ["id", "la"])
    return st.dictionaries(names, values, max_size=8)


def _content(code: str) -> st.SearchStrategy[dict[str, Any]]:
    row = _row(code)
    names = st.sampled_from([section.code for section in definition(code).sections] + ["la"])
    sections = st.dictionaries(names, st.one_of(row, st.lists(row, max_size=3), scalars), max_size=4)
    return st.fixed_dictionaries(
        {
            "sections": sections,
            "nil": st.one_of(st.none(), scalars, st.fixed_dictionaries({"reason": scalars})),
            "waivers": st.dictionaries(st.sampled_from(["B1-W04@hoat_dong.r1", "x"]), scalars),
        }
    )


@pytest.mark.parametrize("code", FORMS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_doing_it_twice_changes_nothing_and_any_input_can_be_checked(code: str, data: st.DataObject) -> None:
    form = definition(code)
    once = engine.normalise(form, data.draw(_content(code)))
    assert engine.normalise(form, once) == once
    examined = engine.examine(form, once, engine.Lookups({}), year=2021)
    assert examined.findings == engine.check(form, once, engine.Lookups({}), year=2021)


@pytest.mark.parametrize("code", FORMS)
def test_a_filled_content_is_kept_whole(code: str) -> None:
    filled = filled_content(definition(code))
    assert engine.normalise(definition(code), filled)["sections"] == filled["sections"]


def test_unknown_keys_are_dropped() -> None:
    content = donor_content(la="gì đây")
    content["sections"]["la"] = {"a": 1}
    kept = engine.normalise(definition("bieu-1"), content)
    assert "la" not in kept["sections"]
    assert "la" not in kept["sections"]["hoat_dong"][0]


def test_rows_without_a_proper_id_get_a_free_one() -> None:
    rows = [{"id": "r1"}, {"id": "r1"}, {"id": "R 2"}, {}]
    kept = engine.normalise(definition("bieu-1"), {"sections": {"hoat_dong": rows}})
    assert [row["id"] for row in kept["sections"]["hoat_dong"]] == ["r1", "r2", "r3", "r4"]


def test_a_signed_amount_may_be_negative() -> None:
    rows = [{"id": "d1", "so_tien": {"actual": "-5.000.000", "estimate": "-10tr"}}]
    kept = engine.normalise(definition("bieu-2"), {"sections": {"dieu_chinh": rows}})
    assert kept["sections"]["dieu_chinh"][0]["so_tien"] == {"actual": -5_000_000, "estimate": -10_000_000}


def test_the_lines_of_a_consolidated_section_come_through_untouched() -> None:
    lines = [{"id": "t1", "commune": 1, "actual": 5, "estimate": None}]
    kept = engine.normalise(definition("bieu-2"), {"sections": {"tong_hop": lines}})
    assert kept["sections"]["tong_hop"] == lines


def test_a_blank_content_has_every_section() -> None:
    blank = engine.blank(definition("bieu-1"))
    assert list(blank["sections"]) == [section.code for section in definition("bieu-1").sections]
    assert blank["nil"] is None
