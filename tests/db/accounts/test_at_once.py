"""Links and time: two who press at one moment, roles that ended, roles still to come. No link opens twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from ketnghia.accounts import issuing, managing
from ketnghia.accounts.models import Membership, OneTimeLink
from ketnghia.accounts.states import Role
from ketnghia.kernel.refusals import NotAllowed, Refusal
from tests.world import OPEN, World


def together(deed: Callable[[], object], people: int = 3) -> list[str]:
    """What becomes of the same deed done by so many at once: "done", or the code of the refusal."""
    start = Barrier(people)

    def one() -> str:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            deed()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(people) as pool:
        return sorted(each.result() for each in [pool.submit(one) for _person in range(people)])


def test_a_link_given_before_its_owner_was_taken_off_opens_nothing_after(world: World) -> None:
    unit = world.department
    (issued,) = issuing.renew_links(
        viewer=unit.reviewer, issue_id=uuid4(), membership_ids=[unit.reporter.membership_id], now=OPEN
    )
    managing.end_membership(viewer=unit.reviewer, membership_id=unit.reporter.membership_id, now=OPEN)
    with pytest.raises(NotAllowed, match="không dùng được"):
        issuing.use_link(token=issued.token, password="mot-cau-rieng-cua-toi", now=OPEN, real=OPEN)


def test_a_leader_gives_no_link_to_somebody_who_is_about_to_coordinate(world: World) -> None:
    unit, tomorrow = world.department, OPEN.date() + timedelta(days=1)
    Membership.objects.create(
        user_id=unit.reporter.user_id,
        organisation_id=world.board.id,
        role=Role.COORDINATOR,
        position="Chuyên viên",
        valid_from=tomorrow,
    )
    with pytest.raises(NotAllowed, match="vai trò ở nơi khác"):
        issuing.renew_links(
            viewer=unit.reviewer, issue_id=uuid4(), membership_ids=[unit.reporter.membership_id], now=OPEN
        )


def test_accounts_and_links_given_at_the_same_moment_are_given_or_refused_and_open_once(
    committed_world: World,
) -> None:
    unit = committed_world.department
    leader, owner = unit.reviewer, unit.reporter

    def renew() -> list[issuing.Issued]:
        return issuing.renew_links(
            viewer=leader, issue_id=uuid4(), membership_ids=[owner.membership_id], now=OPEN
        )

    def add() -> issuing.Issued:
        return issuing.add_colleague(
            viewer=leader,
            issue_id=uuid4(),
            organisation_id=unit.id,
            role=Role.REPORTER,
            position="Chuyên viên",
            email="",
            now=OPEN,
        )

    for deed in (renew, add):
        assert set(together(deed)) <= {"done", "ISSUED_MEANWHILE"}
    alive = OneTimeLink.objects.filter(user_id=owner.user_id, withdrawn_at=None, used_at=None)
    assert alive.count() == 1
    token = renew()[0].token

    def use() -> object:
        return issuing.use_link(token=token, password="mot-cau-rieng-cua-toi", now=OPEN, real=OPEN)

    assert together(use) == ["LINK_DEAD", "LINK_DEAD", "done"]
