"""PostgreSQL restarted under load: errors are told, nothing acknowledged is lost, the web server recovers."""

from __future__ import annotations

import http.client
import json
import threading
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus

from tests.faults.machine import HOST, Machine, Seat, until

PATH = "sections,ky_ket,so_van_ban"
KEPT = f"SELECT version, content #>> '{{{PATH}}}' FROM reports_report WHERE id = %s"  # noqa: S608 - a constant
AT_WORK = 4


@dataclass
class Typist:
    """Saves without a pause, as the page does: what got no answer is sent again as it was."""

    machine: Machine
    seat: Seat
    token: str
    version: int = 0
    acknowledged: str = ""
    saves: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    messages: set[str] = field(default_factory=set)

    def work(self, done: threading.Event) -> None:
        content = self.machine.ask("SELECT content FROM reports_report WHERE id = %s", self.seat.report)[0][0]
        self.version = self.machine.ask("SELECT version FROM reports_report WHERE id = %s", self.seat.report)[
            0
        ][0]
        while not done.is_set():
            self.saves += 1
            content["sections"]["ky_ket"]["so_van_ban"] = f"{self.saves}/CTr"
            save = {"base_version": self.version, "save_id": f"luu-{self.saves}", "content": content}
            while (status := self.send(save)) != HTTPStatus.OK and not done.wait(0.2):
                assert status in (0, HTTPStatus.SERVICE_UNAVAILABLE), status
            if status == HTTPStatus.OK:
                self.acknowledged = f"{self.saves}/CTr"

    def send(self, save: dict[str, object]) -> int:
        """The status of the answer; 0 for none."""
        connection = http.client.HTTPConnection(HOST, self.machine.port, timeout=30)
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Cookie": f"sessionid={self.seat.session}; csrftoken={self.token}",
            "X-CSRFToken": self.token,
        }
        try:
            connection.request("POST", f"/bao-cao/{self.seat.report}/luu/", json.dumps(save), headers)
            answer = connection.getresponse()
            said = json.loads(answer.read())
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()
        self.answers[answer.status] += 1
        if answer.status == HTTPStatus.OK:
            self.version = said["version"]
        else:
            self.messages.add(said["message"])
        return answer.status


def test_errors_are_told_nothing_acknowledged_is_lost_and_the_web_recovers_by_itself(
    machine: Machine,
) -> None:
    typists = [Typist(machine, machine.seats.pop(), "t" * 32) for _number in range(AT_WORK)]
    web = {process.pid for process in machine.web_processes()}
    done = threading.Event()
    threads = [threading.Thread(target=typist.work, args=(done,)) for typist in typists]
    for thread in threads:
        thread.start()
    until(lambda: all(typist.answers[HTTPStatus.OK] > 5 for typist in typists))
    machine.kill_database()
    until(lambda: all(typist.answers[HTTPStatus.SERVICE_UNAVAILABLE] for typist in typists))
    machine.restart_database()
    before = [typist.answers[HTTPStatus.OK] for typist in typists]
    until(lambda: all(t.answers[HTTPStatus.OK] > n + 5 for t, n in zip(typists, before, strict=True)))
    done.set()
    for thread in threads:
        thread.join()
    for typist in typists:
        version, kept = machine.ask(KEPT, typist.seat.report)[0]
        # The last save may be there without its answer; the acknowledged one before it always is.
        assert (version, kept) in {
            (typist.version, typist.acknowledged),
            (typist.version + 1, f"{typist.saves}/CTr"),
        }
        assert set(typist.answers) == {HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE}
        assert all(message.startswith("Cơ sở dữ liệu tạm dừng.") for message in typist.messages)
    assert {process.pid for process in machine.web_processes()} == web
