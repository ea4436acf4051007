"""Writes of assignments. Every change is in the history, by trigger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pghistory
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.legal.models import LegalInstrument
from ketnghia.organisations import operations as organisations
from ketnghia.organisations.content import Mistake, MistakesFoundError, read_units
from ketnghia.organisations.models import Organisation
from ketnghia.twinning import policies
from ketnghia.twinning.content import AssignmentRow, read_assignments
from ketnghia.twinning.models import Assignment
from ketnghia.twinning.states import AssignmentPart


@dataclass(frozen=True, slots=True)
class LoadedDemo:
    """How many donors and assignments a load made; what was there stays."""

    donors: int
    assignments: int


def _days(first_day: date, last_day: date) -> DateRange:
    return DateRange(first_day, last_day + timedelta(days=1))


@transaction.atomic
def assign(
    *,
    viewer: Viewer,
    donor_id: int,
    recipient_id: int,
    part: AssignmentPart,
    first_day: date,
    last_day: date,
    instrument_id: int,
    now: datetime,
    illustrative: bool = False,
) -> Assignment:
    """Record what a decision assigns, from the first to the last day (both included).

    Raises ``NotAllowed``: not the coordinator, not such a pair, or assigned already in that time. Two
    persons who record the same pair at once are kept apart by the database's exclusion.
    """
    policies.check_assign(viewer)
    policies.check_days(first_day, last_day)
    # The donor's row is the lock: the check of overlaps below then sees what others wrote.
    donor = Organisation.objects.select_for_update().get(id=donor_id)
    recipient = Organisation.objects.get(id=recipient_id)
    policies.check_pair(donor, recipient)
    validity = _days(first_day, last_day)
    policies.check_free(_overlapping(donor_id, recipient_id, validity).first())
    with pghistory.context(operation="assign", actor=viewer.user_id, at=now.isoformat()):
        return Assignment.objects.create(
            donor=donor,
            recipient=recipient,
            part=part,
            validity=validity,
            instrument_id=instrument_id,
            illustrative=illustrative,
        )


@transaction.atomic
def end_assignment(*, viewer: Viewer, assignment_id: int, last_day: date, now: datetime) -> Assignment:
    """Let an assignment end earlier (or later); ``last_day`` is its last.

    Raises ``NotAllowed``, also when it would then run into the next one of the same pair.
    """
    policies.check_assign(viewer)
    assignment = Assignment.objects.select_for_update().get(id=assignment_id)
    policies.check_days(assignment.validity.lower, last_day)
    validity = _days(assignment.validity.lower, last_day)
    others = _overlapping(assignment.donor_id, assignment.recipient_id, validity)
    policies.check_free(others.exclude(id=assignment.id).first())
    with pghistory.context(operation="end_assignment", actor=viewer.user_id, at=now.isoformat()):
        assignment.validity = validity
        assignment.save(update_fields=["validity"])
    return assignment


def _overlapping(donor_id: int, recipient_id: int, validity: DateRange) -> QuerySet[Assignment]:
    pair = Assignment.objects.filter(donor=donor_id, recipient=recipient_id, validity__overlap=validity)
    return pair.select_related("instrument").order_by("validity")


@transaction.atomic
def load_demo(path: Path, now: datetime) -> LoadedDemo:
    """Load ``demo/donors.toml`` and ``demo/assignments.csv`` of a content folder, illustrative pairs.

    Needs the organisations and legal instruments of the folder loaded before. Raises
    ``MistakesFoundError`` and then changes nothing.
    """
    mistakes: list[Mistake] = []
    rows = read_units(path / "demo" / "donors.toml", mistakes)
    if mistakes:
        raise MistakesFoundError(tuple(mistakes))
    donors = organisations.load_rows(rows=rows, now=now)
    pairs = tuple(read_assignments(path))
    with pghistory.context(operation="load_demo", at=now.isoformat()):
        made = _load_pairs(pairs, path / "demo" / "assignments.csv")
    return LoadedDemo(donors.created, made)


def _load_pairs(rows: Sequence[AssignmentRow], file: Path) -> int:
    units = _valid_units(rows)
    codes = {row.instrument for row in rows}
    instruments = dict(LegalInstrument.objects.filter(code__in=codes).values_list("code", "id"))
    _check_known(rows, units, instruments, file)
    known = set(Assignment.objects.values_list("donor_id", "recipient_id", "validity"))
    fresh = [
        Assignment(
            donor_id=units[row.donor],
            recipient_id=units[row.recipient],
            part=row.part,
            validity=_days(row.first_day, row.last_day),
            instrument_id=instruments[row.instrument],
            illustrative=row.illustrative,
        )
        for row in rows
    ]
    made = Assignment.objects.bulk_create(
        each for each in fresh if (each.donor_id, each.recipient_id, each.validity) not in known
    )
    return len(made)


def _valid_units(rows: Sequence[AssignmentRow]) -> dict[str, int]:
    codes = {code for row in rows for code in (row.donor, row.recipient)}
    first_day = min(row.first_day for row in rows)
    units = Organisation.objects.filter(code__in=codes, validity__contains=first_day)
    return dict(units.values_list("code", "id"))


def _check_known(
    rows: Sequence[AssignmentRow], units: dict[str, int], instruments: dict[str, int], file: Path
) -> None:
    mistakes = [
        Mistake(file, line, _("Không có đơn vị mang mã %(code)s.") % {"code": code})
        for line, row in enumerate(rows, start=2)
        for code in (row.donor, row.recipient)
        if code not in units
    ]
    mistakes += [
        Mistake(file, line, _("Không có văn bản mang mã %(code)s.") % {"code": row.instrument})
        for line, row in enumerate(rows, start=2)
        if row.instrument not in instruments
    ]
    if mistakes:
        raise MistakesFoundError(tuple(mistakes))
