"""What opening a campaign means for each unit, and what keeps it from being opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ketnghia.accounts.models import Membership
from ketnghia.accounts.states import Role
from ketnghia.campaigns import operations
from ketnghia.campaigns.dates import CampaignDates
from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.queries import any_campaign
from ketnghia.kernel.dates import TZ
from ketnghia.kernel.refusals import Changed, Closed, Incomplete, Invisible
from ketnghia.legal.models import Citation
from ketnghia.notices.models import Notice, OutgoingMail
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.models import CampaignForm, DutyRule, FormVersion
from ketnghia.reportforms.states import Obligation
from ketnghia.reports import readiness
from ketnghia.reports.consequence_lines import MEMBERS, Group
from ketnghia.reports.consequences import Consequences, weigh
from ketnghia.reports.models import ReportingDuty
from ketnghia.reports.opening import open_campaign
from ketnghia.reports.operations import begin
from ketnghia.reports.previewing import Asked, preview
from ketnghia.twinning.models import Assignment
from ketnghia.twinning.operations import end_assignment
from tests.db.campaigns.preparing import EARLY, NEXT, next_year, numbered, opened
from tests.world import World, again

TODAY = EARLY.date()


def weighed(world: World) -> Consequences:
    viewer = world.board.coordinator
    return weigh(viewer, any_campaign(viewer, NEXT))


def group(world: World, name: Group) -> dict[str, str]:
    """The names of a group's units, with the reason or the assignments told beside them."""
    return {
        line.organisation: line.reason or " ".join(line.ending)
        for line in weighed(world).lines
        if MEMBERS[name](line)
    }


def codes(world: World, today: date = TODAY) -> dict[str, bool]:
    """Every finding's code, and whether it blocks."""
    return {each.code: each.blocks for each in readiness.findings(weighed(world), today)}


def test_a_copy_asks_the_same_of_everybody(world: World) -> None:
    next_year(world)
    found = weighed(world)
    assert {line.obligation == line.before for line in found.lines} == {True}
    assert group(world, Group.NEW) == group(world, Group.GONE) == {}
    assert world.department.name in group(world, Group.MUST)
    assert list(group(world, Group.ENCOURAGED)) == [world.business.name]
    assert not found.changed_forms
    assert not found.dropped_forms


def test_a_rule_that_changed_moves_its_units(world: World) -> None:
    campaign = next_year(world)
    DutyRule.objects.filter(campaign=campaign, kinds__contains=["ENTERPRISE"]).update(
        obligation=Obligation.MUST
    )
    assert list(group(world, Group.NOW_MUST)) == [world.business.name]
    DutyRule.objects.filter(campaign=campaign, kinds__contains=["PROVINCIAL_AGENCY"]).update(
        obligation=Obligation.ENCOURAGED
    )
    assert list(group(world, Group.NOW_ENCOURAGED)) == [world.department.name, world.city.name]


def test_each_unit_that_falls_away_is_told_why(world: World) -> None:
    campaign = next_year(world)
    Organisation.objects.filter(pk=world.department.id).update(validity=(date(2000, 1, 1), date(2022, 7, 1)))
    Assignment.objects.filter(donor=world.business.id).update(validity=(date(2020, 1, 1), date(2022, 1, 1)))
    DutyRule.objects.filter(campaign=campaign, form__code="bieu-2").delete()
    Organisation.objects.filter(pk=world.commune2.id).update(validity=(date(2023, 1, 1), None))
    gone = group(world, Group.GONE)
    assert gone[world.department.name] == "Đơn vị kết thúc ngày 30/06/2022."
    assert gone[world.business.name] == "Không có phân công nào trong kỳ số liệu."
    assert gone[world.district.name] == "Quy định năm này không giao biểu này cho loại đơn vị đó."
    assert gone[world.commune2.name] == "Đơn vị chưa có trong ngày cuối của kỳ số liệu."


def test_a_unit_that_was_not_asked_before_is_new(world: World) -> None:
    campaign = next_year(world)
    DutyRule.objects.filter(campaign=campaign, kinds__contains=["PROVINCIAL_AGENCY"]).update(twinned=False)
    assert world.outsider.name in group(world, Group.NEW)


def test_who_must_report_and_has_nobody_to_type_or_to_check_is_named(world: World) -> None:
    next_year(world)
    Membership.objects.filter(organisation=world.city.id).delete()
    assert world.city.name in group(world, Group.NO_ACCOUNT)
    assert world.city.name not in group(world, Group.NO_REVIEWER)
    assert world.commune1.name in group(world, Group.NO_REVIEWER)
    assert world.commune2.name not in group(world, Group.NO_REVIEWER)


