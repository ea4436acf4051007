"""The list of who reports: issued again as often as needed, never taking a begun report's duty away."""

from __future__ import annotations

from ketnghia.campaigns.models import Campaign
from ketnghia.legal.models import Citation
from ketnghia.reportforms.duties import Duty
from ketnghia.reportforms.models import ReportForm
from ketnghia.reportforms.states import Obligation
from ketnghia.reports.models import ReportingDuty
from ketnghia.reports.operations import issue_duties
from ketnghia.reports.states import NOT_STARTED, STANDINGS, State, standing_of, state_label
from tests.world import YEAR, World


def _issue(world: World, *names: str, obligation: Obligation = Obligation.MUST) -> int:
    form = ReportForm.objects.get(code="bieu-1")
    sentence = Citation.objects.get(code="phai-bao-cao")
    duties = [Duty(form.pk, getattr(world, name).id, obligation, sentence.pk) for name in names]
    return issue_duties(campaign_id=Campaign.objects.get(year=YEAR).pk, duties=duties)


def _listed(world: World) -> set[int]:
    return set(ReportingDuty.objects.filter(form__code="bieu-1").values_list("organisation_id", flat=True))


def test_issuing_the_same_list_twice_changes_nothing(world: World) -> None:
    _issue(world, "department", "city")
    before = list(ReportingDuty.objects.values())
    assert _issue(world, "department", "city") == len(before)
    assert list(ReportingDuty.objects.values()) == before


def test_an_obligation_that_changed_is_updated_with_its_sentence(world: World) -> None:
    before = ReportingDuty.objects.get(organisation=world.business.id)
    assert before.citation.reference == "cv-bdt-2021#khuyen-khich-bao-cao"
    _issue(world, "business", obligation=Obligation.MUST)
    duty = ReportingDuty.objects.get(organisation=world.business.id)
    assert duty.obligation == Obligation.MUST
    assert duty.citation.reference == "cv-bdt-2021#phai-bao-cao"


def test_who_is_no_longer_on_the_list_owes_nothing_unless_the_report_was_begun(world: World) -> None:
    world.begun(world.department)
    _issue(world, "business")
    assert _listed(world) == {world.department.id, world.business.id}


def test_every_state_and_not_yet_begun_stand_in_one_group_and_have_a_name() -> None:
    states = [*State.values, NOT_STARTED]
    assert sorted(states) == sorted(state for group in STANDINGS.values() for state in group)
    assert {standing_of(state) for state in states} == set(STANDINGS)
    assert len({state_label(state) for state in states}) == len(states)
