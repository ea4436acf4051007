"""Every mistake planted in a copy of the content folder is named with its file and line."""

import shutil
from pathlib import Path

import pytest

from ketnghia.reportforms.content import ContentRefusedError, check_content, read_definitions
from ketnghia.reportforms.states import Indicator
from tests.unit.reportforms.forms import CONTENT

FORM, CAMPAIGN = "forms/bieu-1.toml", "campaigns/2021.toml"

# file, what stands there, what is planted instead, words of the message
PLANTED = [
    ("programme.toml", "last_year = 2025", "last_year = 2019", "Năm cuối đứng trước năm đầu"),
    ("programme.toml", "first_year = 2020", 'first_year = "2020"', "phải là số nguyên"),
    ("instruments.toml", 'code = "qd-1143-2020"', 'code = "qd-1100-2020"', "bị trùng"),
    ("instruments.toml", 'kind = "DIRECTIVE"', 'kind = "LETTER"', "chỉ nhận"),
    ("instruments.toml", "issued_on = 2020-05-28", "issued_on = 2020-02-31", "không có trong lịch"),
    (
        "catalogue.toml",
        '{ area = "A", code = "tham_quan"',
        '{ area = "X", code = "tham_quan"',
        "Lĩnh vực “X”",
    ),
    ("catalogue.toml", 'code = "hoc_bong"', 'code = "nha_moi"', "bị trùng"),
    ("catalogue.toml", 'label = "Học bổng", unit = "suat"', 'label = "Học bổng", unit = "xe"', "Đơn vị tính"),
    ("catalogue.toml", 'code = "study_visits"', 'code = "people"', "bị trùng"),
    ("catalogue.toml", 'sinh kế", unit = "mo_hinh"', 'sinh kế", unit = "x"', "Đơn vị tính “x”"),
    (FORM, 'indicator = "support_amount"', 'indicator = "suport_amount"', "Chỉ số “suport_amount”"),
    (FORM, 'indicator = "people"', 'indicator = "persons"', "Chỉ số “persons” không có trong danh mục"),
    (FORM, 'label = "Ngày ký"', "", "Thiếu “label”"),
    (FORM, 'short_title = "Biểu số 1"', 'short_title = "Biểu số 1"\nmau = "đỏ"', "Khóa “mau”"),
    (FORM, 'basis = "cv-bdt-2021#bieu-so-1"', 'basis = "cv-bdt-2021#bieu-so-9"', "Không có câu trích"),
    (FORM, 'money_source = "phuc_loi"', 'money_source = "xo_so"', "Nguồn kinh phí “xo_so”"),
    (FORM, 'catalogue = "muc_nhan_xet"', 'catalogue = "muc_khac"', "Danh mục “muc_khac”"),
    (
        FORM,
        'expression = "filled(thuyet_minh.ket_qua)"',
        'expression = "filled(thuyet_minh.ket_qua"',
        "cú pháp",
    ),
    (FORM, 'expression = "count(hoat_dong) > 0.0"', 'expression = "count(hoat_dong) > 0"', "0.0"),
    (
        FORM,
        'expression = "filled(thuyet_minh.ket_qua)"',
        'expression = "filled(thuyet_minh.kq)"',
        "thuyet_minh.kq",
    ),
    (FORM, 'expression = "filled(thuyet_minh.ket_qua)"', 'expression = "count(hoat_dong)"', "đúng hoặc sai"),
    (FORM, "value(row.so_cuoc.estimate) == 0.0", "row.so_cuoc.estimate > 1.0", "không tính được"),
    (FORM, "row.von_cong])", "row.cong])", "vòng"),
    (FORM, "dưới {param.so_tien_min} đồng", "dưới {param.la} đồng", "tham số “la”"),
    (FORM, 'at = "so_ho.estimate"', 'at = "so_la.estimate"', "Không có ô “so_la.estimate”"),
    (FORM, 'section = "tham_quan"', 'section = "ky_ket"', "mục có dòng"),
    (FORM, 'code = "von_cong"', 'code = "von_hien_vat"', "bị trùng"),
    (FORM, 'recipient_field = "don_vi_nhan"', 'recipient_field = "thon"', "mã của một ô đơn vị"),
    (FORM, 'code = "cong"', 'code = "von_cong"', "Mã “von_cong” bị trùng"),
    (FORM, 'organisations = "recipients"', "", "Ô đơn vị cần"),
    (FORM, "max_length = 60", "pair = true", "chỉ dùng cho ô số"),
    (FORM, 'label = "Số chuyến"', 'label = "Số chuyến"\nminimum = 5\nmaximum = 1', "lớn hơn “maximum”"),
    (FORM, 'section = "mo_hinh"', 'section = "la"', "Không có mục “la”"),
    (FORM, 'catalogues = ["areas", "activities", "money_sources"]', 'catalogues = "areas"', "danh sách chữ"),
    (CAMPAIGN, 'instrument = "cv-bdt-2021"', 'instrument = "x"', "Không có văn bản “x”"),
    ("forms/bieu-2.toml", 'code = "bieu-2"', 'code = "bieu-1"', "đã có trong"),
    (CAMPAIGN, "last_day = 2021-11-30", "last_day = 2021-10-30", "đóng trước khi mở"),
    (CAMPAIGN, "last_day = 2021-12-31", "last_day = 2020-12-31", "kết thúc trước khi bắt đầu"),
    (CAMPAIGN, 'kinds = ["MOUNTAIN_COMMUNE"]', 'kinds = ["COMMUNE"]', "có “COMMUNE”"),
    (CAMPAIGN, 'form = "bao-cao-xa"', 'form = "bieu-3"', "không dùng biểu “bieu-3”"),
    (
        CAMPAIGN,
        'lateness_basis = "cv-bdt-2021#qua-thoi-han"',
        'lateness_basis = "cv#x"',
        "Không có câu trích",
    ),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the programme's files, without organisations and demo."""
    target = tmp_path / "content"
    shutil.copytree(CONTENT, target, ignore=shutil.ignore_patterns("organisations", "demo"))
    return target


def _plant(folder: Path, name: str, before: str, after: str) -> int:
    """Put the mistake in; returns the line it stands on."""
    file = folder / name
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")
    return text[: text.index(before)].count("\n") + 1


def test_the_programme_s_own_content_has_no_mistakes() -> None:
    assert check_content(CONTENT) == []


@pytest.mark.parametrize(
    ("name", "before", "after", "words"), PLANTED, ids=[words for *_rest, words in PLANTED]
)
def test_a_planted_mistake_is_named_where_it_is(
    folder: Path, name: str, before: str, after: str, words: str
) -> None:
    line = _plant(folder, name, before, after)
    told = [problem for problem in check_content(folder) if words in problem.message]
    assert told, check_content(folder)
    assert {problem.file for problem in told} == {name}
    # What is missing is told at its table; what was added below a line stands one line further.
    assert any(abs(problem.line - line) <= (3 if not after else after.count("\n")) for problem in told)


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    _plant(folder, "instruments.toml", "issued_on = 2020-05-28", "issued_on = 2020-02-31")
    _plant(folder, "instruments.toml", 'kind = "DIRECTIVE"', 'kind = "LETTER"')
    _plant(folder, "catalogue.toml", 'code = "hoc_bong"', 'code = "nha_moi"')
    _plant(folder, FORM, 'expression = "count(hoat_dong) > 0.0"', 'expression = "count(hoat_dong) > "')
    _plant(folder, CAMPAIGN, "last_day = 2021-11-30", "last_day = 2021-10-30")
    files = [problem.file for problem in check_content(folder)]
    assert files == [CAMPAIGN, "catalogue.toml", FORM, "instruments.toml", "instruments.toml"]


@pytest.mark.parametrize("code", list(Indicator))
def test_a_list_without_an_indicator_the_sums_need_is_told(folder: Path, code: Indicator) -> None:
    _plant(folder, "catalogue.toml", f'code = "{code}"', 'code = "khac"')
    told = [problem for problem in check_content(folder) if problem.file == "catalogue.toml"]
    assert [f"Danh mục chỉ số thiếu “{code}”" in problem.message for problem in told] == [True]


def test_indicators_are_no_part_of_a_published_form() -> None:
    assert all("indicators" not in form.catalogues for form in read_definitions(CONTENT).values())


def test_a_blank_sentence_is_told(folder: Path) -> None:
    line = _plant(
        folder, "instruments.toml", 'sentence = "Từ ngày 01/11/2021 đến 30/11/2021."', 'sentence = " "'
    )
    assert [(one.file, one.line, one.message) for one in check_content(folder)] == [
        ("instruments.toml", line, "“sentence” để trống.")
    ]


def test_a_file_that_is_no_toml_is_told_at_its_line(folder: Path) -> None:
    (folder / FORM).write_text('code = "bieu-1"\nnumber =\n', "utf-8")
    told = [(one.file, one.line) for one in check_content(folder) if "cú pháp" in one.message]
    assert told == [(FORM, 2)]


def test_a_file_that_is_not_there_is_told(folder: Path) -> None:
    (folder / "catalogue.toml").unlink()
    assert ("catalogue.toml", "Thiếu tệp này.") in {(one.file, one.message) for one in check_content(folder)}


def test_a_file_in_another_encoding_is_told(folder: Path) -> None:
    (folder / FORM).write_bytes("title = 'Biểu'".encode("utf-16"))
    assert any("UTF-8" in one.message and one.file == FORM for one in check_content(folder))


def test_definitions_of_a_wrong_folder_are_refused_with_its_mistakes(folder: Path) -> None:
    _plant(folder, FORM, 'label = "Ngày ký"', "")
    with pytest.raises(ContentRefusedError) as refused:
        read_definitions(folder)
    assert str(refused.value).startswith(f"{FORM}:")
