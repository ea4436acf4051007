"""The Word report looks as Decree 30/2020 wants and says what the figures say."""

import re
from dataclasses import replace

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ketnghia.documents.layout import decree_layout
from tests.unit.documents import reading, sample

LAYOUT = decree_layout()


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    for section in reading.report().sections:
        sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(side / Mm(1)) for side in sides if side is not None] == [20, 20, 30, 20]
        assert {round((section.page_width or 0) / Mm(1)), round((section.page_height or 0) / Mm(1))} == {
            210,
            297,
        }


def test_the_body_is_times_new_roman_14_and_every_heading_too() -> None:
    document = reading.report()
    for name in ("Normal", "Heading 1", "Heading 2"):
        properties = document.styles[name].element.rPr
        fonts = properties.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
            LAYOUT.family
        }
        assert not [name for name in fonts.attrib if "Theme" in name]
        assert document.styles[name].font.size == Pt(14)
        assert properties.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_the_page_number_stands_centred_at_the_top_and_not_on_the_first_page() -> None:
    for section in reading.report().sections:
        assert section.different_first_page_header_footer
        assert section.first_page_header.paragraphs[0].text == ""
        number = section.header.paragraphs[0]
        assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert [field.text for field in number._p.iter(qn("w:instrText"))] == ["PAGE"]


def test_each_annex_counts_its_pages_from_one() -> None:
    body, *annexes = reading.report().sections
    assert body._sectPr.find(qn("w:pgNumType")) is None
    numbering = [s._sectPr.findall(qn("w:pgNumType")) for s in annexes]
    assert [[one.get(qn("w:start")) for one in found] for found in numbering] == [["1"]] * 4
    assert all(found[0].getprevious().tag == qn("w:pgMar") for found in numbering)


def test_wide_annexes_lie_on_their_side_and_the_list_of_the_missing_stands() -> None:
    turned = [section.orientation for section in reading.report().sections]
    across = WD_ORIENT.LANDSCAPE
    assert turned == [WD_ORIENT.PORTRAIT, across, across, across, WD_ORIENT.PORTRAIT]


def test_annexes_carry_roman_numerals_and_the_report_they_belong_to() -> None:
    texts = reading.texts(reading.report())
    assert [text for text in texts if text.startswith("Phụ lục ")] == [
        "Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV",
    ]  # fmt: skip
    attached = [text for text in texts if text.startswith("(Kèm theo Báo cáo số")]
    assert len(attached) == 4
    assert all(text.endswith("/BC-BDT ngày 04 tháng 12 năm 2021 của Ban Dân tộc tỉnh)") for text in attached)


def test_the_heading_names_the_issuer_leaves_the_number_blank_and_dates_with_a_leading_zero() -> None:
    (left, right), (number, dated) = [row.cells for row in reading.report().tables[0].rows]
    assert [p.text for p in left.paragraphs if p.text] == ["UBND TỈNH A", "BAN DÂN TỘC"]
    assert [p.text for p in right.paragraphs if p.text] == [
        LAYOUT.words["national_name"],
        LAYOUT.words["motto"],
    ]
    assert re.fullmatch(r"Số:\s+/BC-BDT", number.text)
    assert dated.text == "Tỉnh A, ngày 04 tháng 12 năm 2021"
    assert dated.paragraphs[0].runs[0].italic


def test_a_rule_is_drawn_under_issuer_motto_and_title() -> None:
    ruled = [
        p for p in reading.report().element.body.iter(qn("w:pBdr")) if p.find(qn("w:bottom")) is not None
    ]
    assert len(ruled) == 3


def test_the_title_and_the_bases_come_in_their_order_and_dress() -> None:
    document = reading.report()
    texts = reading.texts(document)
    assert texts.index("BÁO CÁO") < texts.index("Kính gửi: Ủy ban nhân dân tỉnh.")
    bases = [p for p in document.paragraphs if p.text.startswith("Căn cứ ")]
    assert [p.text[-1] for p in bases] == [";", "."]
    assert all(run.italic for p in bases for run in p.runs)
    assert all(p.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY for p in bases)


