"""How many statements the requests of the last evening send: each costs a twentieth of one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse

from tests.world import World, again

# Session, person, lock, who writes in the unit, whom the content may name, where they lie, freezing, moving.
OF_A_SUBMISSION = 8
# Session, person, lock, the draft, whom the content may name.
OF_A_SAVE = 5


def statements(ask: Callable[[], Any]) -> tuple[HttpResponse, list[str]]:
    """What a request answers, and what it sent; the savepoints of the test's own transaction left out."""
    sent: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        sent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        answer: HttpResponse = ask()
    return answer, [sql for sql in sent if "SAVEPOINT" not in sql]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_submission_sends_eight_statements_however_many_rows_it_has(open_world: World, rows: int) -> None:
    report = open_world.drafted(open_world.business, rows=rows)
    client = open_world.client("doanh-nghiep.nhap")
    client.get(f"/bao-cao/{report.pk}/")
    answer, sent = statements(lambda: client.post(f"/bao-cao/{report.pk}/nop/", {"version": report.version}))
    assert answer.status_code == 302
    assert len(sent) == OF_A_SUBMISSION, sent


@pytest.mark.parametrize("rows", [1, 3])
def test_a_save_sends_five(open_world: World, rows: int) -> None:
    report = open_world.drafted(open_world.business, rows=rows)
    client = open_world.client("doanh-nghiep.nhap")
    client.get(f"/bao-cao/{report.pk}/")
    body = json.dumps({"base_version": report.version, "save_id": "x", "content": report.content})
    address = f"/bao-cao/{report.pk}/luu/"
    answer, sent = statements(lambda: client.post(address, body, content_type="application/json"))
    assert answer.status_code == 200
    assert len(sent) == OF_A_SAVE, sent
    assert again(report).version == report.version + 1
