"""What the database holds a campaign to, and the demo's clock."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import override
from pytest_django import Settings

from ketnghia.campaigns import clock
from ketnghia.campaigns.models import Campaign, ClockShift, Programme
from ketnghia.campaigns.spoken import moment_text, weekday_name
from ketnghia.reportforms.content.loading import load_content

pytestmark = pytest.mark.django_db
CONTENT = Path(__file__).parents[3] / "content" / "quang-nam-2020-2025"
TONIGHT = datetime(2021, 11, 24, 14, 0, tzinfo=UTC)


@pytest.fixture
def campaign() -> Campaign:
    load_content(CONTENT, datetime(2021, 10, 15, tzinfo=UTC))
    return Campaign.objects.get(year=2021)


def test_a_window_cannot_close_before_it_opens(campaign: Campaign) -> None:
    with pytest.raises(IntegrityError, match="campaigns_campaign_window"), transaction.atomic():
        Campaign.objects.update(window_closes_at=F("window_opens_at"))


def test_a_data_period_cannot_end_before_it_starts(campaign: Campaign) -> None:
    with pytest.raises(IntegrityError, match="campaigns_campaign_period"), transaction.atomic():
        Campaign.objects.update(period_to=F("period_from") - timedelta(days=1))


def test_a_programme_has_one_campaign_a_year(campaign: Campaign) -> None:
    campaign.pk = None
    with pytest.raises(IntegrityError, match="campaigns_campaign_year"), transaction.atomic():
        campaign.save(force_insert=True)


def test_a_programme_s_years_stand_in_order(campaign: Campaign) -> None:
    with pytest.raises(IntegrityError, match="campaigns_programme_years"), transaction.atomic():
        Programme.objects.update(last_year=2019)


def test_moving_the_window_by_plain_update_leaves_a_trace(campaign: Campaign) -> None:
    events = apps.get_model("campaigns", "CampaignEvent").objects.filter(pgh_obj_id=campaign.pk)
    before = events.count()
    Campaign.objects.filter(pk=campaign.pk).update(window_closes_at=TONIGHT)
    assert events.count() == before + 1


def test_the_clock_is_the_real_one_outside_the_demo(settings: Settings) -> None:
    settings.DEMO = False
    clock.set_clock(moment=TONIGHT)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_demo_s_clock_runs_on_from_where_it_was_set(settings: Settings) -> None:
    settings.DEMO = True
    clock.set_clock(moment=TONIGHT)
    assert timedelta() <= clock.now() - TONIGHT + timedelta(seconds=1) < timedelta(minutes=1)
    assert ClockShift.objects.count() == 1


def test_the_demo_s_clock_can_be_set_back_to_the_real_time(settings: Settings) -> None:
    settings.DEMO = True
    clock.set_clock(moment=TONIGHT)
    clock.set_clock(moment=None)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_there_is_one_clock() -> None:
    with pytest.raises(IntegrityError, match="campaigns_clock_shift_one_row"), transaction.atomic():
        ClockShift.objects.create(pk=2, seconds=1)


@pytest.mark.parametrize(
    ("language", "names"),
    [("vi", ["Thứ Ba", "Thứ Bảy", "Chủ nhật"]), ("en", ["Tuesday", "Saturday", "Sunday"])],
)
def test_a_day_is_named_in_the_language_of_the_screen(language: str, names: list[str]) -> None:
    with override(language):
        assert [weekday_name(date(2022, 11, day)) for day in (1, 26, 27)] == names


@pytest.mark.parametrize(
    ("language", "text"), [("vi", "21:00:00 ngày 24/11/2021"), ("en", "21:00:00, 24/11/2021")]
)
def test_a_moment_is_told_in_the_language_of_the_screen(language: str, text: str) -> None:
    with override(language):
        assert moment_text(TONIGHT) == text
