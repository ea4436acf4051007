"""A request begun in time whose body arrives late counts when it is here, from whoever may send it then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from ketnghia.accounts.models import Membership
from ketnghia.reports.models import Report
from ketnghia.reports.states import State
from tests.world import LAST_SECOND, SHUT, World, again


class SlowBody(BytesIO):
    """A body during whose arrival something happens."""

    def __init__(self, content: bytes, meanwhile: Callable[[], object]) -> None:
        super().__init__(content)
        self.meanwhile = meanwhile

    def read(self, size: int | None = -1, /) -> bytes:
        self.meanwhile()
        return super().read(size)


@pytest.fixture
def report(open_world: World, at: Callable[[datetime], None]) -> Report:
    drafted = open_world.drafted(open_world.business)
    at(LAST_SECOND)
    return drafted


def submit_slowly(world: World, report: Report, meanwhile: Callable[[], object]) -> Any:
    content = urlencode({"version": report.version}).encode()
    wire: dict[str, Any] = {"wsgi.input": SlowBody(content, meanwhile)}
    return world.client(world.business.reporter.username).post(
        f"/bao-cao/{report.pk}/nop/",
        content,
        content_type="application/x-www-form-urlencoded",
        **wire,
    )


def test_a_submission_that_began_in_time_and_arrived_late_is_late(
    open_world: World, report: Report, at: Callable[[datetime], None]
) -> None:
    answer = submit_slowly(open_world, report, lambda: at(SHUT))
    assert (answer.status_code, again(report).state) == (HTTPStatus.UNPROCESSABLE_ENTITY, State.DRAFT)


def test_whoever_is_taken_off_while_the_request_arrives_sends_nothing(
    open_world: World, report: Report
) -> None:
    own = Membership.objects.filter(user_id=open_world.business.reporter.user_id)
    answer = submit_slowly(open_world, report, lambda: own.update(valid_until=LAST_SECOND.date()))
    assert (answer.status_code, again(report).state) == (HTTPStatus.FORBIDDEN, State.DRAFT)


def test_what_arrives_in_time_counts(open_world: World, report: Report) -> None:
    answer = submit_slowly(open_world, report, lambda: None)
    assert (answer.status_code, again(report).state) == (HTTPStatus.FOUND, State.SUBMITTED)


def test_a_sender_who_hangs_up_halfway_is_no_fault_of_the_server(open_world: World, report: Report) -> None:
    def hang_up() -> None:
        raise OSError("gone")

    answer = submit_slowly(open_world, report, hang_up)
    assert (answer.status_code, again(report).state) == (HTTPStatus.BAD_REQUEST, State.DRAFT)


@pytest.mark.parametrize("length", [str(2**40), "9" * 30])
def test_a_body_that_would_fill_the_disk_is_turned_away_unread(
    open_world: World, client: Client, length: str
) -> None:
    def read() -> None:
        raise AssertionError("was read")

    wire: dict[str, Any] = {"wsgi.input": SlowBody(b"", read), "CONTENT_LENGTH": length}
    answer = client.post("/tai-khoan/dang-nhap/", {"login": "a"}, **wire)
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
