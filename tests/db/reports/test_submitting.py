"""Sending a report off: the window, two pairs of eyes, what is frozen, what comes back."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from ketnghia.accounts.models import Membership
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.consolidation import operations
from ketnghia.kernel.dates import vn_date
from ketnghia.kernel.refusals import Changed, Closed, Incomplete, Invisible, NotAllowed, Refusal
from ketnghia.kernel.windows import Window
from ketnghia.reports import freezing, policies, queries
from ketnghia.reports import operations as report_operations
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.models import Fact, Report, Revision, Transition
from ketnghia.reports.states import Action, State
from tests.filling import nil_content
from tests.world import BEFORE, LAST_SECOND, OPEN, REASON, SHUT, World, act, again, clean, save


def test_a_report_submitted_in_the_last_second_of_the_window_is_in(world: World) -> None:
    report = world.drafted(world.business)
    sent = act(world.business.reporter, report, Action.SUBMIT, now=LAST_SECOND)
    assert sent.state == State.SUBMITTED
    assert sent.current_revision is not None
    assert sent.current_revision.submitted_at == LAST_SECOND


@pytest.mark.parametrize("action", [Action.SUBMIT, Action.SEND_FOR_APPROVAL])
def test_a_second_later_the_window_is_shut_and_says_since_when_by_what_and_who_helps(
    world: World, action: Action
) -> None:
    report = world.drafted(world.business)
    with pytest.raises(Closed) as refused:
        act(world.business.reporter, report, action, now=SHUT)
    assert refused.value.code == "WINDOW_SHUT"
    assert refused.value.since == SHUT
    assert report.campaign.window_citation.sentence in refused.value.rule
    assert "Ban Dân tộc" in refused.value.help
    assert again(report).state == State.DRAFT
    assert not Revision.objects.exists()


def test_before_the_window_opens_nothing_is_begun(world: World) -> None:
    with pytest.raises(Closed) as refused:
        world.begun(world.business, now=BEFORE)
    assert refused.value.code == "WINDOW_NOT_YET_OPEN"
    assert not Report.objects.exists()


def test_the_draft_may_still_be_written_when_the_window_has_shut(world: World) -> None:
    report = world.drafted(world.business)
    assert save(world.business.reporter, report, clean(report, rows=2), now=SHUT).version == 3


def test_who_receives_it_may_return_and_accept_after_the_window_has_shut(world: World) -> None:
    report = world.brought_to(world.business, State.SUBMITTED)
    assert act(world.board.coordinator, report, Action.ACCEPT, now=SHUT).state == State.ACCEPTED


def test_a_unit_begins_each_form_once(world: World) -> None:
    first, second = world.begun(world.department), world.begun(world.department)
    assert first == second
    assert Report.objects.count() == 1


def test_a_unit_that_owes_no_report_finds_none_to_begin(world: World) -> None:
    with pytest.raises(Invisible):
        world.begun(world.outsider)


def test_who_only_looks_on_begins_nothing(world: World) -> None:
    observer = replace(world.department.reporter, role=Role.OBSERVER)
    with pytest.raises(NotAllowed) as refused:
        report_operations.begin(viewer=observer, form_code="bieu-1", year=2021, now=OPEN)
    assert refused.value.code == "NOT_A_WRITER"


def test_two_clicks_at_once_leave_one_revision(committed_world: World) -> None:
    report = committed_world.drafted(committed_world.business)
    together = Barrier(2)

    def click() -> str:
        together.wait()
        try:
            done = operations.perform(
                viewer=committed_world.business.reporter,
                report_id=report.pk,
                action=Action.SUBMIT,
                version=report.version,
                now=OPEN,
            )
            return done.state
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = [future.result() for future in (pool.submit(click), pool.submit(click))]
    assert answers == [State.SUBMITTED, State.SUBMITTED]
    assert Revision.objects.filter(report=report).count() == 1
    assert Transition.objects.filter(report=report).count() == 1


def test_two_people_who_begin_at_once_begin_one_report(committed_world: World) -> None:
    together = Barrier(2)

    def begin(viewer: Viewer) -> int:
        together.wait()
        try:
            return report_operations.begin(viewer=viewer, form_code="bieu-1", year=2021, now=OPEN).pk
        finally:
            connection.close()

    unit = committed_world.department
    with ThreadPoolExecutor(2) as pool:
        ids = [future.result() for future in [pool.submit(begin, v) for v in (unit.reporter, unit.reviewer)]]
    assert ids[0] == ids[1]


def test_where_two_people_write_the_reporter_cannot_send_off_alone(world: World) -> None:
    report = world.drafted(world.department)
    with pytest.raises(NotAllowed) as refused:
        act(world.department.reporter, report, Action.SUBMIT)
    assert refused.value.code == "FOUR_EYES"


def test_nor_can_the_reviewer_before_somebody_asked_for_approval(world: World) -> None:
    report = world.drafted(world.department)
    with pytest.raises(NotAllowed) as refused:
        act(world.department.reviewer, report, Action.SUBMIT)
    assert refused.value.code == "FOUR_EYES"


def test_the_reviewer_sends_off_what_the_reporter_asked_approval_for(world: World) -> None:
    report = world.brought_to(world.department, State.PENDING_APPROVAL)
    assert act(world.department.reviewer, report, Action.SUBMIT).state == State.SUBMITTED


def _join(world: World, viewer: Viewer, role: Role) -> Viewer:
    """Give somebody one role more in their own unit."""
    made = Membership.objects.create(
        user_id=viewer.user_id,
        organisation_id=viewer.organisation_id,
        role=role,
        position="Trưởng phòng",
        valid_from=date(2020, 1, 1),
    )
    return replace(viewer, role=role, membership_id=made.pk)


def test_one_person_with_both_roles_does_not_approve_their_own_request_beside_a_second_person(
    world: World,
) -> None:
    report = world.brought_to(world.department, State.PENDING_APPROVAL)
    with pytest.raises(NotAllowed) as refused:
        act(_join(world, world.department.reporter, Role.REVIEWER), report, Action.SUBMIT)
    assert refused.value.code == "FOUR_EYES"


def test_a_person_alone_in_the_unit_sends_off_alone_even_with_both_roles(world: World) -> None:
    both = _join(world, world.business.reporter, Role.REVIEWER)
    report = world.drafted(world.business)
    assert act(both, report, Action.SUBMIT).state == State.SUBMITTED


def test_two_reporters_without_a_reviewer_send_off_without_one(world: World) -> None:
    Membership.objects.create(
        user_id=world.outsider.reporter.user_id,
        organisation_id=world.business.id,
        role=Role.REPORTER,
        position="Nhân viên",
        valid_from=date(2020, 1, 1),
    )
    report = world.drafted(world.business)
    assert act(world.business.reporter, report, Action.SUBMIT).state == State.SUBMITTED


def test_a_reviewer_who_has_left_is_waited_for_by_nobody(world: World) -> None:
    Membership.objects.filter(pk=world.department.reviewer.membership_id).update(valid_until=OPEN.date())
    report = world.drafted(world.department)
    assert act(world.department.reporter, report, Action.SUBMIT).state == State.SUBMITTED


@pytest.mark.parametrize("reason", ["", REASON])
def test_a_report_goes_back_only_with_a_reason(world: World, reason: str) -> None:
    report = world.brought_to(world.department, State.SUBMITTED)
    if reason:
        assert act(world.board.coordinator, report, Action.RETURN, reason=reason).state == State.RETURNED
        assert Transition.objects.latest("pk").reason == reason
        return
    with pytest.raises(Refusal) as refused:
        act(world.board.coordinator, report, Action.RETURN)
    assert refused.value.code == "REASON_MISSING"


def test_content_with_problems_is_not_sent_and_every_problem_is_named(world: World) -> None:
    report = world.begun(world.business)
    with pytest.raises(Incomplete) as refused:
        act(world.business.reporter, report, Action.SUBMIT)
    assert {finding.path for finding in refused.value.findings} >= {"hoat_dong", "ky_ket.so_van_ban"}
    assert str(len(refused.value.findings)) in refused.value.message


def test_a_warning_blocks_until_it_is_answered_with_a_reason(world: World) -> None:
    report = world.drafted(world.business)
    content = clean(report)
    del content["sections"]["ky_ket"]["so_van_ban"], content["sections"]["ky_ket"]["ngay_ky"]
    save(world.business.reporter, report, content)
    with pytest.raises(Incomplete):
        act(world.business.reporter, report, Action.SUBMIT)
    content["waivers"]["B1-W01@ky_ket.so_van_ban"] = "Hai bên ký trong tháng 12."
    save(world.business.reporter, report, content)
    sent = act(world.business.reporter, report, Action.SUBMIT)
    assert sent.current_revision is not None
    kept = sent.current_revision.frozen["content"]["waivers"]
    assert kept["B1-W01@ky_ket.so_van_ban"] == "Hai bên ký trong tháng 12."


def test_a_step_on_a_draft_that_moved_on_is_refused(world: World) -> None:
    report = world.drafted(world.business)
    with pytest.raises(Changed) as refused:
        operations.perform(
            viewer=world.business.reporter,
            report_id=report.pk,
            action=Action.SUBMIT,
            version=report.version - 1,
            now=OPEN,
        )
    assert refused.value.code == "CHANGED_SINCE"


def test_a_returned_report_comes_again_as_revision_two_and_both_hashes_hold(world: World) -> None:
    report = world.brought_to(world.business, State.RETURNED)
    changed = clean(report)
    changed["sections"]["hoat_dong"][0]["von_ngan_sach"] = {"actual": 11_000_000, "estimate": 22_000_000}
    save(world.business.reporter, report, changed)
    report = act(world.business.reporter, report, Action.SUBMIT, now=OPEN + timedelta(days=1))
    first, second = Revision.objects.filter(report=report).order_by("number")
    assert (first.number, second.number, report.current_revision) == (1, 2, second)
    assert first.sha256 != second.sha256
    for revision in (first, second):
        assert revision.sha256 == _independent_hash(revision.frozen)


def _independent_hash(document: object) -> str:
    """Canonical JSON as any other program would write it."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def test_what_is_frozen_says_who_reports_on_which_form_of_which_year(world: World) -> None:
    report = world.brought_to(world.business, State.SUBMITTED)
    assert report.current_revision is not None
    frozen = report.current_revision.frozen
    assert frozen["organisation"] == {
        "id": world.business.id,
        "code": "doanh-nghiep",
        "name": "Công ty Trường Sơn",
    }
    assert (frozen["form"], frozen["form_version"], frozen["year"], frozen["number"]) == (
        "bieu-1",
        1,
        2021,
        1,
    )
    assert frozen["content"] == report.content
    assert report.current_revision.receipt_number == f"2021-{report.current_revision.pk:06d}"


