"""Where the time of a submission goes, by the functions it passes through, in one process and one thread.

Under the profiler everything is slower, so the shares are what counts, not the milliseconds.
"""

from __future__ import annotations

import json
import pstats
import sys
from collections.abc import Callable
from cProfile import Profile
from http import HTTPStatus
from typing import Any, Final

from django.db import connection
from django.test import Client

from benchmarks.population import Draft, populate
from benchmarks.server import HOST, PROXY_HEADERS, prepare

_WARM_UP: Final = 20
_PROFILED: Final = 100
# File's end and function, with what it is called in the table; none of them calls another one of them.
_PARTS: Final = {
    ("accounts/sessions.py", "load"): "session read",
    ("accounts/backends.py", "get_user"): "person and memberships read",
    ("reports/queries.py", "lock"): "report locked and read",
    ("accounts/queries.py", "members_in"): "four eyes",
    ("reports/queries.py", "lookups"): "what the content may point at",
    ("reportforms/engine.py", "check"): "every check of the form",
    ("reports/freezing.py", "freeze"): "revision frozen and hashed, facts and their sums",
    ("reports/moving.py", "move"): "audit row and new state, history by trigger",
    ("messages/middleware.py", "process_response"): "the message to show next, signed",
    ("backends/base/base.py", "commit"): "commit to disk",
}


def run() -> tuple[int, list[tuple[str, float]]]:
    """Statements of one submission, and the share of each part in percent, greatest first."""
    prepare()
    drafts = populate(_WARM_UP + _PROFILED + 1)
    for draft in drafts[:_WARM_UP]:
        _submit(draft)
    statements = _statements(drafts[_WARM_UP])
    profile = Profile()
    profile.enable()
    for draft in drafts[_WARM_UP + 1 :]:
        _submit(draft)
    profile.disable()
    return statements, shares(pstats.Stats(profile))


def _statements(draft: Draft) -> int:
    """How many statements one submission sends, what Django sends to keep the transaction left out."""
    sent = []

    def note(execute: Callable[..., Any], *said: Any) -> Any:
        sent.append(said[0])
        return execute(*said)

    with connection.execute_wrapper(note):
        _submit(draft)
    return len(sent)


def shares(measured: pstats.Stats) -> list[tuple[str, float]]:
    """Percent of a request's time for each part, and for all the rest."""
    # The tables of a profile are not part of its declared interface.
    entries = vars(measured)["stats"].items()
    whole = sum(
        entry[3] for (path, _line, name), entry in entries if _is(path, name, "base.py", "get_response")
    )
    found = {
        label: 100 * entry[3] / whole
        for (path, _line, name), entry in entries
        for (end, wanted), label in _PARTS.items()
        if _is(path, name, end, wanted)
    }
    found["everything else (routing, middleware, CSRF, answer)"] = 100 - sum(found.values())
    return sorted(found.items(), key=lambda part: -part[1])


def _is(path: str, name: str, end: str, wanted: str) -> bool:
    return name == wanted and path.replace("\\", "/").endswith(end)


def _submit(draft: Draft) -> None:
    client = Client(headers={**PROXY_HEADERS, "Host": HOST})
    client.cookies["sessionid"] = draft.session_key
    answer = client.post(f"/bao-cao/{draft.report_id}/nop/", {"version": 1})
    if answer.status_code != HTTPStatus.FOUND:
        raise RuntimeError(f"report {draft.report_id} was answered {answer.status_code}")


if __name__ == "__main__":
    statements, parts = run()
    json.dump({"statements": statements, "parts": parts}, sys.stdout, ensure_ascii=False, indent=1)
