"""How far a report is."""

from ketnghia.reportforms import engine
from ketnghia.reportforms.progress import SectionState
from tests.unit.reportforms.forms import LOOKUPS, definition, donor_content


def _states(content: dict[str, object]) -> dict[str, tuple[SectionState, int]]:
    told = engine.examine(definition("bieu-1"), content, LOOKUPS, year=2021).progress
    assert told.total == len(told.sections)
    assert told.done == sum(one.state is SectionState.DONE for one in told.sections)
    return {one.code: (one.state, one.problems) for one in told.sections}


def test_an_untouched_report_has_only_its_optional_sections_done() -> None:
    states = _states(engine.blank(definition("bieu-1")))
    done = {code for code, (state, _problems) in states.items() if state is SectionState.DONE}
    assert done == {"tham_quan", "mo_hinh", "so_ho"}
    assert states["hoat_dong"] == (SectionState.TODO, 1)


def test_a_filled_section_with_findings_is_a_problem() -> None:
    states = _states(donor_content(ho_ngheo={"actual": 3, "estimate": "ba"}))
    assert states["hoat_dong"] == (SectionState.PROBLEM, 1)


def test_a_right_report_is_done_everywhere() -> None:
    assert all(state is SectionState.DONE for state, _problems in _states(donor_content()).values())


def test_a_nil_report_is_done_everywhere() -> None:
    states = _states({"nil": {"reason": "Không có gì."}, "sections": {}})
    assert all(state is SectionState.DONE for state, _problems in states.values())
