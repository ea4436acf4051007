"""The illustrative reports are of every kind and in every state, and went through the real operations."""

import re
from collections import defaultdict

import click
import pytest

from ketnghia.campaigns.models import ClockShift, Extension
from ketnghia.cli import database, demo_data
from ketnghia.cli.seeding.plan import Plan
from ketnghia.comments.models import Comment
from ketnghia.consolidation.models import ConsolidatedVersion
from ketnghia.kernel.findings import Severity
from ketnghia.notices.models import OutgoingMail
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.comparing import changes
from ketnghia.reportforms.content import ContentProblem, ContentRefusedError
from ketnghia.reports import queries
from ketnghia.reports.models import Fact, Reminder, Report, ReportingDuty, Revision, Transition
from ketnghia.reports.states import NOT_STARTED, Action, Side, State

EVERY_STATE = {NOT_STARTED, *State.values}
# Where one person does it all, nobody waits for another's approval.
ALONE = EVERY_STATE - {State.PENDING_APPROVAL}


def _states_by(*keys: str) -> dict[tuple[str, ...], set[str]]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    known = {(r.form_id, r.organisation_id): r.state for r in Report.objects.all()}
    for duty in ReportingDuty.objects.select_related("form", "organisation"):
        state = known.get((duty.form_id, duty.organisation_id), NOT_STARTED)
        values = {"form": duty.form.code, "kind": duty.organisation.kind}
        found[tuple(values[key] for key in keys)].add(state)
    return found


@pytest.mark.parametrize(
    ("form", "states"), [("bieu-1", EVERY_STATE), ("bao-cao-xa", ALONE), ("bieu-2", EVERY_STATE)]
)
def test_each_form_is_seen_in_every_state_it_can_have(form: str, states: set[str]) -> None:
    assert _states_by("form")[(form,)] == states


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        (OrganisationKind.PROVINCIAL_AGENCY, EVERY_STATE),
        (OrganisationKind.MASS_ORGANISATION, EVERY_STATE),
        (OrganisationKind.LOWLAND_DISTRICT, EVERY_STATE),
        (OrganisationKind.ENTERPRISE, ALONE),
        (OrganisationKind.MOUNTAIN_COMMUNE, ALONE),
        (OrganisationKind.MOUNTAIN_DISTRICT, EVERY_STATE),
    ],
)
def test_each_kind_of_unit_is_seen_in_every_state_it_can_have(kind: str, states: set[str]) -> None:
    assert _states_by("kind")[(kind,)] == states


def test_there_are_as_many_units_as_the_programme_has() -> None:
    duties = ReportingDuty.objects.values_list("form__code", "organisation__kind")
    assert sum(form == "bao-cao-xa" for form, _kind in duties) == 65
    assert sum(form == "bieu-2" for form, _kind in duties) == 9
    assert sum(form == "bieu-1" for form, _kind in duties) >= 85


def test_what_was_sent_lies_in_the_window_and_before_the_demos_clock(plan: Plan) -> None:
    for revision in Revision.objects.select_related("report__campaign"):
        assert revision.report.campaign.window_opens_at <= revision.submitted_at < plan.clock


def test_what_is_wrong_in_a_draft_is_what_the_checks_find() -> None:
    wrong = [
        {finding.code for finding in queries.examine(report).findings if finding.severity is Severity.ERROR}
        for report in Report.objects.filter(state=State.DRAFT).select_related("campaign")
        if report.version == 2
    ]
    found = set().union(*wrong)
    assert {"ESTIMATE_BELOW_ACTUAL", "NOT_A_NUMBER", "NEGATIVE", "BAD_DATE", "B1-E01"} <= found


def test_every_report_sent_is_clean_and_every_figure_of_it_a_fact() -> None:
    for report in Report.objects.filter(current_revision__isnull=False).select_related("campaign"):
        assert queries.examine(report).findings == ()
        # A district none of whose communes is twinned has nothing to consolidate, and says so in a waiver.
        states_nothing = report.content["nil"] or report.content["sections"].get("tong_hop") == []
        assert Fact.objects.filter(revision=report.current_revision).exists() is not bool(states_nothing)


def test_some_reports_say_that_nothing_happened_and_why() -> None:
    nil = [report for report in Report.objects.exclude(state=State.DRAFT) if report.content["nil"]]
    assert {report.organisation.kind for report in nil} >= {"ENTERPRISE", "MOUNTAIN_COMMUNE"}
    assert all(report.content["nil"]["reason"] for report in nil)


