"""The visitors: a few kept-open connections, each in a thread, each sending one report after another."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlencode

from benchmarks.population import PASSWORD, Draft
from benchmarks.server import HOST, PROXY_HEADERS

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

    def sign_in(self, username: str) -> None:
        """Through the sign-in page, as a person does. Raises RuntimeError when it is refused."""
        page = self._ask("GET", "/tai-khoan/dang-nhap/")
        token = _TOKEN.search(page.read().decode())
        if token is None:
            raise RuntimeError("the sign-in page has no form")
        form = {"login": username, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        answer = self._ask("POST", "/tai-khoan/dang-nhap/", form)
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

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None) -> HTTPResponse:
        headers = {
            **PROXY_HEADERS,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "Origin": self._origin,
            "Accept": "text/html",
            "Accept-Language": "vi",
        }
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, urlencode(form) if form else None, headers)
        answer = self._connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            morsels = SimpleCookie(cookie)
            self._cookies |= {name: morsel.value for name, morsel in morsels.items()}
        return answer


def send_all(visitors: Sequence[Visitor], drafts: Sequence[Draft]) -> tuple[Sent, float]:
    """Share the drafts out among the connections; what they saw together, and how many seconds it took."""
    parts = [Sent() for _visitor in visitors]
    threads = [
        threading.Thread(target=_send, args=(visitor, drafts[number :: len(visitors)], part))
        for number, (visitor, part) in enumerate(zip(visitors, parts, strict=True))
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    together = Sent()
    for part in parts:
        together.seconds += part.seconds
        together.acknowledged += part.acknowledged
        together.errors += part.errors
    return together, took


def _send(visitor: Visitor, drafts: Sequence[Draft], sent: Sent) -> None:
    for draft in drafts:
        try:
            visitor.submit(draft, sent)
        except OSError as error:
            sent.errors.append(f"report {draft.report_id}: {error}")
            return
