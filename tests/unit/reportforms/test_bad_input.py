"""What people type or paste wrongly, and what they are told."""

import unicodedata

import pytest

from ketnghia.kernel.findings import Severity
from ketnghia.reportforms import engine
from tests.unit.reportforms.forms import ATTACHMENT, definition, donor_content, found

AMOUNT = "hoat_dong.r1.von_ngan_sach.estimate"


def test_a_number_with_letters_stays_as_typed_and_is_told() -> None:
    content = donor_content(ho_ngheo={"actual": None, "estimate": "hai hộ"})
    kept = engine.normalise(definition("bieu-1"), content)
    assert kept["sections"]["hoat_dong"][0]["ho_ngheo"]["estimate"] == "hai hộ"
    assert "số nguyên" in found(kept)["NOT_A_NUMBER@hoat_dong.r1.ho_ngheo.estimate"].message


@pytest.mark.parametrize("typed", ["-3", -3, "−3"])
def test_a_negative_count_is_refused(typed: object) -> None:
    content = donor_content(ho_ngheo={"actual": None, "estimate": typed})
    assert found(content)["NEGATIVE@hoat_dong.r1.ho_ngheo.estimate"].severity is Severity.ERROR


def test_an_estimate_below_the_actual_is_refused() -> None:
    content = donor_content(von_ngan_sach={"actual": 60_000_000, "estimate": 59_999_999})
    assert f"ESTIMATE_BELOW_ACTUAL@{AMOUNT}" in found(content)


def test_an_estimate_equal_to_the_actual_is_fine() -> None:
    content = donor_content(von_ngan_sach={"actual": 60_000_000, "estimate": 60_000_000})
    assert not found(content)


def test_an_actual_without_an_estimate_is_asked_for_one() -> None:
    content = donor_content(von_ngan_sach={"actual": 60_000_000, "estimate": None})
    assert f"ESTIMATE_MISSING@{AMOUNT}" in found(content)


def test_the_thirty_first_of_february_is_told_once() -> None:
    content = donor_content()
    content["sections"]["ky_ket"]["ngay_ky"] = "31/02/2021"
    findings = found(content)
    assert "31/02/2021" in findings["BAD_DATE@ky_ket.ngay_ky"].message
    assert [key for key in findings if key.endswith("@ky_ket.ngay_ky")] == ["BAD_DATE@ky_ket.ngay_ky"]


def test_decomposed_text_is_stored_composed() -> None:
    name = "Thôn Bha Lêê"
    content = donor_content(thon=unicodedata.normalize("NFD", name))
    assert engine.normalise(definition("bieu-1"), content)["sections"]["hoat_dong"][0]["thon"] == name


@pytest.mark.parametrize(
    ("typed", "dong"),
    [("1.234.567", 1_234_567), ("2,5 tỷ", 2_500_000_000), ("200tr", 200_000_000), (" 1 234 567 ", 1_234_567)],
)
def test_pasted_amounts_are_understood(typed: str, dong: int) -> None:
    content = donor_content(von_ngan_sach={"actual": None, "estimate": typed})
    kept = engine.normalise(definition("bieu-1"), content)
    assert kept["sections"]["hoat_dong"][0]["von_ngan_sach"] == {"actual": None, "estimate": dong}


def test_markup_in_a_remark_is_kept_as_text() -> None:
    content = donor_content(ghi_chu="<script>alert(1)</script>")
    kept = engine.normalise(definition("bieu-1"), content)
    assert kept["sections"]["hoat_dong"][0]["ghi_chu"] == "<script>alert(1)</script>"
    assert not found(kept)


def test_an_unknown_choice_is_told_and_kept() -> None:
    content = donor_content(hoat_dong="Xây lâu đài")
    assert "Xây lâu đài" in found(content)["UNKNOWN_CHOICE@hoat_dong.r1.hoat_dong"].message


def test_a_pasted_label_is_read_as_its_choice() -> None:
    content = donor_content(hoat_dong="NHA O: LAM MOI")
    assert (
        engine.normalise(definition("bieu-1"), content)["sections"]["hoat_dong"][0]["hoat_dong"] == "nha_moi"
    )


def test_a_commune_that_is_not_assigned_is_refused() -> None:
    assert "UNKNOWN_ORGANISATION@hoat_dong.r1.don_vi_nhan" in found(donor_content(don_vi_nhan=999))


def test_a_text_that_is_too_long_is_told_and_not_cut() -> None:
    content = donor_content(thon="a" * 121)
    kept = engine.normalise(definition("bieu-1"), content)
    assert len(kept["sections"]["hoat_dong"][0]["thon"]) == 121
    assert "121" in found(kept)["TOO_LONG@hoat_dong.r1.thon"].message


def test_a_missing_activity_is_asked_for() -> None:
    content = donor_content(hoat_dong=None, von_ngan_sach=None)
    assert "REQUIRED@hoat_dong.r1.hoat_dong" in found(content)


def test_the_form_s_own_words_replace_a_plain_required() -> None:
    findings = found(donor_content(hoat_dong=None))
    assert "B1-E04@hoat_dong.r1.hoat_dong" in findings
    assert "REQUIRED@hoat_dong.r1.hoat_dong" not in findings


def test_a_file_that_is_gone_is_told() -> None:
    gone = ATTACHMENT.replace("0b", "0c")
    assert "UNKNOWN_ATTACHMENT@hoat_dong.r1.minh_chung" in found(donor_content(minh_chung=[gone]))
    assert not found(donor_content(minh_chung=[ATTACHMENT]))


def test_more_files_than_allowed_are_told() -> None:
    many = [ATTACHMENT[:-1] + digit for digit in "012345"]
    assert "TOO_MANY_FILES@hoat_dong.r1.minh_chung" in found(donor_content(minh_chung=many))


def test_an_amount_of_sixteen_digits_is_refused() -> None:
    content = donor_content(von_ngan_sach={"actual": None, "estimate": 10**15})
    assert f"NOT_A_NUMBER@{AMOUNT}" in found(content)


def test_a_row_left_blank_is_ignored() -> None:
    content = donor_content()
    content["sections"]["hoat_dong"].append({"id": "r2", "ghi_chu": ""})
    assert not found(content)
