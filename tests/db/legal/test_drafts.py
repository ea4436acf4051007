"""Documents being drafted with a campaign, and that issued ones stand as they are."""

from __future__ import annotations

import pytest

from ketnghia.kernel.refusals import Closed
from ketnghia.legal import operations as legal
from ketnghia.legal.models import LegalInstrument
from tests.db.campaigns.preparing import next_year
from tests.world import World


def test_a_code_in_use_gets_a_number(world: World) -> None:
    taken = LegalInstrument.objects.get(code="cv-bdt-2021")
    taken.pk, taken.code = None, "cv-bdt-2022"
    taken.save(force_insert=True)
    assert next_year(world).instrument.code == "cv-bdt-2022-2"
    other = LegalInstrument.objects.get(code="ct-16-2021")
    other.code = "chi-thi"
    made, _moved = legal.draft_after(before=other, sentences=(), year=2021, to=2022, source="")
    assert made.code == "chi-thi-2022"


def test_what_was_issued_is_not_written_any_more(world: World) -> None:
    issued = LegalInstrument.objects.get(code="cv-bdt-2021")
    for attempt in (
        lambda: legal.cite(instrument=issued, code="cau", sentence="Câu."),
        lambda: legal.reword(instrument=issued, sentences={}),
        lambda: legal.discard(instrument=issued),
        lambda: legal.save_draft(instrument=issued, number="1", issued_on=None, issuer="", title=""),
    ):
        with pytest.raises(Closed, match="đã ban hành"):
            attempt()
