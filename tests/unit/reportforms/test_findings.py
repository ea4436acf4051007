"""Waivers, nil reports, and the order of findings."""

from ketnghia.reportforms import engine
from tests.unit.reportforms.forms import definition, donor_content, found

TOO_DEAR = "B1-W04@hoat_dong.r1.so_luong.estimate"
DEAR = {"actual": 0, "estimate": 390_000_000}


def test_a_warning_is_waived_by_its_reason() -> None:
    content = donor_content(von_ngan_sach=DEAR)
    assert TOO_DEAR in found(content)
    content["waivers"] = {TOO_DEAR: "Nhà ghép hai hộ."}
    assert not found(content)


def test_a_reason_given_for_the_row_waives_its_warning_too() -> None:
    content = donor_content(von_ngan_sach=DEAR)
    content["waivers"] = {"B1-W04@hoat_dong.r1": "Nhà ghép hai hộ."}
    assert not found(content)


def test_a_blank_reason_waives_nothing() -> None:
    content = donor_content(von_ngan_sach=DEAR)
    content["waivers"] = {TOO_DEAR: "  "}
    assert TOO_DEAR in found(content)


def test_a_reason_for_another_row_waives_nothing() -> None:
    content = donor_content(von_ngan_sach=DEAR)
    content["waivers"] = {"B1-W04@hoat_dong.r11": "Nhà ghép hai hộ."}
    assert TOO_DEAR in found(content)


def test_an_error_cannot_be_waived() -> None:
    content = donor_content(ho_ngheo={"actual": 3, "estimate": 2})
    key = "ESTIMATE_BELOW_ACTUAL@hoat_dong.r1.ho_ngheo.estimate"
    content["waivers"] = {key: "Vì sao không."}
    assert key in found(content)


def test_a_nil_report_with_a_reason_has_no_findings() -> None:
    assert not found({"nil": {"reason": "Mới được phân công tháng 12."}, "sections": {}, "waivers": {}})


def test_a_nil_report_without_a_reason_is_asked_for_one() -> None:
    assert list(found({"nil": {"reason": " "}, "sections": {}})) == ["NIL_REASON@nil.reason"]


def test_a_nil_report_that_still_has_rows_is_told() -> None:
    content = donor_content() | {"nil": {"reason": "Không có gì."}}
    assert "NIL_WITH_ROWS@hoat_dong" in found(content)


def test_errors_and_warnings_are_told_apart() -> None:
    findings = engine.check(definition("bieu-1"), {"sections": {}}, engine.Lookups({}), year=2021)
    assert {finding.code for finding in findings if finding.blocks} == {"B1-E05"}
    assert {finding.code for finding in engine.warnings(findings)} == {"B1-W01", "B1-W10"}


def test_checks_are_asked_together_and_each_that_fails_is_told_by_itself() -> None:
    content = donor_content(
        von_ngan_sach=DEAR,
        ho_ngheo={"actual": 0, "estimate": 5},
        so_nguoi={"actual": 0, "estimate": 2},
    )
    assert {TOO_DEAR, "B1-W08@hoat_dong.r1.so_nguoi.estimate"} <= set(found(content))


def test_every_check_of_a_form_is_among_those_asked_together() -> None:
    form = engine.compiled(definition("bieu-1"))
    for checks in (form.form_checks, *form.row_checks.values()):
        for one in checks.each:
            assert f"({one.check.expression})" in checks.together.text
