"""The visitors: kept-open connections, each in a thread of its own."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.cookies import SimpleCookie
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks.population import PASSWORD, Draft
from benchmarks.server import HOST, PROXY_HEADERS

_SIGN_IN: Final = "/tai-khoan/dang-nhap/"
_TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(slots=True)
class Sent:
    """What one connection saw: seconds of each answer, ids of acknowledged reports, refusals."""

    seconds: list[float] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Visitor:
    """One connection and its cookies."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection(HOST, port, timeout=60)
        self._cookies: dict[str, str] = {}
        self._origin = f"https://{HOST}:{port}"

    def look(self) -> str:
        """Open the sign-in page, which leaves the cookie every form needs; the token of its own form."""
        page = self._ask("GET", _SIGN_IN)
        token = _TOKEN.search(page.read().decode())
        if token is None:
            raise RuntimeError("the sign-in page has no form")
        return token[1]

    def sign_in(self, username: str) -> None:
        """Through the sign-in page, as a person does. Raises RuntimeError when it is refused."""
        form = {"login": username, "password": PASSWORD, "csrfmiddlewaretoken": self.look()}
        answer = self._ask("POST", _SIGN_IN, form)
        answer.read()
        if answer.status != HTTPStatus.FOUND or "sessionid" not in self._cookies:
            raise RuntimeError(f"sign-in was refused with {answer.status}")

    def submit(self, draft: Draft, sent: Sent) -> None:
        """Send a report off in its own person's session, and note the answer."""
        self._cookies["sessionid"] = draft.session_key
        form = {"version": "1", "csrfmiddlewaretoken": self._cookies["csrftoken"]}
        started = time.perf_counter()
        answer = self._ask("POST", f"/bao-cao/{draft.report_id}/nop/", form)
        answer.read()
        sent.seconds.append(time.perf_counter() - started)
        goes_to = answer.headers.get("Location", "")
        if answer.status == HTTPStatus.FOUND and goes_to == f"/bao-cao/{draft.report_id}/bien-nhan/":
            sent.acknowledged.append(draft.report_id)
        else:
            sent.errors.append(f"report {draft.report_id}: {answer.status} {goes_to}".strip())

    def save(self, draft: Draft, version: int, content: dict[str, Any], sent: Sent) -> int:
        """Save a draft as its page does; the version it has then."""
        self._cookies["sessionid"] = draft.session_key
        save_id = f"do-{draft.report_id}-{version}"
        body = json.dumps({"base_version": version, "save_id": save_id, "content": content})
        started = time.perf_counter()
        answer = self._send("POST", f"/bao-cao/{draft.report_id}/luu/", body, "application/json")
        found = answer.read()
        sent.seconds.append(time.perf_counter() - started)
        if answer.status != HTTPStatus.OK:
            sent.errors.append(f"report {draft.report_id}: {answer.status}")
            return version
        sent.acknowledged.append(draft.report_id)
        kept: int = json.loads(found)["version"]
        return kept

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None) -> HTTPResponse:
        return self._send(
            method, path, urlencode(form) if form else None, "application/x-www-form-urlencoded"
        )

    def _send(self, method: str, path: str, body: str | None, kind: str) -> HTTPResponse:
        headers = {
            **PROXY_HEADERS,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "Origin": self._origin,
            "Accept": "application/json" if kind == "application/json" else "text/html",
            "Accept-Language": "vi",
        }
        if body is not None:
            headers |= {"Content-Type": kind, "X-CSRFToken": self._cookies.get("csrftoken", "")}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            morsels = SimpleCookie(cookie)
            self._cookies |= {name: morsel.value for name, morsel in morsels.items()}
        return answer


def visitors(port: int, count: int) -> list[Visitor]:
    """Connections that have looked at the sign-in page."""
    opened = [Visitor(port) for _number in range(count)]
    for visitor in opened:
        visitor.look()
    return opened


def send_all(visitors: Sequence[Visitor], drafts: Sequence[Draft]) -> tuple[Sent, float]:
    """Share the drafts out among the connections; what they saw together, and how many seconds it took."""
    shares = [drafts[number :: len(visitors)] for number in range(len(visitors))]
    return together([partial(_send, *each) for each in zip(visitors, shares, strict=True)])


def together(tasks: Sequence[Callable[[Sent], None]]) -> tuple[Sent, float]:
    """Do every task in a thread of its own; what they saw, and how many seconds it took."""
    parts = [Sent() for _task in tasks]
    threads = [threading.Thread(target=task, args=(part,)) for task, part in zip(tasks, parts, strict=True)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    whole = Sent()
    for part in parts:
        whole.seconds += part.seconds
        whole.acknowledged += part.acknowledged
        whole.errors += part.errors
    return whole, took


def _send(visitor: Visitor, drafts: Sequence[Draft], sent: Sent) -> None:
    for draft in drafts:
        try:
            visitor.submit(draft, sent)
        except (OSError, HTTPException) as error:
            sent.errors.append(f"report {draft.report_id}: {error!r}")
            return
