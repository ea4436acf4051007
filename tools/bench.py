"""`make bench`: measure, hold against the bars, print a table.

Exits with 1 when a binding bar is missed. Writes nothing, unless told to `--keep` the figures in the docs.
Each measurement runs on an embedded database of its own, durable like one in production, thrown away after.
"""

import argparse
import json
import os
import platform
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from benchmarks.figures import Line, table

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "docs" / "reference" / "figures.md"


def measure(module: str, *arguments: str) -> Any:
    """What a module of `benchmarks` prints as JSON. Raises CalledProcessError when it fails."""
    with tempfile.TemporaryDirectory(prefix="ketnghia-bench-", dir=_disk()) as folder:
        # As behind a proxy that speaks TLS: the application is measured with production's settings.
        environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DJANGO_SETTINGS_MODULE": "ketnghia.config.settings",
            "KETNGHIA_DATA": folder,
            "KETNGHIA_DEMO": "0",
            "KETNGHIA_BEHIND_PROXY": "1",
            "KETNGHIA_LOG_LEVEL": "WARNING",
            "SECRET_KEY": secrets.token_urlsafe(64),
        }
        command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
        printed = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return json.loads(printed.stdout)


def _disk() -> str | None:
    """A folder for temporary files that lies on a disk: what is in memory only costs no commit anything."""
    return "/var/tmp" if os.name == "posix" else None  # noqa: S108 - only a folder made in it is used


def machine() -> str:
    """What the figures were taken on."""
    memory = psutil.virtual_memory().total / 2**30
    busy = psutil.getloadavg()[0]
    return (
        f"{psutil.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB of memory, {platform.system()}, "
        f"Python {platform.python_version()}, embedded PostgreSQL; load of the machine before: {busy:.1f}"
    )


def page(lines: Sequence[Line], where: dict[str, Any], taken_on: str) -> str:
    """The page of the docs."""
    parts = "\n".join(f"| {label} | {share:.0f} % |" for label, share in where["parts"])
    return f"""# Figures

Written by `python -m tools.bench --keep` on {datetime.now(UTC):%Y-%m-%d}; `make bench` measures anew and
writes nothing.

Taken on: {taken_on}.

{table(lines)}

"Not yet" is a bar that does not fail the bench so far; "MISSED" fails it.

## What is measured

**The consolidated report.** A province of 500 units and 20,000 activity rows; all tables of the consolidated
report against the bare SQL sums over the same facts in the same run, and the queries that the screens make.

**Submissions.** `ketnghia serve` with its own defaults and production's settings, the embedded PostgreSQL
(`fsync` and `synchronous_commit` on) and the clients on the same cores. Eight kept-open connections, each
signed in through the sign-in page; every report is sent in a session of its own person (session rows made
beforehand, as those of people who saved a moment ago), since a report belongs to one unit. The measured
request is `POST /bao-cao/<id>/nop/`: CSRF, session, memberships, the lock on the report, the workflow table,
four eyes, window, every check of the form, the revision with its hash, its facts and their sums, the audit
row, the history by trigger, and the commit. Nothing is left in a queue. A report fills 18 fields of the real
Form 1 with 3 activity rows and 1 appraisal row: 56 values, 18 facts. 10,000 go into an empty database; then
these are copied three times by SQL, every trigger running, and 10,000 more go on top of the 40,000.
Afterwards the database is asked for every acknowledged report: its revision, its facts, its audit row, a hash
that fits, and a receipt nobody else has.

CPU is the time the processors spent on one request: in the web workers, in every process of PostgreSQL, in
the client. Two cores give 2,000 ms a second. Unlike the rate it can be compared on a machine with other work.
Memory is PSS: pages that workers share are counted once.

**The last minute.** The same with 30 activity rows and 50 connections.

**Typing.** 200 people with a kept-open connection each; each sends the whole draft every 5 seconds, as the
page does, at moments spread evenly. Each draft must hold the last save it was told is kept.

## Where the time of a submission goes

One submission sends {where["statements"]} statements, and BEGIN and COMMIT. In one process, under the
profiler:

| Part | Share |
|---|---|
{parts}
"""


def measurements(port: int, *, quick: bool) -> list[tuple[str, tuple[str, ...]]]:
    """The modules of `benchmarks` in the order of the table, with their arguments."""
    here = ("--port", str(port))
    return [
        ("consolidated", ()),
        ("screens", ()),
        ("country", here),
        ("submissions", ("--reports", "1000" if quick else "10000", *here)),
        ("rush", ("--reports", "100" if quick else "1000", *here)),
        ("autosave", ("--rounds", "3" if quick else "8", *here)),
    ]


def main(arguments: Sequence[str]) -> int:
    """Measure everything; 1 when a binding bar is missed."""
    parser = argparse.ArgumentParser(prog="tools.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the submissions, for a first look")
    parser.add_argument("--port", type=int, default=8310, help="port of the measured server (8310)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--keep", action="store_true", help=f"write {FIGURES.relative_to(ROOT)}")
    options = parser.parse_args(arguments)
    taken_on = machine()
    found = [
        line
        for name, arguments in measurements(options.port, quick=options.quick)
        for line in measure(name, *arguments)
    ]
    lines = [Line(**line) for line in found]
    if options.json:
        print(json.dumps([asdict(line) | {"verdict": line.verdict} for line in lines], ensure_ascii=False))
    else:
        print(f"{taken_on}\n\n{table(lines)}")
    if options.keep:
        FIGURES.write_text(page(lines, measure("where"), taken_on))
    return int(any(line.fails for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
