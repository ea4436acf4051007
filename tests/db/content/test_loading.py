"""Loading the content folder into the database."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from ketnghia.campaigns.models import Campaign, CatalogueItem, Programme
from ketnghia.kernel.dates import TZ
from ketnghia.legal.models import Citation, LegalInstrument
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.content import ContentRefusedError, read_definitions
from ketnghia.reportforms.content.loading import load_content
from ketnghia.reportforms.duties import duties_of
from ketnghia.reportforms.models import CampaignForm, FormVersion, ReportForm
from ketnghia.twinning.models import Assignment
from ketnghia.twinning.states import AssignmentPart

pytestmark = pytest.mark.django_db
CONTENT = Path(__file__).parents[3] / "content" / "quang-nam-2020-2025"
NOW = datetime(2021, 10, 15, 2, 0, tzinfo=UTC)
FORM = "forms/bieu-1.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "content"
    shutil.copytree(CONTENT, target, ignore=shutil.ignore_patterns("organisations", "demo"))
    return target


def _change(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")


def test_loading_writes_law_lists_forms_and_the_campaign() -> None:
    result = load_content(CONTENT, NOW)
    assert result.published == ("bao-cao-xa/1", "bieu-1/1", "bieu-2/1")
    campaign = Campaign.objects.get(year=2021)
    assert campaign.window_opens_at == datetime(2021, 11, 1, tzinfo=TZ)
    assert campaign.window_closes_at == datetime(2021, 12, 1, tzinfo=TZ)
    assert "không triển khai" in campaign.lateness_citation.sentence
    assert len(campaign.declaration) == 10
    assert CatalogueItem.objects.filter(catalogue="areas").count() == 4
    assert CatalogueItem.objects.get(code="nha_moi").unit == "nhà"
    assert CatalogueItem.objects.get(catalogue="indicators", code="people").unit == "người"
    assert CatalogueItem.objects.get(catalogue="indicators", code="quantity").unit == ""
    assert LegalInstrument.objects.get(code="cv-bdt-2021").number == ""
    assert CampaignForm.objects.filter(campaign=campaign).count() == 3


def test_a_stored_version_is_the_definition_of_the_folder() -> None:
    load_content(CONTENT, NOW)
    for code, definition in read_definitions(CONTENT).items():
        version = FormVersion.objects.get(form__code=code)
        assert version.sha256 == definition.sha256
        assert version.definition == definition.to_dict()
        assert version.published_at == NOW


def test_a_second_load_writes_nothing() -> None:
    load_content(CONTENT, NOW)
    again = load_content(CONTENT, datetime(2021, 12, 1, tzinfo=UTC))
    assert again.written == 0
    assert again.published == ()
    assert FormVersion.objects.count() == 3


def test_a_form_changed_under_the_same_number_is_refused_and_nothing_is_written(folder: Path) -> None:
    load_content(folder, NOW)
    _change(folder / FORM, 'label = "Ngày ký"', 'label = "Ngày hai bên ký"')
    _change(folder / "programme.toml", 'province_name = "Quảng Nam"', 'province_name = "Đà Nẵng"')
    with pytest.raises(ContentRefusedError) as refused:
        load_content(folder, NOW)
    assert [(one.file, one.line) for one in refused.value.problems] == [(FORM, 5)]
    assert "Nâng “number” lên 2" in refused.value.problems[0].message
    assert Programme.objects.get().province_name == "Quảng Nam"


def test_a_changed_form_with_a_new_number_becomes_a_new_version_of_the_campaign(folder: Path) -> None:
    load_content(folder, NOW)
    _change(folder / FORM, 'label = "Ngày ký"', 'label = "Ngày hai bên ký"')
    _change(folder / FORM, "number = 1", "number = 2")
    _change(folder / "campaigns/2021.toml", 'code = "bieu-1"\nnumber = 1', 'code = "bieu-1"\nnumber = 2')
    assert load_content(folder, NOW).published == ("bieu-1/2",)
    versions = FormVersion.objects.filter(form__code="bieu-1")
    assert sorted(versions.values_list("number", flat=True)) == [1, 2]
    used = CampaignForm.objects.get(form_version__form__code="bieu-1")
    assert used.form_version.number == 2


def test_a_second_programme_is_refused_since_a_year_alone_names_a_campaign(folder: Path) -> None:
    load_content(CONTENT, NOW)
    _change(folder / "programme.toml", 'code = "quang-nam-2020-2025"', 'code = "tinh-khac-2020-2025"')
    with pytest.raises(ContentRefusedError, match="quang-nam-2020-2025"):
        load_content(folder, NOW)
    assert Programme.objects.count() == 1


def test_a_campaign_keeps_the_version_it_names_when_the_form_gets_a_newer_one(folder: Path) -> None:
    newer = folder / "forms" / "bieu-1-2.toml"
    newer.write_text((folder / "forms" / "bieu-1.toml").read_text(encoding="utf-8"), encoding="utf-8")
    _change(newer, "number = 1", "number = 2")
    load_content(folder, NOW)
    used = CampaignForm.objects.get(form_version__form__code="bieu-1")
    assert used.form_version.number == 1
    assert FormVersion.objects.filter(form__code="bieu-1").count() == 2


def test_a_folder_with_mistakes_is_not_loaded(folder: Path) -> None:
    _change(folder / "catalogue.toml", 'code = "hoc_bong"', 'code = "nha_moi"')
    with pytest.raises(ContentRefusedError):
        load_content(folder, NOW)
    assert not LegalInstrument.objects.exists()


def test_a_line_taken_off_a_list_is_gone_and_a_corrected_sentence_is_corrected(folder: Path) -> None:
    load_content(folder, NOW)
    text = (folder / "catalogue.toml").read_text("utf-8")
    kept = [line for line in text.split("\n") if 'code = "viec_lam"' not in line]
    (folder / "catalogue.toml").write_text("\n".join(kept), "utf-8")
    _change(folder / "instruments.toml", "Tính từ 01/01/2021 ước", "Tính từ ngày 01/01/2021 ước")
    for form in ("bieu-1", "bao-cao-xa"):
        _change(folder / f"forms/{form}.toml", "number = 1", "number = 2")
        pair = f'code = "{form}"\nnumber = '
        _change(folder / "campaigns/2021.toml", f"{pair}1", f"{pair}2")
    load_content(folder, NOW)
    assert not CatalogueItem.objects.filter(code="viec_lam").exists()
    assert Citation.objects.get(code="ky-so-lieu").sentence.startswith("Tính từ ngày")


def _organisation(code: str, kind: OrganisationKind) -> Organisation:
    return Organisation.objects.create(
        code=code, name=code, short_name=code, kind=kind, validity=DateRange(date(2020, 1, 1), None)
    )


def test_who_must_report_follows_kind_and_assignment() -> None:
    result = load_content(CONTENT, NOW)
    department = _organisation("so-a", OrganisationKind.PROVINCIAL_AGENCY)
    _organisation("so-b", OrganisationKind.PROVINCIAL_AGENCY)
    business = _organisation("dn-a", OrganisationKind.ENTERPRISE)
    front = _organisation("mat-tran", OrganisationKind.MASS_ORGANISATION)
    district = _organisation("huyen-a", OrganisationKind.MOUNTAIN_DISTRICT)
    commune = _organisation("xa-a", OrganisationKind.MOUNTAIN_COMMUNE)
    late = _organisation("dn-b", OrganisationKind.ENTERPRISE)
    decision = LegalInstrument.objects.get(code="qd-1143-2020")
    day = date(2021, 12, 31)
    spans = [(department, date(2020, 4, 21)), (front, day), (business, day), (late, date(2022, 1, 1))]
    for donor, first in spans:
        Assignment.objects.create(
            donor=donor,
            recipient=commune,
            part=AssignmentPart.LEAD,
            validity=DateRange(first, None),
            instrument=decision,
        )
    campaign_id = result.campaign_ids[0]
    sentences = dict(Citation.objects.values_list("pk", "code"))
    forms = dict(ReportForm.objects.values_list("pk", "code"))
    duties = {
        (forms[duty.form_id], duty.organisation_id, duty.obligation, sentences[duty.citation_id])
        for duty in duties_of(campaign_id)
    }
    assert duties == {
        ("bieu-1", department.pk, "MUST", "phai-bao-cao"),
        ("bieu-1", business.pk, "ENCOURAGED", "khuyen-khich-bao-cao"),
        ("bieu-1", front.pk, "ENCOURAGED", "khuyen-khich-bao-cao"),
        ("bao-cao-xa", commune.pk, "MUST", "xa-bao-cao"),
        ("bieu-2", district.pk, "MUST", "bieu-so-2"),
    }
