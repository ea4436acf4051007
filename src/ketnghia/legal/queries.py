"""Reads of legal instruments. They are public: no viewer is asked for."""

from django.db.models import F, Prefetch
from django.utils.translation import gettext as _

from ketnghia.kernel.refusals import Invisible
from ketnghia.kernel.text import fold
from ketnghia.legal.models import Citation, LegalInstrument


def list_instruments() -> list[LegalInstrument]:
    """Every instrument that was issued, newest first; those without a date last."""
    issued = LegalInstrument.objects.filter(is_draft=False)
    return list(issued.order_by(F("issued_on").desc(nulls_last=True), "code"))


def search_instruments(text: str, *, limit: int = 20) -> list[LegalInstrument]:
    """Instruments whose number, title or abstract contains the text, without marks.

    Read whole and compared here: a programme rests on a dozen instruments, not on thousands.
    """
    wanted = fold(text)
    if not wanted:
        return []
    found = [each for each in list_instruments() if wanted in _searched(each)]
    return found[:limit]


def _searched(instrument: LegalInstrument) -> str:
    return "|".join(map(fold, (instrument.number, instrument.title, instrument.abstract)))


def get_instrument(code: str) -> LegalInstrument:
    """One instrument with its citations in ``citations.all()``. Raises ``Invisible``."""
    cited = Prefetch("citations", Citation.objects.order_by("id"))
    issued = LegalInstrument.objects.filter(is_draft=False)
    found = issued.prefetch_related(cited).filter(code=code).first()
    if found is None:
        raise Invisible("NO_INSTRUMENT", _("Không có văn bản này."))
    return found
