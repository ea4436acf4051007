"""Which forms are in use."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketnghia.kernel.refusals import Invisible
from ketnghia.reportforms.content import read_definitions
from ketnghia.reportforms.content.loading import load_content
from ketnghia.reportforms.queries import definition_in_use, forms_in_use

pytestmark = pytest.mark.django_db
CONTENT = Path(__file__).parents[3] / "content" / "quang-nam-2020-2025"


def test_before_anything_is_loaded_no_form_is_in_use() -> None:
    assert forms_in_use() == (None, [])
    with pytest.raises(Invisible):
        definition_in_use("bieu-1")


def test_the_forms_of_the_newest_campaign_come_with_the_sentence_that_asks_for_them() -> None:
    load_content(CONTENT, datetime(2021, 10, 15, tzinfo=UTC))
    campaign, used = forms_in_use()
    assert campaign is not None
    cited = {one.form_version.form.code: one.citation.code for one in used}
    assert cited == {"bieu-1": "bieu-so-1", "bao-cao-xa": "xa-bao-cao", "bieu-2": "bieu-so-2"}
    assert definition_in_use("bieu-1") == read_definitions(CONTENT)["bieu-1"]
