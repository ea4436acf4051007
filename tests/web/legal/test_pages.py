"""The pages of the legal instruments."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from ketnghia.legal.models import Citation
from tests.db.units import decision

pytestmark = pytest.mark.django_db


def test_anybody_may_read_which_instruments_the_programme_rests_on(client: Client) -> None:
    decision()
    page = client.get(reverse("instruments")).content.decode()
    assert "1143/QĐ-UBND" in page
    assert "chưa đối chiếu bản gốc" in page


def test_an_instrument_shows_the_sentences_relied_on(client: Client) -> None:
    Citation.objects.create(instrument=decision(), code="cau-1", sentence="Phân công 89 đơn vị.")
    page = client.get(reverse("instrument", args=[decision().code])).content.decode()
    assert "Phân công 89 đơn vị." in page
    assert 'id="cau-1"' in page
    assert "21/04/2020" in page


def test_an_instrument_compared_with_its_original_bears_no_badge(client: Client) -> None:
    instrument = decision()
    instrument.verified = True
    instrument.save()
    page = client.get(reverse("instrument", args=[instrument.code])).content.decode()
    assert "chưa đối chiếu bản gốc" not in page


def test_an_instrument_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get(reverse("instrument", args=["khong-co"])).status_code == HTTPStatus.NOT_FOUND
