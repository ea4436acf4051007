"""Writes of documents that are still being drafted. Who may is for the packages above to say."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from ketnghia.kernel.shifting import shift_text
from ketnghia.kernel.text import clean, clean_lines
from ketnghia.legal.models import Citation, LegalInstrument
from ketnghia.legal.policies import check_draft


@transaction.atomic
def draft_after(
    *, before: LegalInstrument, sentences: Iterable[Citation], year: int, to: int, source: str
) -> tuple[LegalInstrument, dict[int, Citation]]:
    """A draft for the year ``to`` after last year's document, without number and date, never verified.

    ``sentences`` are taken over with the year said anew; the answer maps their ids to the new ones.
    """
    instrument = LegalInstrument.objects.create(
        code=_free_code(before.code, year, to),
        issuer=before.issuer,
        kind=before.kind,
        title=shift_text(before.title, source=year, to=to),
        abstract=shift_text(before.abstract, source=year, to=to),
        source=source,
        is_draft=True,
    )
    made: dict[int, Citation] = {}
    for each in sentences:
        said = shift_text(each.sentence, source=year, to=to)
        made[each.pk] = cite(instrument=instrument, code=each.code, sentence=said)
    return instrument, made


def _free_code(code: str, year: int, to: int) -> str:
    wanted = code.replace(str(year), str(to)) if str(year) in code else f"{code}-{to}"
    taken = set(LegalInstrument.objects.filter(code__startswith=wanted).values_list("code", flat=True))
    return next(each for each in _numbered(wanted, len(taken) + 2) if each not in taken)


def _numbered(code: str, most: int) -> Iterable[str]:
    return (code if number == 1 else f"{code}-{number}" for number in range(1, most + 1))


@transaction.atomic
def cite(*, instrument: LegalInstrument, code: str, sentence: str) -> Citation:
    """Add a sentence to a draft; a code in use gets a number. Raises Closed."""
    check_draft(instrument)
    taken = set(instrument.citations.values_list("code", flat=True))
    free = next(each for each in _numbered(code, len(taken) + 2) if each not in taken)
    return Citation.objects.create(instrument=instrument, code=free, sentence=clean_lines(sentence))


@transaction.atomic
def save_draft(
    *, instrument: LegalInstrument, number: str, issued_on: date | None, issuer: str, title: str
) -> None:
    """Number, day, issuer and title of a draft. Raises Closed."""
    check_draft(instrument)
    instrument.number, instrument.issued_on = clean(number), issued_on
    instrument.issuer, instrument.title = clean(issuer), clean(title)
    instrument.save(update_fields=("number", "issued_on", "issuer", "title"))


@transaction.atomic
def reword(*, instrument: LegalInstrument, sentences: Mapping[int, str]) -> None:
    """Write sentences of a draft anew, by the id of the citation. Raises Closed."""
    check_draft(instrument)
    for citation in instrument.citations.filter(pk__in=sentences):
        citation.sentence = clean_lines(sentences[citation.pk])
        citation.save(update_fields=("sentence",))


def issue(*, instrument: LegalInstrument) -> None:
    """From now on the document is public, and stands as it is."""
    instrument.is_draft = False
    instrument.save(update_fields=("is_draft",))


@transaction.atomic
def discard(*, instrument: LegalInstrument) -> None:
    """Throw a draft away. Raises Closed."""
    check_draft(instrument)
    instrument.citations.all().delete()
    instrument.delete()
