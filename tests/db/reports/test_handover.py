"""A desk passes on with what lies on it: drafts, what was sent for approval, versions in conflict."""

from __future__ import annotations

from uuid import uuid4

import pytest

from ketnghia.accounts import issuing
from ketnghia.accounts.managing import NewPerson
from ketnghia.accounts.models import Membership, User
from ketnghia.accounts.queries import viewer_for
from ketnghia.accounts.states import Role
from ketnghia.kernel.refusals import NotAllowed
from ketnghia.notices.queries import notices_of
from ketnghia.reports import queries
from ketnghia.reports.handover import Handover, hand_over, open_reports
from ketnghia.reports.models import DraftConflict
from ketnghia.reports.states import Action, State
from tests.world import OPEN, World, act, again, save, seen_by


def passed_on(world: World, leaver: str, successor: int | NewPerson | None = None) -> Handover:
    return hand_over(
        viewer=world.board.coordinator,
        membership_id=world.viewer(leaver).membership_id,
        successor=successor or NewPerson("Chuyên viên mới", "", uuid4()),
        link="/viec-can-lam/",
        now=OPEN,
    )


def test_the_successor_finds_the_draft_and_is_told_of_it(world: World) -> None:
    draft = world.drafted(world.department)
    done = passed_on(world, "so-y.nhap")
    assert [(each.report_id, each.state) for each in done.open_reports] == [(draft.pk, State.DRAFT)]
    successor = viewer_for(done.desk.successor_id, None, now=OPEN)
    assert successor is not None
    save(successor, draft, draft.content | {"waivers": {}}, save_id="nguoi-moi")
    assert again(draft).saved_by_id == successor.user_id
    (notice,) = notices_of(successor)
    assert "1 báo cáo đang dở" in notice.text
    assert notice.link == "/viec-can-lam/"


def test_the_leaver_can_do_nothing_from_that_moment(world: World) -> None:
    world.drafted(world.department)
    passed_on(world, "so-y.nhap")
    assert viewer_for(User.objects.get(username="so-y.nhap").pk, None, now=OPEN) is None


def test_what_the_leaver_typed_keeps_its_author(world: World) -> None:
    draft = world.drafted(world.department)
    passed_on(world, "so-y.nhap")
    assert again(draft).saved_by.username == "so-y.nhap"


def test_what_was_sent_for_approval_stays_and_the_other_pair_of_eyes_sends_it(world: World) -> None:
    report = world.brought_to(world.department, State.PENDING_APPROVAL)
    passed_on(world, "so-y.nhap")
    assert again(report).state == State.PENDING_APPROVAL
    assert act(world.department.reviewer, report, Action.SUBMIT).state == State.SUBMITTED


def test_who_sent_for_approval_and_inherits_the_approval_still_needs_another(world: World) -> None:
    """The reporter takes the reviewer's desk too: a second person is in the unit, so the four eyes hold."""
    report = world.brought_to(world.department, State.PENDING_APPROVAL)
    reporter = world.viewer("so-y.nhap")
    passed_on(world, "so-y.duyet", reporter.membership_id)
    joined_by_a_third(world)
    both = viewer_for(reporter.user_id, reviewer_membership(reporter.user_id), now=OPEN)
    assert both is not None
    with pytest.raises(NotAllowed, match="một người trình và một người khác duyệt"):
        act(both, report, Action.SUBMIT)


def joined_by_a_third(world: World) -> None:
    """One more colleague who writes."""
    issuing.add_colleague(
        viewer=world.board.coordinator,
        issue_id=uuid4(),
        organisation_id=world.department.id,
        role=Role.REPORTER,
        position="Chuyên viên hai",
        email="",
        now=OPEN,
    )


def reviewer_membership(user_id: int) -> int:
    return Membership.objects.get(user_id=user_id, role=Role.REVIEWER).pk


def test_versions_in_conflict_wait_for_the_successor(world: World) -> None:
    draft = world.drafted(world.department)
    leaver = seen_by("so-y.nhap")
    DraftConflict.objects.create(
        report=draft, base_version=1, save_id="cu", content=draft.content, actor_id=leaver.user_id, at=OPEN
    )
    done = passed_on(world, "so-y.nhap")
    assert done.open_reports[0].conflicts == 1
    successor = viewer_for(done.desk.successor_id, None, now=OPEN)
    assert successor is not None
    assert queries.get_report(successor, draft.pk).pk == draft.pk
    assert "1 bản nhập song song" in notices_of(successor)[0].text


def test_a_unit_with_nothing_in_hand_says_so(world: World) -> None:
    done = passed_on(world, "so-khac.nhap")
    assert done.open_reports == open_reports(world.outsider.id) == ()
    successor = viewer_for(done.desk.successor_id, None, now=OPEN)
    assert successor is not None
    assert "không có báo cáo nào" in notices_of(successor)[0].text


def test_nothing_passes_when_the_desk_may_not(world: World) -> None:
    with pytest.raises(NotAllowed):
        hand_over(
            viewer=world.department.reporter,
            membership_id=world.viewer("so-y.duyet").membership_id,
            successor=NewPerson("", "", uuid4()),
            link="",
            now=OPEN,
        )
    assert viewer_for(User.objects.get(username="so-y.duyet").pk, None, now=OPEN) is not None