def test_an_assignment_that_ends_inside_the_period_is_told_on_both_sides(world: World) -> None:
    next_year(world)
    assignment = Assignment.objects.get(donor=world.city.id)
    end_assignment(
        viewer=world.board.coordinator, assignment_id=assignment.pk, last_day=date(2022, 6, 30), now=EARLY
    )
    assert group(world, Group.ENDING) == {
        world.city.name: f"với {world.commune2.name}, hết ngày 30/06/2022",
        world.commune2.name: f"với {world.city.name}, hết ngày 30/06/2022",
    }


def test_weighing_takes_as_many_queries_whatever_the_number_of_rules_and_units(
    world: World,
) -> None:
    campaign = next_year(world)
    viewer = world.board.coordinator
    found = any_campaign(viewer, NEXT)
    with CaptureQueriesContext(
        connection,
    ) as few:
        weigh(viewer, found)
    rule = DutyRule.objects.get(campaign=campaign, kinds__contains=["PROVINCIAL_AGENCY"])
    for kind in OrganisationKind.values:
        DutyRule.objects.create(
            campaign=campaign,
            form=rule.form,
            kinds=[kind],
            twinned=False,
            obligation=Obligation.MUST,
            citation=rule.citation,
        )
    with CaptureQueriesContext(connection) as many:
        assert len(weigh(viewer, found).lines) > 200
    assert len(many) == len(few) <= 18


def test_only_the_coordinator_weighs(world: World) -> None:
    campaign = next_year(world)
    with pytest.raises(Invisible):
        weigh(world.province.observer, campaign)


def test_a_fresh_copy_lacks_only_number_and_date(world: World) -> None:
    campaign = next_year(world)
    assert codes(world) == {"NO_NUMBER": True, "NO_DATE": True}
    numbered(world, campaign)
    assert codes(world) == {}


def _dates(first: date, last: date) -> Callable[[World, Campaign], None]:
    def change(world: World, campaign: Campaign) -> None:
        operations.save_dates(
            viewer=world.board.coordinator,
            year=NEXT,
            version=campaign.version,
            dates=CampaignDates(first, last, campaign.period_from, campaign.period_to),
            now=EARLY,
        )

    return change


def _blank(field: str) -> Callable[[World, Campaign], None]:
    def change(_world: World, campaign: Campaign) -> None:
        Citation.objects.filter(pk=getattr(campaign, field)).update(sentence="")

    return change


def _no_forms(_world: World, campaign: Campaign) -> None:
    CampaignForm.objects.filter(campaign=campaign).delete()


def _one_form_less(_world: World, campaign: Campaign) -> None:
    CampaignForm.objects.filter(campaign=campaign, form_version__form__code="bieu-2").delete()


def _one_rule_less(_world: World, campaign: Campaign) -> None:
    campaign.duty_rules.filter(form__code="bieu-2").delete()


def _no_rules(_world: World, campaign: Campaign) -> None:
    campaign.duty_rules.all().delete()


def _rule_on_a_blank(_world: World, campaign: Campaign) -> None:
    Citation.objects.filter(pk=campaign.duty_rules.all()[0].citation_id).update(sentence="")


def _another_window(_world: World, campaign: Campaign) -> None:
    Campaign.objects.filter(year=2021).update(window_closes_at=campaign.window_closes_at)


def _newer_version(_world: World, campaign: Campaign) -> None:
    used = CampaignForm.objects.get(campaign=campaign, form_version__form__code="bieu-1")
    used.form_version = FormVersion.objects.create(
        form=used.form_version.form,
        number=2,
        definition=used.form_version.definition,
        sha256=used.form_version.sha256,
        published_at=EARLY,
    )
    used.save()
    CampaignForm.objects.filter(campaign__year=2021, form_version__form__code="bieu-2").delete()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            _dates(date(2022, 11, 1), date(2022, 11, 27)),
            {"WEEKEND": False, "LENGTH": False, "SENTENCE_DATES": False},
        ),
        (_dates(date(2022, 10, 1), date(2022, 11, 30)), {"BEGUN": False, "LENGTH": False}),
        (
            _dates(date(2022, 9, 1), date(2022, 9, 30)),
            {"WINDOW_PAST": True, "ISSUED_LATE": False, "SENTENCE_DATES": False},
        ),
        (_blank("window_citation_id"), {"NO_SENTENCE": True, "SENTENCE_DATES": False}),
        (_blank("lateness_citation_id"), {"NO_SENTENCE": True}),
        (_blank("period_citation_id"), {"NO_SENTENCE": True}),
        (_rule_on_a_blank, {"NO_SENTENCE": True}),
        (_no_forms, {"NO_FORMS": True, "RULE_WITHOUT_FORM": True, "FORM_DROPPED": False}),
        (_one_form_less, {"RULE_WITHOUT_FORM": True, "FORM_DROPPED": False}),
        (_one_rule_less, {"FORM_WITHOUT_RULE": True}),
        (_no_rules, {"FORM_WITHOUT_RULE": True, "NOBODY": True}),
        (_another_window, {"OVERLAP": False, "LENGTH": False}),
        (_newer_version, {"FORM_CHANGED": False}),
    ],
)
def test_what_blocks_and_what_only_warns(
    world: World, change: Callable[[World, Campaign], None], expected: dict[str, bool]
) -> None:
    change(world, numbered(world, next_year(world)))
    assert codes(world) == expected


