"""The dispatch that opens a campaign, in words: for Word and for the screen alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from ketnghia.documents.breakdowns import INDEX, Column, Kind, Table
from ketnghia.documents.letterhead import Letterhead
from ketnghia.documents.wording import BLANK_DATE, ILLUSTRATIVE, Cell, plain
from ketnghia.kernel.dates import administrative_date, vn_date
from ketnghia.kernel.numbers import vn_number
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.states import Obligation
from ketnghia.reports.consequence_lines import MEMBERS, ConsequenceLine, Group
from ketnghia.reports.consequences import Consequences

_LEAD: Final = "Công văn về việc "
_ADDRESSEES: Final = ("Các cơ quan, đơn vị, địa phương, doanh nghiệp có tên tại Phụ lục I",)
_KINDS: Final = {kind.value: order for order, kind in enumerate(OrganisationKind)}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading with a number, or a sentence under it."""

    text: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class OpeningLetter:
    """Everything the dispatch says. ``number`` is empty and ``issued_on`` None until the clerk knows them."""

    campaign: Any
    head: Letterhead
    number: str
    issued_on: date | None
    about: str
    bases: tuple[str, ...]
    body: tuple[Paragraph, ...]
    annex: Table
    illustrative: bool

    @property
    def warning(self) -> str:
        """What stands above a document of the demo."""
        return ILLUSTRATIVE if self.illustrative else ""

    @property
    def dated(self) -> str:
        """The day in words, or the blanks of one."""
        return administrative_date(self.issued_on) if self.issued_on else BLANK_DATE

    @property
    def attached(self) -> str:
        """To which letter the annex belongs."""
        number = self.number or f"……/{self.head.number_suffix}"
        return f"(Kèm theo Công văn số {number} {self.dated} của {self.head.issuer_in_text})"


def compose(weighed: Consequences, letter: Letterhead, *, illustrative: bool) -> OpeningLetter:
    """The letter of a campaign, opened or not, with the list of its units as the annex."""
    campaign, instrument = weighed.campaign, weighed.campaign.instrument
    # The office stands behind the last hyphen of its reports' suffix: "BC-BDT".
    head = replace(letter, addressees=_ADDRESSEES, number_suffix=letter.number_suffix.rpartition("-")[2])
    subject = plain(instrument.title.removeprefix(_LEAD))
    return OpeningLetter(
        campaign=campaign,
        head=head,
        number=plain(instrument.number),
        issued_on=instrument.issued_on,
        about=f"V/v {subject}",
        bases=tuple(
            f"{plain(basis)}{'.' if at == len(head.bases) else ';'}" for at, basis in enumerate(head.bases, 1)
        ),
        body=tuple(_body(weighed, head)),
        annex=annex(weighed.lines),
        illustrative=illustrative,
    )


def _body(weighed: Consequences, head: Letterhead) -> Iterator[Paragraph]:
    campaign = weighed.campaign
    must, encouraged = (_units(weighed, group) for group in (Group.MUST, Group.ENCOURAGED))
    yield Paragraph(
        f"{head.issuer_in_text} đề nghị các cơ quan, đơn vị, địa phương, doanh nghiệp tham gia kết nghĩa "
        f"báo cáo kết quả năm {campaign.year} như sau:"
    )
    yield Paragraph("1. Đơn vị báo cáo", is_heading=True)
    yield Paragraph(
        f"{vn_number(must)} đơn vị phải báo cáo, {vn_number(encouraged)} đơn vị được khuyến khích báo cáo; "
        "danh sách tại Phụ lục I."
    )
    yield from _quoted(rule.citation.sentence for rule in weighed.rules)
    yield Paragraph("2. Biểu mẫu", is_heading=True)
    for form in weighed.forms:
        yield Paragraph(f"- {plain(form.form_version.form.title)}.")
    said = {rule.citation.sentence for rule in weighed.rules}
    asking = (form.citation.sentence for form in weighed.forms)
    yield from _quoted(each for each in asking if each not in said)
    yield Paragraph("3. Số liệu và thời gian", is_heading=True)
    yield Paragraph(
        f"- Kỳ số liệu: từ ngày {vn_date(campaign.period_from)} đến ngày {vn_date(campaign.period_to)}. "
        + plain(campaign.period_citation.sentence if campaign.period_citation else "")
    )
    window = campaign.window
    yield Paragraph(
        f"- Thời gian nhập: từ ngày {vn_date(window.first_day)} đến hết ngày {vn_date(window.last_day)}. "
        + plain(campaign.window_citation.sentence)
    )
    yield Paragraph(f"- {plain(campaign.lateness_citation.sentence)}")
    if campaign.help_text:
        yield Paragraph("4. Nơi liên hệ", is_heading=True)
        yield Paragraph(plain(campaign.help_text))
    yield Paragraph(
        f"{head.issuer_in_text} đề nghị các cơ quan, đơn vị, địa phương, doanh nghiệp phối hợp thực hiện./."
    )


def _quoted(sentences: Iterator[str]) -> Iterator[Paragraph]:
    """Each sentence once."""
    for sentence in dict.fromkeys(filter(None, sentences)):
        yield Paragraph(f"- {plain(sentence)}")


def _units(weighed: Consequences, group: Group) -> int:
    return len({line.organisation_id for line in weighed.lines if MEMBERS[group](line)})


def annex(lines: tuple[ConsequenceLine, ...]) -> Table:
    """The list of units, by kind and district, in dictionary order: who must, who may, on which form."""
    owing = sorted(
        (line for line in lines if line.obligation),
        key=lambda line: (_KINDS[line.kind], line.district, line.sort_key, line.form),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            at,
            line.organisation,
            line.kind_label,
            line.district,
            line.form,
            str(Obligation(line.obligation).label),
        )
        for at, line in enumerate(owing, start=1)
    )
    columns = (
        INDEX,
        Column("Đơn vị", Kind.TEXT, 70),
        Column("Loại đơn vị", Kind.TEXT, 45),
        Column("Địa bàn", Kind.TEXT, 45),
        Column("Biểu mẫu", Kind.TEXT, 35),
        Column("Nghĩa vụ", Kind.TEXT, 35),
    )
    return Table("Danh sách đơn vị báo cáo", columns, rows)
