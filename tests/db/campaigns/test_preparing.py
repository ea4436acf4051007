"""A campaign is copied, changed part by part by whoever saw it last, and nobody else hears of it."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ketnghia.campaigns import models, operations, policies, queries
from ketnghia.campaigns.dates import CampaignDates
from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.operations import Dispatch
from ketnghia.campaigns.states import CampaignStatus
from ketnghia.cli.content import DEFAULT
from ketnghia.kernel.refusals import Changed, Closed, Incomplete, Invisible, NotAllowed
from ketnghia.legal.models import Citation, LegalInstrument
from ketnghia.legal.queries import get_instrument, list_instruments
from ketnghia.reportforms import queries as forms
from ketnghia.reportforms.content import ContentRefusedError
from ketnghia.reportforms.content.loading import load_content
from ketnghia.reportforms.duties import duties_of
from ketnghia.reportforms.models import CampaignForm, DutyRule, FormVersion
from ketnghia.reportforms.operations import copy_campaign, discard_campaign, save_forms, save_rules
from tests.db.campaigns.preparing import EARLY, NEXT, next_year, opened
from tests.world import World

DAYS = CampaignDates(date(2022, 11, 1), date(2022, 12, 15), date(2022, 1, 1), date(2022, 12, 31))


def events(campaign: Campaign) -> list[Any]:
    """What the triggers kept of a campaign, each with its context."""
    kept: Any = vars(models)["CampaignEvent"]
    return list(kept.objects.filter(pgh_obj_id=campaign.pk).select_related("pgh_context").order_by("pgh_id"))


def test_the_copy_says_the_new_year_everywhere(world: World) -> None:
    copied = next_year(world)
    assert copied.status == CampaignStatus.PREPARING
    assert copied.name == "Báo cáo kết quả công tác kết nghĩa năm 2022"
    assert (copied.window.first_day, copied.window.last_day) == (date(2022, 11, 1), date(2022, 11, 30))
    assert (copied.period_from, copied.period_to) == (date(2022, 1, 1), date(2022, 12, 31))
    assert copied.window_citation.sentence == "Từ ngày 01/11/2022 đến 30/11/2022."
    assert copied.period_citation is not None
    assert copied.period_citation.sentence == "Tính từ 01/01/2022 ước đến 31/12/2022."
    assert not any("2021" in each["text"] for each in copied.declaration)
    assert copied.copied_from is not None
    assert copied.copied_from.year == 2021


def test_the_copy_rests_on_a_draft_of_its_own_that_nobody_has_verified(world: World) -> None:
    instrument = next_year(world).instrument
    assert (instrument.code, instrument.number, instrument.issued_on) == ("cv-bdt-2022", "", None)
    assert instrument.is_draft
    assert not instrument.verified
    assert instrument not in list_instruments()
    with pytest.raises(Invisible):
        get_instrument(instrument.code)


def test_the_copy_asks_the_same_of_the_same_units_in_the_newest_version(world: World) -> None:
    before = FormVersion.objects.get(form__code="bieu-1")
    newer = FormVersion.objects.create(
        form=before.form,
        number=before.number + 1,
        definition=before.definition,
        sha256=before.sha256,
        published_at=EARLY,
    )
    copied = next_year(world)
    used = {each.form_version.form.code: each for each in forms.forms_of(copied.pk)}
    assert sorted(used) == ["bao-cao-xa", "bieu-1", "bieu-2"]
    assert used["bieu-1"].form_version == newer
    assert {each.citation.instrument_id for each in used.values()} == {copied.instrument_id}
    old = {
        (each.form_id, each.organisation_id, each.obligation)
        for each in duties_of(copied.copied_from_id or 0)
    }
    new = {(each.form_id, each.organisation_id, each.obligation) for each in duties_of(copied.pk)}
    assert old == new


def test_a_sentence_of_another_document_is_quoted_as_it_stands(world: World) -> None:
    plan = Citation.objects.get(instrument__code="qd-1143-2020")
    CampaignForm.objects.filter(form_version__form__code="bieu-1").update(citation=plan)
    DutyRule.objects.filter(form__code="bieu-1").update(citation=plan)
    copied = next_year(world)
    assert CampaignForm.objects.get(campaign=copied, form_version__form__code="bieu-1").citation == plan
    assert {rule.citation for rule in copied.duty_rules.filter(form__code="bieu-1")} == {plan}


def test_a_campaign_without_a_sentence_on_its_period_is_copied_without_one(world: World) -> None:
    Campaign.objects.update(period_citation=None)
    copied = next_year(world)
    assert copied.period_citation is None
    operations.save_dispatch(
        viewer=world.board.coordinator,
        year=NEXT,
        version=copied.version,
        dispatch=Dispatch("", None, "Ban Dân tộc", "Công văn"),
        sentences={},
        period_sentence="Cả năm 2022.",
        added="Một câu nữa.",
        now=EARLY,
    )
    saved = Campaign.objects.get(pk=copied.pk)
    assert saved.period_citation is not None
    assert saved.period_citation.sentence == "Cả năm 2022."
    assert saved.instrument.citations.filter(sentence="Một câu nữa.").exists()


@pytest.mark.parametrize(
    ("year", "code"), [(2019, "YEAR_OUTSIDE"), (2026, "YEAR_OUTSIDE"), (2021, "YEAR_TAKEN")]
)
def test_a_year_has_one_campaign_and_lies_in_the_programme(world: World, year: int, code: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        copy_campaign(viewer=world.board.coordinator, from_year=2021, year=year, now=EARLY)
    assert refused.value.code == code


def test_the_years_still_free_begin_with_the_next(world: World) -> None:
    campaigns = queries.all_campaigns(world.board.coordinator)
    assert queries.free_years(campaigns) == [2022, 2023, 2024, 2025, 2020]
    assert queries.free_years([]) == []


@pytest.mark.parametrize("name", ["department", "district", "commune1", "province"])
def test_for_everybody_else_there_is_nothing_to_prepare(world: World, name: str) -> None:
    campaign = next_year(world)
    unit = getattr(world, name)
    viewer = unit.observer if name == "province" else unit.writer
    assert not policies.may_prepare(viewer)
    keys: dict[str, Any] = {"viewer": viewer, "year": NEXT, "version": campaign.version, "now": EARLY}
    attempts = (
        lambda: queries.all_campaigns(viewer),
        lambda: queries.any_campaign(viewer, NEXT),
        lambda: copy_campaign(viewer=viewer, from_year=2021, year=2023, now=EARLY),
        lambda: operations.save_dates(**keys, dates=DAYS),
        lambda: save_forms(**keys, chosen={}),
        lambda: save_rules(**keys, cells=[]),
        lambda: discard_campaign(**keys),
    )
    for attempt in attempts:
        with pytest.raises(Invisible):
            attempt()


def test_nobody_hears_of_a_campaign_being_prepared(world: World) -> None:
    next_year(world)
    assert queries.years() == [2021]
    assert queries.campaign_in(NEXT) is None
    campaign, _forms = forms.forms_in_use()
    assert campaign is not None
    assert campaign.year == 2021


def test_a_year_without_a_campaign_is_not_there(world: World) -> None:
    with pytest.raises(Invisible):
        queries.any_campaign(world.board.coordinator, 2023)
    with pytest.raises(Invisible):
        operations.find(world.board.coordinator, 2023)


def test_dates_are_kept_and_their_change_is_logged_with_who_made_it(world: World) -> None:
    campaign = next_year(world)
    viewer = world.board.coordinator
    operations.save_dates(viewer=viewer, year=NEXT, version=0, dates=DAYS, now=EARLY)
    campaign.refresh_from_db()
    assert campaign.window.last_day == date(2022, 12, 15)
    assert campaign.version == 1
    context = events(campaign)[-1].pgh_context.metadata
    assert (context["operation"], context["actor"]) == ("save_campaign_dates", viewer.user_id)


@pytest.mark.parametrize(
    ("days", "path"),
    [
        (CampaignDates(date(2022, 11, 2), date(2022, 11, 1), DAYS.period_from, DAYS.period_to), "last_day"),
        (CampaignDates(DAYS.first_day, DAYS.last_day, date(2022, 2, 1), date(2022, 1, 1)), "period_to"),
        (CampaignDates(DAYS.first_day, DAYS.last_day, date(2021, 1, 1), date(2021, 12, 31)), "period_from"),
    ],
)
def test_days_that_cannot_be_are_told_one_by_one(world: World, days: CampaignDates, path: str) -> None:
    next_year(world)
    with pytest.raises(Incomplete) as refused:
        operations.save_dates(viewer=world.board.coordinator, year=NEXT, version=0, dates=days, now=EARLY)
    assert [each.path for each in refused.value.findings] == [path]


def test_two_coordinators_do_not_write_over_each_other(world: World) -> None:
    next_year(world)
    keys: dict[str, Any] = {"viewer": world.board.coordinator, "year": NEXT, "version": 0, "now": EARLY}
    operations.save_dates(**keys, dates=DAYS)
    with pytest.raises(Changed):
        operations.save_dates(**keys, dates=DAYS)
    with pytest.raises(Changed):
        operations.save_words(**keys, name="Tên khác", help_text="", declaration={})


def test_the_sentences_of_the_draft_are_written_anew(world: World) -> None:
    campaign = next_year(world)
    cited = campaign.window_citation_id
    operations.save_dispatch(
        viewer=world.board.coordinator,
        year=NEXT,
        version=0,
        dispatch=Dispatch(" 512/BDT-CS ", date(2022, 10, 1), "Ban Dân tộc", "Công văn mới"),
        sentences={cited: "Từ ngày 01/11/2022 đến hết ngày 15/12/2022."},
        now=EARLY,
    )
    instrument = LegalInstrument.objects.get(pk=campaign.instrument_id)
    assert (instrument.number, instrument.issued_on) == ("512/BDT-CS", date(2022, 10, 1))
    assert Citation.objects.get(pk=cited).sentence == "Từ ngày 01/11/2022 đến hết ngày 15/12/2022."


def test_words_change_also_once_the_campaign_is_open_and_nothing_else_does(world: World) -> None:
    opened(world)
    campaign = Campaign.objects.get(year=NEXT)
    keys: dict[str, Any] = {
        "viewer": world.board.coordinator,
        "year": NEXT,
        "version": campaign.version,
        "now": EARLY,
    }
    operations.save_words(**keys, name="Tên mới", help_text="Gọi Ban.", declaration={"ten": "Tên khác"})
    keys["version"] += 1
    campaign.refresh_from_db()
    assert (campaign.name, campaign.help_text, campaign.declaration[0]["text"]) == (
        "Tên mới",
        "Gọi Ban.",
        "Tên khác",
    )
    for attempt in (
        lambda: operations.save_dates(**keys, dates=DAYS),
        lambda: save_forms(**keys, chosen={}),
        lambda: save_rules(**keys, cells=[]),
        lambda: discard_campaign(**keys),
    ):
        with pytest.raises(Closed) as refused:
            attempt()
        assert refused.value.since == EARLY
        assert "Người của ban.dieu-hanh" in refused.value.rule
        assert "512/BDT-CS" in refused.value.rule


def test_a_campaign_that_was_loaded_names_its_document(world: World) -> None:
    campaign = operations.find(world.board.coordinator, 2021)
    with pytest.raises(Closed, match="đã mở"):
        policies.check_preparing(campaign)
    assert campaign.instrument.title in policies.opened_words(campaign)


def test_a_campaign_copied_from_one_thrown_away_is_weighed_against_the_one_before_it(world: World) -> None:
    thrown_away = next_year(world)
    viewer = world.board.coordinator
    later = copy_campaign(viewer=viewer, from_year=NEXT, year=NEXT + 1, now=EARLY)
    discard_campaign(viewer=viewer, year=NEXT, version=thrown_away.version, now=EARLY)
    left = Campaign.objects.select_related("copied_from").get(pk=later.pk)
    assert left.copied_from is not None
    assert left.copied_from.year == 2021


def test_a_prepared_campaign_can_be_thrown_away_and_begun_anew(world: World) -> None:
    before = (Citation.objects.count(), LegalInstrument.objects.count(), DutyRule.objects.count())
    campaign = next_year(world)
    discard_campaign(viewer=world.board.coordinator, year=NEXT, version=campaign.version, now=EARLY)
    assert (Citation.objects.count(), LegalInstrument.objects.count(), DutyRule.objects.count()) == before
    assert next_year(world).instrument.code == "cv-bdt-2022"


def test_a_campaign_made_on_screen_is_not_overwritten_by_a_file(world: World, tmp_path: Path) -> None:
    next_year(world)
    folder = tmp_path / "content"
    shutil.copytree(DEFAULT, folder)
    told = (folder / "campaigns" / "2021.toml").read_text(encoding="utf-8")
    file = told.replace("year = 2021", "year = 2022").replace("day = 2021", "day = 2022")
    (folder / "campaigns" / "2022.toml").write_text(file, encoding="utf-8")
    with pytest.raises(ContentRefusedError, match="đã lập trên phần mềm"):
        load_content(folder, EARLY)


def test_when_it_is_opened_everybody_may_read_the_dispatch(world: World) -> None:
    opened(world, now=datetime(2022, 10, 3, 9, 0, tzinfo=EARLY.tzinfo))
    assert get_instrument("cv-bdt-2022").number == "512/BDT-CS"
    assert queries.years() == [2022, 2021]
