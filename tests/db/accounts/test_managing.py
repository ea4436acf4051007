"""A unit's people: who may end, change and hand over, and what stays with whom."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from ketnghia.accounts import directory, issuing, managing
from ketnghia.accounts.managing import HandedOver, NewPerson
from ketnghia.accounts.models import Membership, OneTimeLink, User
from ketnghia.accounts.queries import memberships_of
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Invisible, NotAllowed
from tests.db.units import NOW, Kind, coordinator, person, unit, viewer

pytestmark = pytest.mark.django_db


def own_of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def end(by: Viewer, user: User, *, leave_empty: bool = False) -> Membership:
    return managing.end_membership(viewer=by, membership_id=own_of(user).pk, leave_empty=leave_empty, now=NOW)


def change(by: Viewer, user: User, role: Role) -> Membership:
    return managing.change_role(viewer=by, membership_id=own_of(user).pk, role=role, now=NOW)


def hand_over(by: Viewer, leaver: User, successor: User | NewPerson) -> HandedOver:
    return managing.hand_over(
        viewer=by,
        membership_id=Membership.objects.filter(user=leaver).latest("pk").pk,
        successor=successor if isinstance(successor, NewPerson) else own_of(successor).pk,
        now=NOW,
    )


def newcomer() -> NewPerson:
    return NewPerson(position="Phó phòng", email="", issue_id=uuid4())


def roles_of(user_id: int) -> list[str]:
    return [each.role for each in memberships_of(user_id, now=NOW)]


def test_a_leader_ends_a_colleague_whose_sessions_and_links_end_too(client: Client) -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    leaver = person(unit("Sở Y"))
    client.force_login(leaver, backend="django.contrib.auth.backends.ModelBackend")
    UserSession.objects.create(
        user=leaver, session_key=client.session.session_key, ip="127.0.0.1", last_seen_at=NOW
    )
    issuing.renew_links(viewer=leader, issue_id=uuid4(), membership_ids=[own_of(leaver).pk], now=NOW)
    end(leader, leaver)
    assert roles_of(leaver.pk) == []
    assert not UserSession.objects.filter(user=leaver).exists()
    assert OneTimeLink.objects.get(user=leaver).withdrawn_at == NOW


def test_nobody_ends_or_changes_themselves() -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    person(unit("Sở Y"))
    own = User.objects.get(pk=leader.user_id)
    with pytest.raises(NotAllowed, match="Không tự làm"):
        end(leader, own)
    with pytest.raises(NotAllowed, match="Không tự làm"):
        change(leader, own, Role.REPORTER)


def test_the_last_who_can_write_does_not_go_without_a_successor() -> None:
    board = coordinator()
    last = person(unit("Sở Y"))
    person(unit("Sở Y"), Role.OBSERVER)
    with pytest.raises(NotAllowed, match="người cuối cùng"):
        end(board, last)
    assert roles_of(last.pk) == [Role.REPORTER]


def test_a_unit_that_takes_part_no_more_is_left_empty_by_the_coordinator_alone() -> None:
    last = person(unit("Sở Y"), Role.DISTRICT_COORDINATOR)
    leader = viewer(unit("Sở Z"), Role.REVIEWER)
    with pytest.raises(Invisible):
        end(leader, last, leave_empty=True)
    end(coordinator(), last, leave_empty=True)
    assert roles_of(last.pk) == []


def test_a_coordinator_takes_away_a_role_the_unit_would_not_be_given_today() -> None:
    """What was once given must be able to end, or nobody could end it."""
    board = coordinator()
    stray = person(unit("Sở Y"), Role.COORDINATOR)
    with pytest.raises(NotAllowed):
        change(board, person(unit("Sở Y")), Role.COORDINATOR)
    end(board, stray, leave_empty=True)
    assert roles_of(stray.pk) == []


def test_the_last_coordinator_does_not_go_without_a_successor() -> None:
    board = coordinator()
    second = person(unit("Ban Dân tộc"), Role.COORDINATOR, username="ban.hai")
    end(board, second)
    other = viewer(unit("Ban Dân tộc"), Role.REVIEWER)
    with pytest.raises(NotAllowed):
        end(other, User.objects.get(pk=board.user_id))


def test_a_changed_role_is_one_ended_and_another_begun() -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    user = person(unit("Sở Y"))
    change(leader, user, Role.REVIEWER)
    assert roles_of(user.pk) == [Role.REVIEWER]
    assert list(Membership.objects.filter(user=user).order_by("pk").values_list("role", "valid_until")) == [
        (Role.REPORTER, date(2021, 11, 24)),
        (Role.REVIEWER, None),
    ]


def test_the_same_role_again_changes_nothing() -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    user = person(unit("Sở Y"))
    assert change(leader, user, Role.REPORTER).valid_until is None


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DISTRICT_COORDINATOR, Role.OBSERVER])
def test_no_leader_raises_anybody_above_the_unit(role: Role) -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    with pytest.raises(NotAllowed):
        change(leader, person(unit("Sở Y")), role)


def test_a_leader_of_a_mountain_district_hands_the_district_desk_on() -> None:
    district = unit("Huyện Tây Giang", Kind.MOUNTAIN_DISTRICT)
    leader = viewer(district, Role.REVIEWER)
    desk = person(district, Role.DISTRICT_COORDINATOR)
    done = hand_over(leader, desk, newcomer())
    assert roles_of(done.successor_id) == [Role.DISTRICT_COORDINATOR]


def test_another_units_people_do_not_exist_for_a_leader() -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    foreign = person(unit("Sở Z"))
    with pytest.raises(Invisible):
        end(leader, foreign)
    with pytest.raises(Invisible):
        change(leader, foreign, Role.REVIEWER)
    with pytest.raises(Invisible):
        hand_over(leader, foreign, newcomer())
    with pytest.raises(Invisible):
        hand_over(leader, person(unit("Sở Y")), foreign)
    with pytest.raises(Invisible):
        directory.membership_seen(leader, own_of(foreign).pk, now=NOW)
    with pytest.raises(Invisible):
        directory.accounts_of_unit(leader, unit("Sở Z").pk, now=NOW)


def test_whoever_only_types_manages_nobody() -> None:
    reporter = viewer(unit("Sở Y"))
    colleague = person(unit("Sở Y"), Role.REVIEWER)
    for attempt in (
        lambda: end(reporter, colleague),
        lambda: change(reporter, colleague, Role.REPORTER),
        lambda: hand_over(reporter, colleague, newcomer()),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_desk_passes_to_a_colleague_who_keeps_the_own_role() -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    leaver = person(unit("Sở Y"), username="so-y.nhap")
    successor = person(unit("Sở Y"), Role.REVIEWER, username="so-y.pho")
    done = hand_over(leader, leaver, successor)
    assert (done.leaver_id, done.successor_id, done.issued) == (leaver.pk, successor.pk, None)
    assert roles_of(leaver.pk) == []
    assert roles_of(successor.pk) == [Role.REVIEWER, Role.REPORTER]


def test_a_desk_passes_to_somebody_new_who_gets_a_link() -> None:
    board = coordinator()
    leaver = person(unit("Sở Y"))
    done = hand_over(board, leaver, newcomer())
    assert done.issued is not None
    assert roles_of(done.successor_id) == [Role.REPORTER]
    assert roles_of(leaver.pk) == []
    real = timezone.now()
    user = issuing.use_link(token=done.issued.token, password="mot-cau-ngan-cua-toi", now=NOW, real=real)
    assert user.pk == done.successor_id


def test_a_leader_hands_the_own_desk_on() -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    done = hand_over(leader, User.objects.get(pk=leader.user_id), newcomer())
    assert roles_of(done.successor_id) == [Role.REVIEWER]
    assert roles_of(leader.user_id) == []


def test_a_desk_passes_to_somebody_else_and_passes_once() -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    leaver = person(unit("Sở Y"))
    with pytest.raises(NotAllowed, match="người khác"):
        hand_over(leader, leaver, leaver)
    hand_over(leader, leaver, newcomer())
    with pytest.raises(NotAllowed, match="kết thúc rồi"):
        hand_over(leader, leaver, newcomer())


def test_who_comes_back_to_a_desk_begins_anew() -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    first, second = person(unit("Sở Y"), username="mot"), person(unit("Sở Y"), username="hai")
    hand_over(leader, first, second)
    first_again = Membership.objects.create(
        user=first,
        organisation=unit("Sở Y"),
        role=Role.REVIEWER,
        position="Phó",
        valid_from=NOW.date() - timedelta(days=1),
    )
    managing.hand_over(
        viewer=leader,
        membership_id=Membership.objects.get(user=second).pk,
        successor=first_again.pk,
        now=NOW,
    )
    assert sorted(roles_of(first.pk)) == [Role.REPORTER, Role.REVIEWER]


def test_every_move_is_in_the_history_with_who_made_it() -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    leaver = person(unit("Sở Y"))
    hand_over(leader, leaver, newcomer())
    event = own_of(leaver).events.order_by("-pgh_id").first()  # type: ignore[attr-defined]  # made by pghistory
    assert event.pgh_context.metadata["operation"] == "hand_over"
    assert event.pgh_context.metadata["actor"] == leader.user_id
