"""Two versions of a report compared, in the words of its form."""

from __future__ import annotations

from typing import Any, Final

from ketnghia.reportforms.definition import SectionKind
from ketnghia.web.reports.compared import RowChange, compare
from ketnghia.web.reports.sheet import Names
from tests.unit.reportforms.forms import ATTACHMENT, definition, donor_content

FORM: Final = definition("bieu-1")
DISTRICT: Final = definition("bieu-2")
NAMES: Final = Names({101: "Xã A", 102: "Xã B", 201: "Sở A"}, {ATTACHMENT: "quyet-dinh.pdf"})

type Content = dict[str, Any]


def _told(before: Content, after: Content) -> dict[str, tuple[str, str, str]]:
    """Every cell told, by its label: before, after, difference."""
    found = compare(FORM, NAMES, before, after)
    return {
        cell.label: (cell.before, cell.after, cell.difference)
        for section in found.sections
        for row in section.rows
        for cell in row.cells
    }


def test_numbers_are_told_with_what_lies_between_and_other_values_without() -> None:
    after = donor_content(von_ngan_sach={"actual": 0, "estimate": 80_000_000}, don_vi_nhan=102)
    told = _told(donor_content(), after)
    assert told["Ngân sách cơ quan, địa phương – ước cả năm"] == ("100.000.000", "80.000.000", "−20.000.000")
    assert told["Ngân sách cơ quan, địa phương – thực hiện"] == ("50.000.000", "0", "−50.000.000")
    assert told["Xã, huyện được giúp"] == ("Xã A", "Xã B", "")


def test_what_nobody_stated_before_has_no_difference() -> None:
    after = donor_content(von_phuc_loi={"actual": 5, "estimate": 7})
    assert ("", "7", "") in _told(donor_content(), after).values()


def test_files_are_told_by_name() -> None:
    told = _told(donor_content(), donor_content(minh_chung=[ATTACHMENT]))
    assert ("", "quyet-dinh.pdf", "") in told.values()


def test_a_nil_report_and_the_reasons_of_warnings_are_told_too() -> None:
    after = donor_content() | {"nil": {"reason": "Bão."}, "waivers": {"B1-E01@": "Đã xem."}}
    found = compare(FORM, NAMES, donor_content(), after)
    assert [section.title for section in found.sections] == ["Không phát sinh", "Nhắc nhở đã giải thích"]
    ticked = compare(FORM, NAMES, donor_content(), donor_content() | {"nil": {"reason": ""}})
    assert ticked.sections[0].rows[0].cells[0].after == "chưa nêu lý do"


def test_the_money_in_all_is_told_before_and_after() -> None:
    after = donor_content(von_ngan_sach={"actual": 50_000_000, "estimate": 120_000_000})
    (total,) = compare(FORM, NAMES, donor_content(), after).totals
    assert (total.before, total.after, total.difference) == ("100.000.000", "120.000.000", "+20.000.000")


def _line(number: int, donor: int | None, estimate: int, indicator: str = "support_amount") -> Content:
    return {
        "id": f"t{number}",
        "commune": 101,
        "donor": donor,
        "area": "A" if donor else "",
        "money_source": "",
        "indicator": indicator,
        "revision": number,
        "actual": None,
        "estimate": estimate,
    }


def test_computed_lines_are_told_apart_by_what_they_are_about_and_not_by_their_number() -> None:
    (code,) = [section.code for section in DISTRICT.sections if section.kind is SectionKind.CONSOLIDATED]
    before = {"sections": {code: [_line(1, 201, 10)]}}
    after = {"sections": {code: [_line(1, None, 7, "households_distinct"), _line(2, 201, 25)]}}
    (section,) = compare(DISTRICT, NAMES, before, after).sections
    added, changed = section.rows
    assert (added.happened, added.title) == (RowChange.ADDED, "Xã A · hộ được giúp")
    assert changed.happened is RowChange.CHANGED
    assert changed.title.startswith("Xã A · Sở A · ")
    assert [(cell.label, cell.before, cell.after, cell.difference) for cell in changed.cells] == [
        ("ước cả năm", "10", "25", "+15")
    ]


def test_two_versions_that_say_the_same_have_nothing_to_tell() -> None:
    found = compare(FORM, NAMES, donor_content(), donor_content(ghi_chu=""))
    assert (found.sections, found.totals) == ((), ())
