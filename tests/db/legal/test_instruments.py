"""What the database holds legal instruments to."""

import pytest
from django.db import IntegrityError, transaction

from ketnghia.legal.models import Citation, LegalInstrument
from ketnghia.legal.states import InstrumentKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def instrument() -> LegalInstrument:
    return LegalInstrument.objects.create(
        code="qd-1", issuer="UBND", kind=InstrumentKind.DECISION, title="Quyết định", abstract="…", source="…"
    )


def test_a_citation_is_pointed_at_by_both_codes(instrument: LegalInstrument) -> None:
    citation = Citation.objects.create(instrument=instrument, code="cau-1", sentence="Một câu.")
    assert citation.reference == "qd-1#cau-1"


def test_a_citation_code_is_used_once_per_instrument(instrument: LegalInstrument) -> None:
    Citation.objects.create(instrument=instrument, code="cau-1", sentence="Một câu.")
    with pytest.raises(IntegrityError, match="legal_citation_code"), transaction.atomic():
        Citation.objects.create(instrument=instrument, code="cau-1", sentence="Câu khác.")


def test_an_instrument_s_kind_is_one_of_the_known(instrument: LegalInstrument) -> None:
    with pytest.raises(IntegrityError, match="legal_instrument_kind"), transaction.atomic():
        LegalInstrument.objects.update(kind="LETTER")


def test_an_instrument_is_unverified_until_said_otherwise(instrument: LegalInstrument) -> None:
    assert instrument.verified is False