def test_a_nil_report_is_a_report_without_facts(world: World) -> None:
    report = world.begun(world.business)
    save(world.business.reporter, report, nil_content(definition_of(report.form_version_id)))
    sent = act(world.business.reporter, report, Action.SUBMIT)
    assert sent.state == State.SUBMITTED
    assert sent.content["nil"] == {"reason": "Đơn vị mới được phân công."}
    assert not Fact.objects.exists()


def test_a_failure_while_facts_are_written_leaves_nothing_submitted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = world.drafted(world.business)

    def fail(*_args: object) -> None:
        raise RuntimeError("no space left")

    monkeypatch.setattr(freezing, "places_on", fail)
    with pytest.raises(RuntimeError):
        act(world.business.reporter, report, Action.SUBMIT)
    assert again(report).state == State.DRAFT
    assert not Revision.objects.exists()
    assert not Transition.objects.exists()


@pytest.mark.parametrize("year", [2021, 2022, 2026])
def test_a_report_stays_bound_to_its_year_whenever_it_is_looked_at(world: World, year: int) -> None:
    report = world.brought_to(world.business, State.SUBMITTED)
    later = datetime(year, 12, 31, 12, tzinfo=OPEN.tzinfo)
    accepted = act(world.board.coordinator, report, Action.ACCEPT, now=later)
    assert accepted.current_revision is not None
    assert accepted.current_revision.frozen["year"] == accepted.campaign.year == 2021
    assert set(Fact.objects.values_list("year", flat=True)) == {2021}


def test_the_units_own_window_decides_and_the_campaign_gives_the_sentence(world: World) -> None:
    report = world.begun(world.business)
    window = queries.entry_window(report)
    policies.check_window(window, report.campaign, LAST_SECOND)
    with pytest.raises(Closed, match="đã đóng"):
        policies.check_window(window, report.campaign, SHUT)
    longer = Window(window.opens_at, window.closes_at + timedelta(days=7))
    policies.check_window(longer, report.campaign, SHUT)
    with pytest.raises(Closed, match=vn_date(longer.last_day)) as refused:
        policies.check_window(longer, report.campaign, longer.closes_at)
    assert refused.value.since == longer.closes_at
    assert report.campaign.window_citation.sentence in refused.value.rule