def test_the_five_parts_stand_in_order() -> None:
    document = reading.report()
    parts = [p.text.split(".")[0] for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert parts == ["I", "II", "III", "IV", "V"]


def test_prose_is_in_million_dong_and_states_the_share_done() -> None:
    prose = " ".join(reading.texts(reading.report()))
    assert "đến ngày chốt là 1.234,6 triệu đồng" in prose
    assert "ước cả năm 2021 là 2.345,7 triệu đồng" in prose
    assert "đã thực hiện 52,6% số ước cả năm" in prose


def test_a_count_ends_its_sentence_with_or_without_a_unit() -> None:
    assert "- Hộ nghèo được giúp đỡ: thực hiện 1.412, ước cả năm 1.600 hộ." in reading.texts(reading.report())
    bare = replace(sample.YEAR_2021.indicators[0], unit="", actual=None)
    texts = reading.texts(reading.report(replace(sample.YEAR_2021, indicators=(bare,))))
    assert "- Hộ nghèo được giúp đỡ: thực hiện –, ước cả năm 1.600." in texts


def test_silence_is_stated_and_the_encouraged_are_not_blamed() -> None:
    prose = " ".join(reading.texts(reading.report()))
    assert "còn 4 báo cáo chưa nộp, trong đó 3 báo cáo thuộc diện phải nộp" in prose
    assert "khuyến khích không nộp báo cáo thì không coi là vi phạm" in prose
    complete = " ".join(reading.texts(reading.report(replace(sample.YEAR_2021, missing=()))))
    assert "Tất cả các đơn vị được theo dõi đã nộp báo cáo." in complete


def test_the_proposals_are_a_marked_blank_for_the_author() -> None:
    blank = next(p for p in reading.report().paragraphs if p.text.startswith("[Phần này do người soạn thảo"))
    assert blank.runs[0].font.highlight_color is not None


def test_the_signature_leaves_the_name_to_the_signer_and_the_recipients_end_in_the_archive() -> None:
    left, right = reading.report().tables[-5].rows[0].cells
    assert [p.text for p in right.paragraphs if p.text] == ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]
    assert left.paragraphs[0].text == "Nơi nhận:"
    assert left.paragraphs[-1].text == "- Lưu: VT, TT&ĐB."
    assert left.paragraphs[-1].runs[0].font.size == Pt(11)


def test_the_heading_of_a_long_annex_repeats_on_every_page() -> None:
    donors = reading.report(sample.many_donors(80)).tables[-2]
    repeated = [
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in donors.rows
    ]
    assert repeated[:2] == [True, True]
    assert not any(repeated[2:])
    assert len(donors.rows) == 2 + 80 + 1 + 1


def test_invented_figures_say_so_on_the_first_page_and_on_every_annex() -> None:
    warning = "SỐ LIỆU MINH HỌA, KHÔNG PHẢI SỐ LIỆU CHÍNH THỨC"
    invented = replace(sample.YEAR_2021, illustrative=True)
    assert reading.texts(reading.report(invented)).count(warning) == 5
    assert warning not in reading.texts(reading.report())


def test_markup_formulas_and_control_characters_come_out_as_plain_text() -> None:
    tables = reading.tables(reading.report())
    assert reading.row(tables[-2], sample.SCRIPT)[0] == "1"
    assert reading.row(tables[-2], sample.LONG)[0] == "2"
    assert reading.row(tables[-1], sample.FORMULA)[0] == "1"
    assert reading.row(tables[-1], "Hội Chữ thập đỏ")[0] == "2"


def test_two_addressees_each_have_a_line() -> None:
    letter = replace(sample.LETTER, addressees=("Ủy ban nhân dân tỉnh", "Ban Thường vụ Tỉnh ủy"))
    texts = reading.texts(reading.report(letter=letter))
    at = texts.index("Kính gửi:")
    assert texts[at + 1 : at + 3] == ["- Ủy ban nhân dân tỉnh;", "- Ban Thường vụ Tỉnh ủy."]


def test_the_cells_of_a_table_are_as_wide_as_its_grid_so_that_word_draws_what_was_meant() -> None:
    for table in reading.report().tables:
        grid = [column.width for column in table.columns]
        assert [cell.width for cell in table.rows[-1].cells] == grid