def test_a_campaign_with_something_missing_is_not_opened(world: World) -> None:
    campaign = next_year(world)
    with pytest.raises(Incomplete) as refused:
        open_campaign(
            viewer=world.board.coordinator, year=NEXT, version=campaign.version, link="/", now=EARLY
        )
    assert {each.code for each in refused.value.findings} == {"NO_NUMBER", "NO_DATE"}
    assert again_prepared().status == "PREPARING"
    assert not Notice.objects.exists()


def again_prepared() -> Campaign:
    return Campaign.objects.get(year=NEXT)


def test_opening_puts_the_list_on_record_and_tells_the_units(world: World) -> None:
    done = opened(world)
    campaign = again_prepared()
    assert (campaign.opened_at, campaign.opened_by_id) == (EARLY, world.board.coordinator.user_id)
    duties = ReportingDuty.objects.filter(campaign=campaign)
    assert done.duties == duties.count() == ReportingDuty.objects.filter(campaign__year=2021).count()
    told = {each.recipient_id: each for each in Notice.objects.all()}
    assert done.told == len(told)
    department = told[world.department.reporter.user_id]
    assert department.subject == "Đợt báo cáo năm 2022 đã mở"
    assert department.text == (
        "Đơn vị phải báo cáo Biểu số 1 năm 2022. Nhập từ ngày 01/11/2022 đến hết ngày 30/11/2022, "
        "theo Công văn 512/BDT-CS."
    )
    assert "được khuyến khích" in told[world.business.reporter.user_id].text
    assert department.link == "/viec-can-lam/?nam=2022"
    assert world.outsider.reporter.user_id not in told
    assert world.province.observer.user_id not in told
    assert OutgoingMail.objects.count() <= len(told)


def test_an_opened_campaign_is_not_opened_again_and_an_old_page_opens_nothing(world: World) -> None:
    campaign = numbered(world, next_year(world))
    keys: dict[str, Any] = {"viewer": world.board.coordinator, "year": NEXT, "link": "/", "now": EARLY}
    with pytest.raises(Changed):
        open_campaign(**keys, version=campaign.version - 1)
    open_campaign(**keys, version=campaign.version)
    with pytest.raises(Closed):
        open_campaign(**keys, version=campaign.version + 1)


def test_only_the_coordinator_opens(world: World) -> None:
    numbered(world, next_year(world))
    with pytest.raises(Invisible):
        open_campaign(viewer=world.department.reviewer, year=NEXT, version=1, link="/", now=EARLY)


def test_reports_begin_when_the_window_opens_not_when_the_campaign_does(world: World) -> None:
    opened(world)
    keys: dict[str, Any] = {"viewer": world.department.reporter, "form_code": "bieu-1", "year": NEXT}
    with pytest.raises(Closed, match="mở nhập từ ngày 01/11/2022"):
        begin(**keys, now=EARLY)
    report = begin(**keys, now=datetime(2022, 11, 1, tzinfo=TZ))
    assert again(report).campaign.year == NEXT


def test_after_the_opening_the_list_is_the_one_on_record(world: World) -> None:
    opened(world)
    DutyRule.objects.filter(campaign__year=NEXT).delete()
    assert world.department.name in group(world, Group.MUST)


def test_a_preview_offers_the_unit_s_own_choices_and_one_row_of_each_kind(world: World) -> None:
    next_year(world)
    viewer = world.board.coordinator
    found = preview(viewer, NEXT, Asked(form_code="bieu-1", kind="ENTERPRISE"))
    assert found.unit is not None
    assert (found.unit.name, found.names) == (world.business.name, [world.commune1.name])
    assert all(len(rows) == 1 for rows in found.content["sections"].values() if isinstance(rows, list))
    other = preview(viewer, NEXT, Asked(form_code="bieu-1", organisation_id=world.city.id, text="tam ky"))
    assert other.unit is not None
    assert (other.unit.name, other.names) == (world.city.name, [world.commune2.name])


def test_a_preview_of_nobody_has_no_choices(world: World) -> None:
    campaign = next_year(world)
    viewer = world.board.coordinator
    nobody = preview(viewer, NEXT, Asked(text="khong co don vi nay"))
    assert (nobody.unit, nobody.names) == (None, [])
    _no_forms(world, campaign)
    with pytest.raises(Invisible):
        preview(viewer, NEXT, Asked())


def test_a_reviewer_elsewhere_does_not_count(world: World) -> None:
    next_year(world)
    Membership.objects.filter(organisation=world.department.id, role=Role.REVIEWER).delete()
    assert world.department.name in group(world, Group.NO_REVIEWER)
