"""More time: who gives it, to whom, until when; what it opens, who is told, and that it is never lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import Campaign, ExtendedUnit, Extension
from ketnghia.kernel.refusals import Changed, Closed, Invisible, NotAllowed, Refusal
from ketnghia.notices.models import Notice
from ketnghia.reports import extending, extensions, queries
from ketnghia.reports.models import Report
from ketnghia.reports.offers import offers
from ketnghia.reports.states import Action, State
from tests.world import LAST_SECOND, OPEN, SHUT, World, act

STORM = "Bão số 9, mất điện ba ngày."
DOCUMENT = "712/BDT-CSTT, 29/11/2021"
FIFTH = date(2021, 12, 5)
AFTER_THE_FIFTH = SHUT + timedelta(days=5)
LINK = "/viec-can-lam/?nam=2021"


def grant(world: World, *units: Any, viewer: Viewer | None = None, **changed: Any) -> list[Extension]:
    """More time for units until the end of 05/12, or as changed."""
    wanted: dict[str, Any] = {
        "viewer": viewer or world.board.coordinator,
        "year": 2021,
        "unit_ids": [unit.id for unit in units],
        "district_id": None,
        "last_day": FIFTH,
        "reason": STORM,
        "document": DOCUMENT,
        "link": LINK,
        "now": OPEN,
    }
    return extending.grant(**wanted | changed)


def _withdraw(
    world: World, extension: Extension, reason: str = "Ghi nhầm đơn vị.", year: int = 2021
) -> Extension:
    return extending.withdraw(
        viewer=world.board.coordinator,
        year=year,
        extension_id=extension.pk,
        reason=reason,
        link=LINK,
        now=OPEN,
    )


def test_a_unit_with_more_time_begins_and_sends_until_the_last_second_of_the_day(world: World) -> None:
    grant(world, world.business)
    assert world.begun(world.business, now=SHUT).state == State.DRAFT
    report = world.drafted(world.business)
    last = AFTER_THE_FIFTH - timedelta(seconds=1)
    assert act(world.business.reporter, report, Action.SUBMIT, now=last).state == State.SUBMITTED


def test_the_next_second_is_too_late_and_the_refusal_names_the_new_day(world: World) -> None:
    grant(world, world.business)
    report = world.drafted(world.business)
    with pytest.raises(Closed, match="05/12/2021") as refused:
        act(world.business.reporter, report, Action.SUBMIT, now=AFTER_THE_FIFTH)
    assert refused.value.since == AFTER_THE_FIFTH


def test_the_others_get_nothing_of_it(world: World) -> None:
    grant(world, world.business)
    with pytest.raises(Closed):
        world.begun(world.department, now=SHUT)


def test_a_whole_district_covers_itself_and_every_commune_that_reports(world: World) -> None:
    (given,) = grant(world, district_id=world.district.id)
    covered = set(ExtendedUnit.objects.filter(extension=given).values_list("organisation_id", flat=True))
    assert {world.district.id, world.commune1.id, world.commune2.id} <= covered
    assert not covered & {world.department.id, world.business.id, world.city.id}
    assert given.whole_district
    assert world.begun(world.commune1, now=SHUT).state == State.DRAFT


def test_a_unit_of_the_district_chosen_besides_is_covered_once(world: World) -> None:
    given = grant(world, world.commune1, world.business, district_id=world.district.id)
    assert {each.organisation_id for each in given} == {world.district.id, world.business.id}


def test_of_two_extensions_the_later_day_counts_and_one_taken_back_does_not(world: World) -> None:
    grant(world, world.business)
    (longer,) = grant(world, world.business, last_day=date(2021, 12, 10))
    duty = queries.own_duty(world.business.reporter, form_code="bieu-1", year=2021)
    assert queries.entry_window(duty).last_day == date(2021, 12, 10)
    _withdraw(world, longer)
    assert queries.entry_window(duty).last_day == FIFTH


def test_what_was_taken_back_stays_beside_the_report_with_its_reason(world: World) -> None:
    (given,) = grant(world, world.business)
    _withdraw(world, given)
    report = world.drafted(world.business)
    (beside,) = extensions.extensions_beside(report.campaign_id, report.organisation_id, now=OPEN)
    assert (beside.document, beside.reason, beside.last_day) == (DOCUMENT, STORM, FIFTH)
    assert (beside.withdrawn_at, beside.withdrawn_reason) == (OPEN, "Ghi nhầm đơn vị.")
    assert not beside.is_running


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM campaigns_extension",
        "UPDATE campaigns_extension SET until = until + interval '90 days'",
        "UPDATE campaigns_extension SET reason = 'Khác'",
        "DELETE FROM campaigns_extendedunit",
    ],
)
def test_the_database_keeps_an_extension_as_it_was_given(world: World, change: str) -> None:
    grant(world, world.business)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_it_is_taken_back_once_and_with_a_reason(world: World) -> None:
    (given,) = grant(world, world.business)
    with pytest.raises(Refusal, match="lý do"):
        _withdraw(world, given, " ")
    _withdraw(world, given)
    with pytest.raises(Changed):
        _withdraw(world, given)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"last_day": date(2021, 11, 30)}, "EXTENSION_GIVES_NOTHING"),
        ({"last_day": FIFTH, "now": AFTER_THE_FIFTH}, "EXTENSION_PAST"),
        ({"last_day": date(2031, 12, 5)}, "EXTENSION_TOO_FAR"),
        ({"reason": "  "}, "REASON_MISSING"),
        ({"reason": "a" * 2001}, "WORDS_TOO_LONG"),
        ({"document": " "}, "DOCUMENT_MISSING"),
        ({"unit_ids": []}, "NOBODY_CHOSEN"),
        ({"unit_ids": [987654]}, "NOBODY_CHOSEN"),
        ({"unit_ids": [], "district_id": 987654}, "NOBODY_CHOSEN"),
        ({"year": 1999}, "NO_PAGE"),
    ],
)
def test_what_gives_nothing_or_says_nothing_is_refused(
    world: World, changed: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        grant(world, world.business, **changed)
    assert refused.value.code == code
    assert not Extension.objects.exists()


def test_who_owes_no_report_needs_no_time(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        grant(world, world.outsider)
    assert refused.value.code == "NOBODY_CHOSEN"


def test_a_second_click_gives_nothing_more(world: World) -> None:
    grant(world, world.business)
    with pytest.raises(Changed, match="Công ty Trường Sơn"):
        grant(world, world.business)
    assert Extension.objects.count() == 1


def test_two_clicks_at_once_come_one_after_the_other(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        grant(world, world.business)
    said = [each["sql"] for each in asked]
    held = next(n for n, sql in enumerate(said) if '"campaigns_campaign"' in sql and "FOR UPDATE" in sql)
    looked = next(n for n, sql in enumerate(said) if 'FROM "campaigns_extension"' in sql)
    assert held < looked


def test_only_the_board_gives_and_takes_back(world: World) -> None:
    (given,) = grant(world, world.commune1)
    with pytest.raises(NotAllowed, match="Ban Dân tộc"):
        grant(world, world.commune2, viewer=world.district.coordinator)
    with pytest.raises(NotAllowed):
        extending.withdraw(
            viewer=world.district.coordinator,
            year=2021,
            extension_id=given.pk,
            reason="x",
            link=LINK,
            now=OPEN,
        )


def test_an_extension_is_taken_back_in_its_own_year_only(world: World) -> None:
    (given,) = grant(world, world.business)
    with pytest.raises(Invisible) as refused:
        _withdraw(world, given, year=2022)
    assert refused.value.code == "NO_EXTENSION"
    assert Extension.objects.get().withdrawn_at is None


def test_everybody_of_the_units_is_told_once_when_it_is_given_and_when_it_is_taken_back(
    world: World,
) -> None:
    given = grant(world, world.department, world.business)
    told = [world.department.reporter, world.department.reviewer, world.business.reporter]
    assert sorted(Notice.objects.values_list("recipient_id", flat=True)) == sorted(v.user_id for v in told)
    notice = Notice.objects.latest("pk")
    assert notice.link == LINK
    for part in ("05/12/2021", DOCUMENT, STORM):
        assert part in notice.subject + notice.text
    _withdraw(world, next(each for each in given if each.organisation_id == world.business.id))
    assert Notice.objects.filter(recipient_id=world.business.reporter.user_id).count() == 2
    assert Notice.objects.filter(recipient_id=world.department.reporter.user_id).count() == 1


def test_each_sees_the_extensions_that_concern_it(world: World) -> None:
    grant(world, world.department)
    grant(world, world.commune1)

    def seen(viewer: Viewer) -> list[str]:
        campaign = extensions.campaign_for(viewer, 2021)
        return [each.organisation for each in extensions.extensions_of(viewer, campaign, now=OPEN)]

    both = [world.commune1.name, world.department.name]
    assert seen(world.board.coordinator) == seen(world.province.observer) == both
    assert seen(world.district.coordinator) == [world.commune1.name]
    for other in (world.department.reporter, world.commune1.reporter, world.outsider.reporter):
        with pytest.raises(Invisible):
            extensions.campaign_for(other, 2021)


def test_the_board_s_choice_of_units_and_districts(world: World) -> None:
    campaign = Campaign.objects.get(year=2021)
    assert extensions.candidates(campaign.pk, "truong son") == [(world.business.id, world.business.name)]
    assert extensions.candidates(campaign.pk, " ") == []
    assert world.district.id in dict(extensions.districts_with_duties(campaign))
    assert world.commune1.id in extensions.units_of_district(campaign, world.district.id)


def test_while_the_campaign_s_window_is_open_nobody_asks_for_extensions(world: World) -> None:
    grant(world, world.business)
    report = world.drafted(world.business)
    with CaptureQueriesContext(connection) as asked:
        act(world.business.reporter, report, Action.SUBMIT, now=LAST_SECOND)
    assert not [each for each in asked.captured_queries if "campaigns_extension" in each["sql"]]


def test_a_recall_stays_open_as_long_as_the_extension_runs(world: World) -> None:
    grant(world, world.business)
    report = world.brought_to(world.business, State.SUBMITTED)
    assert Action.RECALL in {each.action for each in offers(world.business.reporter, report, SHUT).steps}
    taken = act(world.business.reporter, report, Action.RECALL, now=SHUT)
    assert taken.state == State.DRAFT
    assert Report.objects.get().current_revision is not None