def test_a_return_gives_its_reason_and_a_corrected_report_a_second_revision() -> None:
    returned = Transition.objects.filter(action=Action.RETURN)
    assert returned.count() > 5
    assert not returned.filter(reason="").exists()
    assert Revision.objects.filter(number=2).exists()


def test_a_commune_that_received_help_says_the_same_of_it_as_its_donor() -> None:
    given = Fact.objects.filter(side=Side.GIVEN, indicator="support_amount", activity="nha_moi")
    received = Fact.objects.filter(side=Side.RECEIVED, indicator="support_amount", activity="nha_moi")
    told = {(f.donor_id, f.recipient_id, f.money_source): (f.actual, f.estimate) for f in received}
    both = [
        ((f.actual, f.estimate), told[f.donor_id, f.recipient_id, f.money_source])
        for f in given
        if (f.donor_id, f.recipient_id, f.money_source) in told
    ]
    assert both
    assert all(donor == commune for donor, commune in both)


def test_a_district_submits_what_its_communes_had_accepted_with_a_correction_beside_it() -> None:
    report = Report.objects.get(form__code="bieu-2", organisation__code="504")
    facts = Fact.objects.filter(revision=report.current_revision)
    assert facts.filter(side=Side.CONSOLIDATED).values("recipient").distinct().count() == 10
    assert facts.filter(side=Side.CORRECTION).count() == 1
    assert all(row["ly_do"] for row in report.content["sections"]["dieu_chinh"])


def test_amounts_are_of_the_size_that_public_reports_show() -> None:
    houses = Fact.objects.filter(side=Side.GIVEN, indicator="quantity", activity="nha_moi")
    for house in houses:
        money = Fact.objects.filter(
            revision=house.revision,
            indicator="support_amount",
            path__startswith=house.path[: house.path.rindex(".")] + ".",
        )
        each = sum(fact.estimate or 0 for fact in money) / (house.estimate or 1)
        assert 40_000_000 <= each <= 65_000_000


def test_no_content_holds_anything_like_a_telephone_number() -> None:
    phone = re.compile(r"\b0\d{9}\b|\b0\d{2,3}[ .]\d{3}[ .]\d{3,4}\b")
    assert not [report.pk for report in Report.objects.all() if phone.search(str(report.content))]


def test_a_second_start_changes_nothing() -> None:
    before = list(Report.objects.order_by("pk").values_list("pk", "version", "state", "saved_at"))
    moved = ClockShift.objects.get().seconds
    beside = (Extension, Reminder, OutgoingMail, ConsolidatedVersion)
    counted = [each.objects.count() for each in beside]
    demo_data.ensure()
    assert list(Report.objects.order_by("pk").values_list("pk", "version", "state", "saved_at")) == before
    assert all(counted)
    assert [each.objects.count() for each in beside] == counted
    assert ClockShift.objects.get().seconds == moved


def test_changed_content_is_loaded_again_and_reports_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Report.objects.count(), Transition.objects.count()
    monkeypatch.setattr(database, "content_hash", lambda _folder: "feedfeedfeedfeed")
    demo_data.ensure()
    assert database.demo_mark() == "feedfeedfeedfeed"
    assert (Report.objects.count(), Transition.objects.count()) == before


def test_content_that_cannot_be_loaded_over_the_data_is_named_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = ContentProblem("forms/bieu-1.toml", 5, "Nâng “number” lên 2.")

    def refuse(*_asked: object) -> None:
        raise ContentRefusedError([problem])

    monkeypatch.setattr(database, "content_hash", lambda _folder: "changed")
    monkeypatch.setattr(demo_data, "load", refuse)
    with pytest.raises(click.ClickException) as told:
        demo_data.ensure()
    assert "forms/bieu-1.toml:5" in told.value.message
    assert "demo --reset" in told.value.message


def test_a_report_that_came_back_was_asked_about_in_the_cell_that_it_changed() -> None:
    asked = {each.container: each.path for each in Comment.objects.filter(reply_to=None)}
    corrected = Report.objects.filter(container__in=asked, current_revision__number=2)
    assert corrected
    for report in corrected:
        first, second = (each.frozen["content"] for each in report.revisions.order_by("number"))
        assert asked[report.container] in [change.path for change in changes(first, second)]
