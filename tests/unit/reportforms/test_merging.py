"""Two versions of a draft: what one side changed is taken, what both changed is asked, nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnghia.reportforms import engine
from ketnghia.reportforms.comparing import Change, same, values
from ketnghia.reportforms.definition import SectionKind
from ketnghia.reportforms.merging import Merged, Whose, merge
from tests.unit.reportforms.forms import definition, donor_content

FORM: Final = definition("bieu-1")
AMOUNT: Final = "hoat_dong.r1.von_ngan_sach.estimate"
type Content = dict[str, Any]


# Compiled here once: the first use of a form takes longer than a drawn example may.
BASE: Final = engine.normalise(FORM, donor_content())


def _base() -> Content:
    return deepcopy(BASE)


def _with(path: str, value: Any, content: Content | None = None) -> Content:
    """The content with one value set by its path."""
    changed = deepcopy(content or _base())
    section, *rest = path.split(".")
    place = changed["sections"][section]
    if isinstance(place, list):
        place = next(row for row in place if row["id"] == rest[0])
        rest = rest[1:]
    for key in rest[:-1]:
        place = place.setdefault(key, {})
    place[rest[-1]] = value
    return changed


def _without_row(content: Content) -> Content:
    return {**content, "sections": {**content["sections"], "hoat_dong": []}}


def _and_row(row_id: str, content: Content | None = None, **cells: Any) -> Content:
    changed = deepcopy(content or _base())
    changed["sections"]["hoat_dong"].append({"id": row_id, **cells})
    return changed


def _ids(merged: Merged) -> list[str]:
    return [row["id"] for row in merged.content["sections"]["hoat_dong"]]


def test_what_one_side_alone_changed_is_taken_and_told() -> None:
    mine, theirs = _with(AMOUNT, 7), _with("ky_ket.so_van_ban", "16/CTr-STC")
    merged = merge(FORM, _base(), mine, theirs)
    assert merged.questions == ()
    assert values(merged.content)[AMOUNT] == 7
    assert values(merged.content)["ky_ket.so_van_ban"] == "16/CTr-STC"
    assert merged.from_mine == (Change(AMOUNT, 100_000_000, 7),)
    assert merged.from_theirs == (Change("ky_ket.so_van_ban", "15/CTr-STC", "16/CTr-STC"),)


def test_what_both_changed_the_same_way_is_no_question() -> None:
    assert merge(FORM, _base(), _with(AMOUNT, 7), _with(AMOUNT, 7)).questions == ()


@pytest.mark.parametrize(("choice", "kept"), [(Whose.MINE, 7), (Whose.THEIRS, 8)])
def test_what_both_changed_is_asked_and_the_choice_is_kept(choice: Whose, kept: int) -> None:
    mine, theirs = _with(AMOUNT, 7), _with(AMOUNT, 8)
    asked = merge(FORM, _base(), mine, theirs)
    assert [(each.path, each.mine, each.theirs) for each in asked.open] == [(AMOUNT, 7, 8)]
    assert asked.from_mine == asked.from_theirs == ()
    chosen = merge(FORM, _base(), mine, theirs, {AMOUNT: choice})
    assert chosen.open == ()
    assert values(chosen.content)[AMOUNT] == kept


def test_zero_against_blank_is_a_question() -> None:
    asked = merge(FORM, _base(), _with(AMOUNT, 0), _with(AMOUNT, None))
    assert [each.path for each in asked.open] == [AMOUNT]


def test_rows_added_on_either_side_stay_each_after_the_row_it_stood_behind() -> None:
    mine, theirs = _and_row("m1", so_luong={"actual": "1"}), _and_row("t1")
    assert _ids(merge(FORM, _base(), mine, theirs)) == ["r1", "m1", "t1"]


def test_a_row_removed_on_one_side_and_untouched_on_the_other_goes() -> None:
    for mine, theirs in ((_without_row(_base()), _base()), (_base(), _without_row(_base()))):
        merged = merge(FORM, _base(), mine, theirs)
        assert (_ids(merged), merged.questions) == ([], ())


@pytest.mark.parametrize(("choice", "kept"), [(Whose.MINE, []), (Whose.THEIRS, ["r1"])])
def test_a_row_removed_here_and_edited_there_is_asked_as_a_whole(choice: Whose, kept: list[str]) -> None:
    mine, theirs = _without_row(_base()), _with(AMOUNT, 8)
    asked = merge(FORM, _base(), mine, theirs)
    (question,) = asked.open
    assert (question.path, question.is_row, question.mine) == ("hoat_dong.r1", True, None)
    assert question.theirs["von_ngan_sach"]["estimate"] == 8
    assert _ids(merge(FORM, _base(), mine, theirs, {"hoat_dong.r1": choice})) == kept


def test_without_the_version_both_started_from_every_cell_that_differs_is_asked_and_no_row_goes() -> None:
    mine, theirs = _and_row("m1", _with(AMOUNT, 7)), _base()
    asked = merge(FORM, None, mine, theirs)
    assert [each.path for each in asked.open] == [AMOUNT]
    assert _ids(asked) == ["r1", "m1"]


def test_a_blank_of_mine_is_asked_too_where_nobody_knows_what_stood_there_before() -> None:
    asked = merge(FORM, None, _with(AMOUNT, None), _base())
    assert [each.path for each in asked.open] == [AMOUNT]
    cleared = merge(FORM, None, _with(AMOUNT, None), _base(), {AMOUNT: Whose.MINE})
    assert values(cleared.content).get(AMOUNT) is None


def test_what_the_application_computes_is_left_as_it_stands() -> None:
    form = definition("bieu-2")
    (code,) = [section.code for section in form.sections if section.kind is SectionKind.CONSOLIDATED]
    mine, theirs = ({"nil": None, "sections": {code: lines}, "waivers": {}} for lines in ([{"id": "t1"}], []))
    merged = merge(form, None, mine, theirs)
    assert (merged.content["sections"][code], merged.questions) == ([], ())


def test_a_nil_report_without_a_reason_yet_is_kept_apart_from_one_that_is_not_nil() -> None:
    ticked = {**_base(), "nil": {"reason": ""}}
    assert merge(FORM, _base(), ticked, _base()).content["nil"] == {"reason": ""}
    other = {**_base(), "nil": {"reason": "Bão."}}
    assert [each.path for each in merge(FORM, _base(), ticked, other).open] == ["nil.reason"]


def test_reasons_given_to_warnings_are_merged_one_by_one() -> None:
    here, there = ({**_base(), "waivers": {key: "Đúng vậy."}} for key in ("B1-W01@a", "B1-W02@b"))
    merged = merge(FORM, _base(), here, there)
    assert merged.content["waivers"] == {"B1-W01@a": "Đúng vậy.", "B1-W02@b": "Đúng vậy."}


_TEXT: Final = st.sampled_from(["", "một", "hai", "ba"])
_SUM: Final = st.sampled_from([None, 0, 1, 2])


@st.composite
def _contents(draw: st.DrawFn) -> Content:
    ids = draw(st.lists(st.sampled_from(["r1", "r2", "r3", "r4"]), unique=True))
    rows = [
        {
            "id": row_id,
            "thon": draw(_TEXT),
            "von_ngan_sach": {"actual": draw(_SUM), "estimate": draw(_SUM)},
        }
        for row_id in ids
    ]
    reason = draw(st.none() | _TEXT)
    return engine.normalise(
        FORM,
        {
            "nil": None if reason is None else {"reason": reason},
            "sections": {"ky_ket": {"so_van_ban": draw(_TEXT)}, "hoat_dong": rows},
            "waivers": {"B1-W01@a": draw(_TEXT)},
        },
    )


def _typed(base: Mapping[str, Any], content: Content) -> dict[str, Any]:
    """What a person put into a content that was not there before."""
    before = values(base)
    return {
        path: value
        for path, value in values(content).items()
        if not same(value, None) and not same(value, before.get(path))
    }


def _offered(merged: Merged, side: Whose) -> dict[str, Any]:
    """Every value the questions show of one side, by its path."""
    found: dict[str, Any] = {}
    for each in merged.questions:
        shown = each.mine if side is Whose.MINE else each.theirs
        if each.is_row and shown is not None:
            section, row_id = each.path.split(".")
            found |= values({"sections": {section: [{**shown, "id": row_id}]}})
        elif not each.is_row:
            found[each.path] = shown
    return found


@given(_contents(), _contents(), _contents())
def test_no_typed_value_disappears_without_being_offered(
    base: Content, mine: Content, theirs: Content
) -> None:
    merged = merge(FORM, base, mine, theirs)
    kept = values(merged.content)
    for side, content in ((Whose.MINE, mine), (Whose.THEIRS, theirs)):
        offered = _offered(merged, side)
        for path, value in _typed(base, content).items():
            assert same(kept.get(path), value) or same(offered.get(path), value), (side, path)


@given(_contents(), _contents(), _contents(), st.sampled_from(Whose))
def test_taking_one_side_everywhere_leaves_no_value_of_that_side_out(
    base: Content, mine: Content, theirs: Content, side: Whose
) -> None:
    asked = merge(FORM, base, mine, theirs)
    merged = merge(FORM, base, mine, theirs, {each.path: side for each in asked.questions})
    assert merged.open == ()
    kept = values(merged.content)
    for path, value in _typed(base, mine if side is Whose.MINE else theirs).items():
        assert same(kept.get(path), value), path


@given(_contents(), _contents())
def test_a_version_merged_with_itself_or_with_what_it_was_typed_on_is_that_version(
    base: Content, mine: Content
) -> None:
    for theirs in (mine, base):
        merged = merge(FORM, base, mine, theirs)
        assert merged.questions == ()
        assert same(values(merged.content), values(mine))
