"""Typing from paper: whose, since when, with which scan; what the report says of it, and whose it becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from ketnghia.accounts.models import Membership
from ketnghia.accounts.states import Role
from ketnghia.consolidation.trace import trace
from ketnghia.kernel.canonical import canonical_json, sha256_hex
from ketnghia.kernel.refusals import Closed, Incomplete, Invisible, NotAllowed, Refusal
from ketnghia.notices.models import Notice
from ketnghia.reports import board, deeming, on_behalf, queries
from ketnghia.reports.models import Report, Revision
from ketnghia.reports.offers import offers, typed_it_alone
from ketnghia.reports.states import Action, ReportOrigin, State
from tests.db.reports.papers import RECEIVED, begun, duty_of, scanned, typed
from tests.world import BEFORE, OPEN, REASON, SHUT, World, act, again, clean, save


def test_the_board_types_what_a_business_sent_and_the_business_is_told(world: World) -> None:
    report = begun(world)
    assert (report.origin, report.paper_received_on) == (ReportOrigin.PAPER, RECEIVED)
    (notice,) = Notice.objects.all()
    assert notice.recipient_id == world.business.reporter.user_id
    assert "20/11/2021" in notice.text
    assert begun(world) == report
    assert Notice.objects.count() == 1


def test_it_is_not_sent_without_the_scan_and_says_so(world: World) -> None:
    report = begun(world)
    save(world.board.coordinator, report, clean(report))
    with pytest.raises(Incomplete, match="bản quét") as refused:
        act(world.board.coordinator, report, Action.SUBMIT)
    assert refused.value.code == "ORIGINAL_MISSING"
    scanned(world, report)
    assert act(world.board.coordinator, report, Action.SUBMIT).state == State.SUBMITTED


def test_what_is_frozen_and_hashed_names_the_day_and_the_scan(world: World) -> None:
    report = typed(world, State.SUBMITTED)
    revision = Revision.objects.get()
    assert revision.frozen["paper"] == {"received_on": "2021-11-20", "original": str(report.paper_original)}
    assert revision.sha256 == sha256_hex(canonical_json(revision.frozen))
    paper = on_behalf.paper_behind(report, revision)
    assert paper == on_behalf.Paper(RECEIVED, report.paper_original)


def test_a_report_the_unit_typed_itself_freezes_nothing_of_the_kind(world: World) -> None:
    report = world.brought_to(world.business, State.SUBMITTED)
    revision = Revision.objects.get()
    assert "paper" not in revision.frozen
    assert on_behalf.paper_behind(report, revision) is on_behalf.paper_behind(report, None) is None


def test_paper_that_came_in_time_is_typed_and_sent_after_the_window(world: World) -> None:
    late = SHUT + timedelta(days=9)
    report = typed(world, State.SUBMITTED, now=late)
    assert report.state == State.SUBMITTED
    assert Revision.objects.get().submitted_at == late


@pytest.mark.parametrize(
    ("received_on", "now", "code"),
    [
        (date(2021, 12, 1), SHUT + timedelta(days=2), "WINDOW_SHUT"),
        (BEFORE.date(), BEFORE, "WINDOW_NOT_YET_OPEN"),
        (date(2021, 11, 25), OPEN, "PAPER_TO_COME"),
    ],
)
def test_the_day_the_paper_came_is_held_against_the_window(
    world: World, received_on: date, now: datetime, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        begun(world, received_on=received_on, now=now)
    assert refused.value.code == code
    assert isinstance(refused.value, Closed) == code.startswith("WINDOW")
    assert not Report.objects.exists()


@pytest.mark.parametrize("now", [OPEN, SHUT + timedelta(days=2)])
def test_paper_that_came_before_the_window_opened_is_typed_once_it_has(world: World, now: datetime) -> None:
    report = begun(world, received_on=BEFORE.date(), now=now)
    assert report.paper_received_on == BEFORE.date()
    offered = offers(world.board.coordinator, report, now)
    assert Action.SUBMIT in {each.action for each in offered.steps}
    assert offered.lock is None


def test_who_must_report_types_itself(world: World) -> None:
    with pytest.raises(NotAllowed) as refused:
        on_behalf.duty_on_paper(world.board.coordinator, duty_of(world.department))
    assert refused.value.code == "MUST_TYPE_ITSELF"
    assert refused.value.rule
    assert refused.value.help


def test_only_the_board_comes_to_it(world: World) -> None:
    for viewer in (world.district.coordinator, world.business.reporter, world.province.observer):
        with pytest.raises(Invisible):
            on_behalf.duty_on_paper(viewer, duty_of(world.business))
    with pytest.raises(Invisible):
        on_behalf.duty_on_paper(world.board.coordinator, 987654)


def test_a_draft_the_unit_began_itself_stays_the_unit_s_and_its_author_is_named(world: World) -> None:
    world.drafted(world.business)
    with pytest.raises(NotAllowed, match="Người của doanh-nghiep") as refused:
        begun(world)
    assert refused.value.code == "UNIT_HAS_BEGUN"


def test_a_scan_belongs_to_a_report_on_paper_only(world: World) -> None:
    report = world.brought_to(world.business, State.SUBMITTED)
    with pytest.raises(NotAllowed) as refused:
        scanned(world, report)
    assert refused.value.code == "NOT_ON_PAPER"


def test_the_unit_reads_it_cannot_write_in_it_and_is_told_why(world: World) -> None:
    report = typed(world)
    unit = world.business.reporter
    assert queries.get_report(unit, report.pk) == report
    assert world.begun(world.business) == report
    with pytest.raises(NotAllowed):
        save(unit, report, clean(report))
    given = offers(unit, report, OPEN)
    assert (given.may_edit, [each.action for each in given.steps]) == (False, [Action.TAKE_OVER])
    assert given.lock is not None
    assert (given.lock.code, given.lock.opener) == ("TYPED_ON_BEHALF", "Người nhập, người duyệt của đơn vị")


def test_begun_for_the_wrong_unit_it_is_that_unit_s_to_take_over_and_to_fill_in_itself(world: World) -> None:
    report = typed(world)
    unit = world.business.reporter
    own = act(unit, report, Action.TAKE_OVER)
    assert (own.state, own.origin, own.paper_received_on) == (State.DRAFT, ReportOrigin.SYSTEM, None)
    save(unit, own, clean(own, rows=2))
    assert act(unit, own, Action.SUBMIT).state == State.SUBMITTED
    with pytest.raises(NotAllowed):
        save(world.board.coordinator, own, clean(own))


def test_returned_it_becomes_the_unit_s_own_in_one_step_and_is_sent_late_without_a_scan(world: World) -> None:
    report = typed(world, State.RETURNED)
    unit, late = world.business.reporter, SHUT + timedelta(days=3)
    given = offers(unit, report, late)
    assert [each.action for each in given.steps] == [Action.TAKE_OVER]
    own = act(unit, report, Action.TAKE_OVER, now=late)
    assert (own.state, own.origin, own.paper_received_on) == (State.RETURNED, ReportOrigin.SYSTEM, None)
    save(unit, own, clean(own, rows=2), now=late)
    assert act(unit, own, Action.SUBMIT, now=late).state == State.SUBMITTED
    first, second = Revision.objects.order_by("number")
    assert "paper" in first.frozen
    assert "paper" not in second.frozen
    with pytest.raises(NotAllowed):
        save(world.board.coordinator, own, clean(own))


def test_a_later_scan_takes_the_place_of_the_earlier_one(world: World) -> None:
    report = scanned(world, begun(world))
    first = report.paper_original
    second = scanned(world, report, name="ban-giay-day-du.pdf").paper_original
    assert first != second
    assert again(report).paper_original == second


def test_with_a_second_coordinator_who_typed_it_does_not_accept_it(world: World) -> None:
    report = typed(world, State.SUBMITTED)
    typist = world.board.coordinator
    assert typed_it_alone(typist, report, OPEN) is True
    other = world.province.observer
    Membership.objects.create(
        user_id=other.user_id,
        organisation_id=world.board.id,
        role=Role.COORDINATOR,
        position="Phó trưởng ban",
        valid_from=date(2020, 1, 1),
    )
    assert typed_it_alone(typist, report, OPEN) is False
    assert Action.ACCEPT not in {each.action for each in offers(typist, report, OPEN).steps}
    with pytest.raises(NotAllowed) as refused:
        act(typist, report, Action.ACCEPT)
    assert refused.value.code == "TYPED_IT_YOURSELF"
    second = replace(typist, user_id=other.user_id)
    assert typed_it_alone(second, report, OPEN) is None
    assert act(second, report, Action.ACCEPT).state == State.ACCEPTED


def test_lists_say_it_and_the_board_offers_it_only_where_paper_may_come(world: World) -> None:
    viewer, duty = world.board.coordinator, duty_of(world.business)

    def line(text: str) -> board.BoardLine:
        campaign = board.campaign_of(viewer, 2021)
        lines, _total = board.lines(viewer, campaign.pk, board.BoardFilter(text=text))
        return board.marked(lines, now=OPEN)[0]

    assert line("truong son").may_come_on_paper
    assert not line("so y te").may_come_on_paper
    report = typed(world)
    assert line("truong son").may_come_on_paper
    assert deeming.marks_of([duty], now=OPEN)[duty].paper_received_on == RECEIVED
    act(viewer, report, Action.SUBMIT)
    assert not line("truong son").may_come_on_paper
    act(viewer, report, Action.RETURN, reason=REASON)
    act(world.business.reporter, report, Action.TAKE_OVER)
    assert not line("truong son").may_come_on_paper


def test_a_figure_of_the_consolidated_year_names_the_paper_behind_it(world: World) -> None:
    report = typed(world, State.SUBMITTED)
    world.brought_to(world.department, State.SUBMITTED)
    found = trace(world.board.coordinator, year=2021, by="total", code="")
    days = {each.report_id: each.paper_received_on for each in found.reports}
    assert days.pop(report.pk) == RECEIVED
    assert set(days.values()) == {None}
