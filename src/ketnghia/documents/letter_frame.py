"""The frame of an official letter: heading above the text, signature and recipients below it."""

from datetime import date

from docx.document import Document
from docx.shared import Mm, Pt
from docx.table import _Cell

from ketnghia.documents.layout import Layout
from ketnghia.documents.letterhead import Letterhead
from ketnghia.documents.word import (
    CENTRE,
    LEFT,
    element,
    fix_widths,
    keep_with_next,
    lines,
    rule,
    side_margins,
    text_width,
    write,
)
from ketnghia.documents.wording import BLANK_DATE
from ketnghia.kernel.dates import administrative_date

_LEFT_SHARE = 0.38
_BLANK_NUMBER = "\u00a0" * 7
_SIGNING_SPACE = 5
# Mean width of the bold serif's letters, in mm for each point of size; only rules are measured with it.
_MM_PER_CAPITAL, _MM_PER_LETTER = 0.25, 0.165
_ISSUER_RULE = 0.45


def heading(
    document: Document,
    layout: Layout,
    letter: Letterhead,
    day: date | None,
    *,
    number_given: str = "",
    about: str = "",
) -> None:
    """Superior and issuer on the left, national name and motto on the right, number and date under them.

    What is not given is left blank for the clerk. ``about`` is what a dispatch says under its number.
    """
    (left, right), (number, dated) = _two_columns(document, layout, rows=2)
    sizes, words = layout.sizes, layout.words
    left_width, right_width = _widths(layout)
    write(left.paragraphs[0], letter.superior, size=sizes["superior"], align=CENTRE)
    lines(left, [letter.issuer], size=sizes["issuer"], bold=True, align=CENTRE)
    issuer_length = min(len(letter.issuer) * sizes["issuer"] * _MM_PER_CAPITAL, left_width)
    rule(left, width=left_width, length=issuer_length * _ISSUER_RULE)
    write(right.paragraphs[0], words["national_name"], size=sizes["national_name"], bold=True, align=CENTRE)
    lines(right, [words["motto"]], size=sizes["motto"], bold=True, align=CENTRE)
    rule(right, width=right_width, length=len(words["motto"]) * sizes["motto"] * _MM_PER_LETTER)
    said = f"Số: {number_given}" if number_given else f"Số:{_BLANK_NUMBER}/{letter.number_suffix}"
    write(number.paragraphs[0], said, size=sizes["number"], align=CENTRE)
    if about:
        lines(number, [about], size=sizes["recipients_word"], align=CENTRE)
    place = f"{letter.place}, {administrative_date(day) if day else BLANK_DATE}"
    write(dated.paragraphs[0], place, size=sizes["place_and_date"], italic=True, align=CENTRE)


def title(document: Document, layout: Layout, subject: str) -> None:
    """The kind of document, what it is about, and the rule under both."""
    word = write(
        document.add_paragraph(), layout.words["title"], size=layout.sizes["title"], bold=True, align=CENTRE
    )
    word.paragraph_format.space_before = Pt(18)
    lines(document, [subject], size=layout.sizes["subject"], bold=True, align=CENTRE)
    rule(document, width=text_width(layout), length=45)


def addressees(document: Document, layout: Layout, letter: Letterhead) -> None:
    """ "Kính gửi:" and one line for each addressee."""
    size = layout.sizes["body"]
    if len(letter.addressees) == 1:
        opening = write(
            document.add_paragraph(), f"Kính gửi: {letter.addressees[0]}.", size=size, align=CENTRE
        )
    else:
        opening = write(document.add_paragraph(), "Kính gửi:", size=size)
        opening.paragraph_format.left_indent = Mm(35)
        for at, addressee in enumerate(letter.addressees, start=1):
            mark = "." if at == len(letter.addressees) else ";"
            line = write(document.add_paragraph(), f"- {addressee}{mark}", size=size)
            line.paragraph_format.left_indent = Mm(50)
    opening.paragraph_format.space_before = opening.paragraph_format.space_after = Pt(12)


def signature(document: Document, layout: Layout, letter: Letterhead) -> None:
    """Recipients on the left; on the right the authority, room for signature and seal, room for the name."""
    keep_with_next(document.add_paragraph())
    ((left, right),) = _two_columns(document, layout, rows=1)
    sizes = layout.sizes
    write(
        left.paragraphs[0],
        layout.words["recipients"],
        size=sizes["recipients_word"],
        bold=True,
        italic=True,
        align=LEFT,
    )
    for at, recipient in enumerate(letter.recipients, start=1):
        mark = "." if at == len(letter.recipients) else ";"
        lines(left, [f"- {recipient}{mark}"], size=sizes["recipients"], align=LEFT)
    write(right.paragraphs[0], letter.signature[0], size=sizes["signature"], bold=True, align=CENTRE)
    lines(right, letter.signature[1:], size=sizes["signature"], bold=True, align=CENTRE)
    lines(right, [""] * _SIGNING_SPACE, size=sizes["signature"])


def _widths(layout: Layout) -> tuple[float, float]:
    whole = text_width(layout)
    return whole * _LEFT_SHARE, whole * (1 - _LEFT_SHARE)


def _two_columns(document: Document, layout: Layout, *, rows: int) -> list[tuple[_Cell, _Cell]]:
    table = document.add_table(rows=rows, cols=2)
    fix_widths(table, _widths(layout))
    side_margins(table, 0)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))
    return [(row.cells[0], row.cells[1]) for row in table.rows]
