"""Reading the demo's assignments from the content folder."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ketnghia.twinning.states import AssignmentPart


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One pair; both days are included."""

    donor: str
    recipient: str
    part: AssignmentPart
    instrument: str
    first_day: date
    last_day: date
    illustrative: bool


def read_assignments(folder: Path) -> Iterator[AssignmentRow]:
    """The rows of ``demo/assignments.csv``. Raises ``ValueError`` or ``KeyError`` at a bad row."""
    with (folder / "demo" / "assignments.csv").open(encoding="utf-8", newline="") as handle:
        for cells in csv.DictReader(handle):
            yield AssignmentRow(
                donor=cells["donor"],
                recipient=cells["recipient"],
                part=AssignmentPart(cells["part"]),
                instrument=cells["instrument"],
                first_day=date.fromisoformat(cells["first_day"]),
                last_day=date.fromisoformat(cells["last_day"]),
                illustrative=cells["illustrative"] == "true",
            )
