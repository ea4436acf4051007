"""Which campaigns there are."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketnghia.campaigns.queries import campaign_in, programme_and_years, years
from ketnghia.reportforms.content.loading import load_content

pytestmark = pytest.mark.django_db
CONTENT = Path(__file__).parents[3] / "content" / "quang-nam-2020-2025"


def test_before_anything_is_loaded_there_is_nothing() -> None:
    assert (years(), campaign_in(2021), programme_and_years()) == ([], None, ("", []))


def test_a_campaign_comes_with_the_sentences_of_its_window() -> None:
    load_content(CONTENT, datetime(2021, 10, 15, tzinfo=UTC))
    assert years() == [2021]
    name, known = programme_and_years()
    assert name.startswith("Kết nghĩa")
    assert known == [2021]
    campaign = campaign_in(2021)
    assert campaign is not None
    assert campaign.window_citation.reference == "cv-bdt-2021#thoi-gian-mo-nhap"
