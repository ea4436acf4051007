"""The report of the coordinating agency to the provincial People's Committee, as Word.

Layout of Decree 30/2020/NĐ-CP. Prose in triệu đồng, tables and annexes in đồng; every figure is one of
the `Consolidated` it is given. The number, the proposals and the signature are left to people.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO

from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX, WD_TAB_LEADER
from docx.shared import Mm, Pt

from ketnghia.consolidation.figures import Consolidated
from ketnghia.documents import breakdowns, letter_frame, report_text, years_tables
from ketnghia.documents.layout import Layout, decree_layout
from ketnghia.documents.letterhead import Letterhead
from ketnghia.documents.word import (
    CENTRE,
    JUSTIFY,
    add_section,
    keep_with_next,
    lines,
    new_document,
    text_width,
    write,
)
from ketnghia.documents.word_tables import add_table
from ketnghia.documents.wording import ILLUSTRATIVE, plain
from ketnghia.kernel.dates import administrative_date, vn_day

_AUTHOR_LINES = 4


@dataclass(frozen=True, slots=True)
class _Annex:
    numeral: str
    table: Callable[[Consolidated], breakdowns.Table]
    landscape: bool


_ANNEXES = (
    _Annex("I", breakdowns.by_district, landscape=True),
    _Annex("II", breakdowns.by_activity, landscape=True),
    _Annex("III", breakdowns.by_donor, landscape=True),
    _Annex("IV", breakdowns.missing, landscape=False),
)
_BESIDE_YEARS = _Annex("V", years_tables.beside_years, landscape=True)


@dataclass(slots=True)
class _Writer:
    """The document being written, and how many tables its body has so far."""

    document: Document
    layout: Layout
    c: Consolidated
    tables: int = field(default=0)

    def heading(self, text: str, level: int) -> None:
        paragraph = self.document.add_paragraph(plain(text), style=f"Heading {level}")
        paragraph.paragraph_format.first_line_indent = Mm(self.layout.first_line)
        paragraph.paragraph_format.space_before = Pt(self.layout.spacing)

    def body(self, texts: Iterable[str], *, italic: bool = False) -> None:
        for text in texts:
            paragraph = write(self.document.add_paragraph(), text, italic=italic or None, align=JUSTIFY)
            shape = paragraph.paragraph_format
            shape.first_line_indent = Mm(self.layout.first_line)
            shape.space_before = Pt(self.layout.spacing)
            shape.line_spacing = self.layout.line_spacing

    def table(self, build: Callable[[Consolidated], breakdowns.Table]) -> None:
        table = build(self.c)
        self.tables += 1
        caption = write(
            self.document.add_paragraph(),
            f"Bảng {self.tables}. {table.title}",
            size=self.layout.table_size,
            bold=True,
            align=CENTRE,
        )
        caption.paragraph_format.space_before = caption.paragraph_format.space_after = Pt(self.layout.spacing)
        keep_with_next(caption)
        add_table(self.document, table, width=text_width(self.layout), size=self.layout.table_size)

    def warning(self) -> None:
        if self.c.illustrative:
            lines(self.document, [ILLUSTRATIVE], size=self.layout.table_size, bold=True, align=CENTRE)


def docx(c: Consolidated, letter: Letterhead) -> bytes:
    """The whole report with its annexes, dated on the day (in Vietnam) of `c.as_of`."""
    layout = decree_layout()
    writer = _Writer(new_document(layout), layout, c)
    subject = plain(letter.subject.replace(" {year}", f"\u00a0{c.year}"))
    _properties(writer.document, c, letter, subject)
    letter_frame.heading(writer.document, layout, letter, vn_day(c.as_of))
    letter_frame.title(writer.document, layout, subject)
    writer.warning()
    letter_frame.addressees(writer.document, layout, letter)
    _bases(writer, letter)
    _situation(writer)
    _results(writer)
    _breakdowns(writer)
    _open_ends(writer)
    writer.body([report_text.closing(letter, subject)])
    keep_with_next(writer.document.paragraphs[-1])
    letter_frame.signature(writer.document, layout, letter)
    for annex in (*_ANNEXES, _BESIDE_YEARS) if years_tables.has_neighbours(c) else _ANNEXES:
        _add_annex(writer, letter, annex)
    written = BytesIO()
    writer.document.save(written)
    return written.getvalue()


def _properties(document: Document, c: Consolidated, letter: Letterhead, subject: str) -> None:
    properties = document.core_properties
    properties.title, properties.author = subject, plain(letter.issuer_in_text)
    properties.subject, properties.comments = plain(c.programme_name), ""
    properties.language = "vi-VN"
    properties.created = properties.modified = c.as_of
    properties.last_modified_by = plain(letter.issuer_in_text)


def _bases(writer: _Writer, letter: Letterhead) -> None:
    last = len(letter.bases)
    writer.body(
        (f"{basis}{'.' if at == last else ';'}" for at, basis in enumerate(letter.bases, start=1)),
        italic=True,
    )
    writer.body([f"{letter.issuer_in_text} báo cáo kết quả như sau:"])


def _situation(writer: _Writer) -> None:
    writer.heading("I. TÌNH HÌNH CHUNG", 1)
    writer.heading("1. Việc báo cáo của các đơn vị", 2)
    writer.body(report_text.state_of_reporting(writer.c))
    writer.table(breakdowns.reports)
    writer.heading("2. Cách tính số liệu", 2)
    writer.body(report_text.how_counted(writer.c))


def _results(writer: _Writer) -> None:
    writer.heading("II. KẾT QUẢ THỰC HIỆN", 1)
    writer.heading("1. Kinh phí giúp đỡ", 2)
    writer.body([report_text.money_in_all(writer.c), *report_text.money_by_area(writer.c)])
    writer.table(breakdowns.by_area)
    if writer.c.years.totals:
        writer.body([report_text.other_years(writer.c)])
        writer.table(years_tables.by_year)
    writer.heading("2. Hộ dân, con người và hoạt động", 2)
    counted = report_text.counts(writer.c)
    writer.body(counted or ["Chưa có đơn vị nào báo cáo."])
    writer.body(["Kết quả từng hoạt động tại Phụ lục II."])


def _breakdowns(writer: _Writer) -> None:
    writer.heading("III. KẾT QUẢ THEO HUYỆN, THEO KHỐI ĐƠN VỊ, THEO NGUỒN VỐN", 1)
    writer.heading("1. Theo huyện được nhận kết nghĩa", 2)
    writer.table(breakdowns.by_district_money)
    writer.body(["Số địa phương báo nhận và số hộ được giúp tại Phụ lục I."])
    writer.heading("2. Theo khối đơn vị giúp đỡ", 2)
    writer.table(breakdowns.by_donor_kind)
    writer.body(["Kết quả từng đơn vị giúp đỡ tại Phụ lục III."])
    writer.heading("3. Theo nguồn vốn", 2)
    writer.table(breakdowns.by_money_source)


def _open_ends(writer: _Writer) -> None:
    writer.heading("IV. ĐƠN VỊ CHƯA BÁO CÁO", 1)
    writer.body([report_text.missing(writer.c, "Phụ lục IV")])
    writer.heading("V. ĐÁNH GIÁ, ĐỀ XUẤT, KIẾN NGHỊ", 1)
    writer.body([report_text.TO_COMPLETE])
    writer.document.paragraphs[-1].runs[0].font.highlight_color = WD_COLOR_INDEX.YELLOW
    for _ in range(_AUTHOR_LINES):
        line = write(writer.document.add_paragraph(), "\t")
        line.paragraph_format.space_before = Pt(writer.layout.spacing)
        end = Mm(text_width(writer.layout))
        line.paragraph_format.tab_stops.add_tab_stop(end, leader=WD_TAB_LEADER.DOTS)


def _add_annex(writer: _Writer, letter: Letterhead, annex: _Annex) -> None:
    layout, table = writer.layout, annex.table(writer.c)
    add_section(writer.document, layout, landscape=annex.landscape)
    size = layout.sizes["annex"]
    lines(writer.document, [f"{layout.words['annex']} {annex.numeral}"], size=size, bold=True, align=CENTRE)
    name = f"{table.title} năm {writer.c.year}".upper()
    lines(writer.document, [name], size=size, bold=True, align=CENTRE)
    day = vn_day(writer.c.as_of)
    attached = (
        f"(Kèm theo Báo cáo số\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/{letter.number_suffix} "
        f"{administrative_date(day)} của {letter.issuer_in_text})"
    )
    lines(writer.document, [attached], size=size, italic=True, align=CENTRE)
    writer.warning()
    writer.document.paragraphs[-1].paragraph_format.space_after = Pt(layout.spacing)
    width = text_width(layout, landscape=annex.landscape)
    add_table(writer.document, table, width=width, size=layout.wide_table_size)
