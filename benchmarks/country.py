"""A country: 34 provinces, 3,321 communes, 12,000 donors, 16,000 reports, 600,000 activity rows.

The consolidated year against the bare SQL sums of the same facts; then, over HTTP with the served
application, the board, the consolidated screen and the list of reports as CSV and XLSX; and what memory
the server takes before and after.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPConnection
from statistics import median
from time import perf_counter
from typing import Final
from urllib.parse import urlencode

import psutil
from django.db import connection, connections
from django.urls import reverse

from benchmarks import chance
from benchmarks.consolidated import RATIO_BAR, bare_sums, observer, timed
from benchmarks.copying import unchecked
from benchmarks.country_reports import hand_in
from benchmarks.country_units import make_units
from benchmarks.figures import Latencies, Line
from benchmarks.screens import sign_in
from benchmarks.server import HOST, PROXY_HEADERS, prepare, serving
from ketnghia.campaigns.models import Campaign
from ketnghia.cli.content import DEFAULT, load_everything
from ketnghia.consolidation.queries import consolidated
from ketnghia.reports.models import Fact

REPORT_BAR_S: Final = 2.0
BOARD_BAR_MS: Final = 300
CSV_BAR_S: Final = 1.3
XLSX_BAR_S: Final = 10.0
GROWTH_BAR_MB: Final = 30
REQUESTS: Final = 200
_YEAR: Final = 2021
_ROUNDS: Final = 5
_DOWNLOADS: Final = 3
# The donors whose number begins with a nought: ten thousand of them.
_TEN_THOUSAND: Final = "?" + urlencode({"nam": _YEAR, "q": "Đơn vị giúp 0"})
_MB: Final = 2**20


class Reader:
    """One kept-open connection of the coordinator."""

    def __init__(self, port: int, session_key: str) -> None:
        self._connection = HTTPConnection(HOST, port, timeout=120)
        self._headers = {**PROXY_HEADERS, "Cookie": f"sessionid={session_key}", "Accept": "text/html"}

    def get(self, address: str) -> tuple[float, int]:
        """Seconds to the last byte, and how many bytes. Raises RuntimeError where the answer is not 200."""
        began = perf_counter()
        self._connection.request("GET", address, headers=self._headers)
        answer = self._connection.getresponse()
        length = sum(len(chunk) for chunk in iter(lambda: answer.read(2**16), b""))
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"{address} was answered {answer.status}")
        return perf_counter() - began, length


def build() -> None:
    """Write the country over the real content, the same at every run."""
    load_everything(DEFAULT)
    dice = chance.dice(_YEAR)
    with unchecked():
        country = make_units(dice)
        hand_in(country, Campaign.objects.get(year=_YEAR), dice)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def totals() -> list[Line]:
    """All tables of the consolidated report against their bare sums, in turn; and the process's memory."""
    viewer, campaign = observer(), Campaign.objects.get(year=_YEAR)
    times, memory = [], []
    for _round in range(_ROUNDS):
        report = timed(lambda: consolidated(viewer, year=_YEAR, as_of=datetime.now(UTC)))
        times.append((report, timed(lambda: bare_sums(campaign.pk))))
        memory.append(psutil.Process().memory_info().rss)
    report, bare = (median(each[at] for each in times) for at in (0, 1))
    what = f"consolidated report of the country, {Fact.objects.count():,} facts"
    return [
        Line(what, f"{report:.2f} s", f"< {REPORT_BAR_S:g} s", report < REPORT_BAR_S),
        Line("bare SQL sums of its tables", f"{bare:.2f} s"),
        Line(
            "its report against bare sums",
            f"{report / bare:.2f} ×",
            f"≤ {RATIO_BAR:g} ×",
            report <= RATIO_BAR * bare,
            binding=True,
        ),
        _growth("memory the report grew by from the second time on", memory[1], memory[-1]),
    ]


def served(port: int, session_key: str) -> list[Line]:
    """The screens and the downloads, over HTTP."""
    with serving(port) as pid:
        reader = Reader(port, session_key)
        board = reverse("board", args=[_YEAR])
        screen = reverse("consolidated", args=[_YEAR])
        for _warm_up in range(10):
            reader.get(board)
            reader.get(screen)
        before = _memory(pid)
        boards = Latencies.of([reader.get(board)[0] for _request in range(REQUESTS)])
        screens = [reader.get(screen) for _request in range(_ROUNDS)]
        after_screens = _memory(pid)
        csv, xlsx = (_downloads(reader, name) for name in ("reports_csv", "reports_xlsx"))
        after = _memory(pid)
    seconds, length = median(each[0] for each in screens), screens[0][1]
    return [
        Line(
            f"board of the country, p95 of {REQUESTS}",
            f"{boards.p95:.0f} ms",
            f"< {BOARD_BAR_MS} ms",
            boards.p95 < BOARD_BAR_MS,
        ),
        Line("its consolidated screen", f"{seconds:.2f} s, {length / 1000:.0f} kB"),
        Line("10,000 reports as CSV", f"{csv:.2f} s", f"< {CSV_BAR_S:g} s", csv < CSV_BAR_S),
        Line("10,000 reports as XLSX", f"{xlsx:.2f} s", f"< {XLSX_BAR_S:g} s", xlsx < XLSX_BAR_S),
        _growth("memory the server grew by over the screens", before, after_screens),
        _growth("memory the server grew by over the downloads", after_screens, after),
        Line("memory of the whole server after all of it", f"{after / _MB:.0f} MB"),
    ]


def _downloads(reader: Reader, name: str) -> float:
    """Seconds of a download, the median."""
    return median(reader.get(reverse(name) + _TEN_THOUSAND)[0] for _round in range(_DOWNLOADS))


def _growth(name: str, before: int, after: int) -> Line:
    grown = (after - before) / _MB
    return Line(name, f"{grown:.0f} MB", f"≤ {GROWTH_BAR_MB} MB", grown <= GROWTH_BAR_MB)


def _memory(pid: int) -> int:
    """Bytes of the server's processes together."""
    parent = psutil.Process(pid)
    return sum(each.memory_info().rss for each in (parent, *parent.children(recursive=True)))


def main() -> None:
    """Print the run's lines as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8310)
    options = parser.parse_args()
    prepare()
    build()
    found = totals()
    session_key = sign_in()
    connections.close_all()
    found += served(options.port, session_key)
    json.dump([asdict(line) for line in found], sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
