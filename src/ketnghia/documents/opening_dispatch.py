"""The opening dispatch as Word, in the layout of Decree 30/2020, with the list of units as annex I."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from docx.document import Document
from docx.shared import Mm, Pt

from ketnghia.documents import letter_frame
from ketnghia.documents.layout import Layout, decree_layout
from ketnghia.documents.opening_text import OpeningLetter
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
from ketnghia.documents.wording import plain


def docx(letter: OpeningLetter, now: datetime) -> bytes:
    """The letter with its annex; number and date stay blank where they are not known."""
    layout = decree_layout()
    document = new_document(layout)
    _properties(document, letter, now)
    letter_frame.heading(
        document, layout, letter.head, letter.issued_on, number_given=letter.number, about=letter.about
    )
    _warning(document, layout, letter)
    letter_frame.addressees(document, layout, letter.head)
    for basis in letter.bases:
        _paragraph(document, layout, basis, italic=True)
    for each in letter.body:
        _paragraph(document, layout, each.text, bold=each.is_heading)
    keep_with_next(document.paragraphs[-1])
    letter_frame.signature(document, layout, letter.head)
    _annex(document, layout, letter)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _properties(document: Document, letter: OpeningLetter, now: datetime) -> None:
    properties = document.core_properties
    properties.title, properties.author = letter.about, plain(letter.head.issuer_in_text)
    properties.language, properties.comments = "vi-VN", ""
    properties.created = properties.modified = now
    properties.last_modified_by = plain(letter.head.issuer_in_text)


def _paragraph(
    document: Document, layout: Layout, text: str, *, bold: bool = False, italic: bool = False
) -> None:
    paragraph = write(document.add_paragraph(), text, bold=bold or None, italic=italic or None, align=JUSTIFY)
    shape = paragraph.paragraph_format
    shape.first_line_indent = Mm(layout.first_line)
    shape.space_before, shape.line_spacing = Pt(layout.spacing), layout.line_spacing
    if bold:
        keep_with_next(paragraph)


def _warning(document: Document, layout: Layout, letter: OpeningLetter) -> None:
    if letter.warning:
        lines(document, [letter.warning], size=layout.table_size, bold=True, align=CENTRE)


def _annex(document: Document, layout: Layout, letter: OpeningLetter) -> None:
    add_section(document, layout, landscape=True)
    size = layout.sizes["annex"]
    lines(document, [f"{layout.words['annex']} I"], size=size, bold=True, align=CENTRE)
    name = f"{letter.annex.title} năm {letter.campaign.year}".upper()
    lines(document, [name], size=size, bold=True, align=CENTRE)
    lines(document, [letter.attached], size=size, italic=True, align=CENTRE)
    _warning(document, layout, letter)
    document.paragraphs[-1].paragraph_format.space_after = Pt(layout.spacing)
    width = text_width(layout, landscape=True)
    add_table(document, letter.annex, width=width, size=layout.wide_table_size)
