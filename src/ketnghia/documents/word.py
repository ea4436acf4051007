"""Word paragraphs, rules, tables and sections, on top of python-docx. Lengths in mm, sizes in points."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ketnghia.documents.layout import Layout
from ketnghia.documents.wording import plain

LEFT, CENTRE, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
_THEME_FONTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_RULE_HEIGHT = 4
_HEADINGS = ("Heading 1", "Heading 2")


class HasParagraphs(Protocol):
    """A document, a cell or a header: whatever a paragraph can be added to."""

    def add_paragraph(self) -> Paragraph: ...


def element(tag: str, **attributes: object) -> BaseOxmlElement:
    """A WordprocessingML element; attributes are written in its own namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def new_document(layout: Layout) -> Document:
    """An empty document whose styles and first section follow the layout."""
    document = docx.Document()
    _style(document.styles["Normal"], layout, size=layout.sizes["body"])
    for name in _HEADINGS:
        _style(document.styles[name], layout, size=layout.sizes["body"], bold=True)
    set_page(document.sections[0], layout)
    return document


def _style(style: object, layout: Layout, *, size: float, bold: bool = False) -> None:
    assert isinstance(style, ParagraphStyle)  # noqa: S101 -- the built-in template holds these styles
    style.font.name = layout.family
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for theme in _THEME_FONTS:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), layout.family)
    properties.append(element("lang", val="vi-VN", eastAsia="vi-VN"))


def set_page(section: Section, layout: Layout, *, landscape: bool = False) -> None:
    """Paper, direction, margins and the page number: centred at the top, absent from the first page."""
    page = layout.page
    width, height = (page.height, page.width) if landscape else (page.width, page.height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance = section.footer_distance = Mm(page.top / 2)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    _page_field(paragraph.add_run(), layout.sizes["page_number"])


def _page_field(run: Run, size: float) -> None:
    run.font.size = Pt(size)
    instruction = element("instrText")
    instruction.text = "PAGE"
    for part in (element("fldChar", fldCharType="begin"), instruction, element("fldChar", fldCharType="end")):
        run._r.append(part)


def add_section(document: Document, layout: Layout, *, landscape: bool) -> Section:
    """A new section on a new page; its pages are numbered from 1 (Decree 30/2020, annexes)."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    section.header.is_linked_to_previous = False
    set_page(section, layout, landscape=landscape)
    properties = section._sectPr
    if properties.find(qn("w:pgNumType")) is None:
        properties.find(qn("w:pgMar")).addnext(element("pgNumType", start=1))
    return section


def text_width(layout: Layout, *, landscape: bool = False) -> float:
    """Millimetres between the side margins."""
    page = layout.page
    return (page.height if landscape else page.width) - page.left - page.right


def write(
    paragraph: Paragraph,
    text: str,
    *,
    size: float | None = None,
    bold: bool | None = None,
    italic: bool | None = None,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> Paragraph:
    """Add a run of plain text to a paragraph, and align the paragraph when told how."""
    run = paragraph.add_run(plain(text))
    run.bold, run.italic = bold, italic
    if size is not None:
        run.font.size = Pt(size)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def lines(
    place: HasParagraphs,
    texts: Iterable[str],
    *,
    size: float,
    bold: bool | None = None,
    italic: bool | None = None,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> None:
    """One paragraph for each text, all written the same way."""
    for text in texts:
        write(place.add_paragraph(), text, size=size, bold=bold, italic=italic, align=align)


def rule(place: HasParagraphs, *, width: float, length: float) -> None:
    """A thin line `length` mm long, centred in a place `width` mm wide."""
    paragraph = place.add_paragraph()
    side = Mm((width - length) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.line_spacing = paragraph.paragraph_format.space_after = Pt(_RULE_HEIGHT)
    border = element("pBdr")
    border.append(element("bottom", val="single", sz=6, space=0, color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def keep_with_next(paragraph: Paragraph) -> Paragraph:
    """Leave no heading or caption alone at the foot of a page."""
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def side_margins(table: Table, width: float) -> None:
    """Room between the side borders of every cell and its text, in mm."""
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=int(Mm(width).twips), type="dxa"))
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def fix_widths(table: Table, widths: Sequence[float]) -> None:
    """Columns of these widths in mm, whatever they hold."""
    # Word reads the widths off the cells, other programs off the grid.
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
