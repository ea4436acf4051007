"""What happened beside the writing of reports: more time given, reminders, calls, a frozen version, a recall.

Read from `demo/diary.toml`, done through the operations people use, at the moments the file says.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final, Self

from django.urls import reverse

from ketnghia.cli.seeding.cast import Cast, Duty
from ketnghia.cli.seeding.errors import SeedError
from ketnghia.cli.seeding.plan import Plan
from ketnghia.consolidation import operations as consolidation
from ketnghia.reports import extending, reminders
from ketnghia.reports.models import Report, ReportingDuty
from ketnghia.reports.states import Action
from ketnghia.web.years import PARAMETER

DIARY: Final = Path("demo") / "diary.toml"


@dataclass(frozen=True, slots=True)
class ExtensionEntry:
    """More time, until the end of `last_day`, for units or a whole district, named by their codes."""

    at: datetime
    last_day: date
    reason: str
    document: str
    units: Sequence[str] = ()
    district: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""


@dataclass(frozen=True, slots=True)
class ReminderEntry:
    """Everybody with that obligation who has not begun is reminded."""

    at: datetime
    obligation: str
    note: str


@dataclass(frozen=True, slots=True)
class CallEntry:
    """A unit is telephoned."""

    at: datetime
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """The consolidated year is frozen."""

    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class RecallEntry:
    """A unit takes back what it sent."""

    at: datetime
    unit: str
    form: str


@dataclass(frozen=True)
class Diary:
    """The whole file, each kind in the order in which it happened."""

    extensions: Sequence[ExtensionEntry]
    reminders: Sequence[ReminderEntry]
    calls: Sequence[CallEntry]
    versions: Sequence[VersionEntry]
    recalls: Sequence[RecallEntry]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file; raises KeyError or TypeError when its shape is wrong."""
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(
            extensions=[ExtensionEntry(**each) for each in table["extension"]],
            reminders=[ReminderEntry(**each) for each in table["reminder"]],
            calls=[CallEntry(**each) for each in table["call"]],
            versions=[VersionEntry(**each) for each in table["version"]],
            recalls=[RecallEntry(**each) for each in table["recall"]],
        )


@dataclass(frozen=True)
class Enactment:
    """A diary being lived through: by whom, and for which units."""

    plan: Plan
    cast: Cast
    duties: Mapping[tuple[str, str], Duty]

    def enact(self, diary: Diary) -> None:
        """Do all that the diary says. Raises SeedError, and the refusals of the operations."""
        for extension in diary.extensions:
            self._extend(extension)
        for reminder in diary.reminders:
            self._remind(reminder)
        for call in diary.calls:
            self._call(call)
        for version in diary.versions:
            consolidation.freeze(
                viewer=self.cast.coordinator(version.at),
                year=self.plan.year,
                accepted_only=False,
                note=version.note,
                now=version.at,
            )
        for recall in diary.recalls:
            self._recall(recall)

    def _extend(self, entry: ExtensionEntry) -> None:
        viewer = self.cast.coordinator(entry.at)
        given = extending.grant(
            viewer=viewer,
            year=self.plan.year,
            unit_ids=[self._unit(code).unit_id for code in entry.units],
            district_id=self._unit(entry.district).unit_id if entry.district else None,
            last_day=entry.last_day,
            reason=entry.reason,
            document=entry.document,
            link=self._link,
            now=entry.at,
        )
        if entry.withdrawn_at is None:
            return
        for extension in given:
            extending.withdraw(
                viewer=viewer,
                year=self.plan.year,
                extension_id=extension.pk,
                reason=entry.withdrawn_reason,
                link=self._link,
                now=entry.withdrawn_at,
            )

    def _remind(self, entry: ReminderEntry) -> None:
        begun = set(
            Report.objects.filter(campaign__year=self.plan.year).values_list("form__code", "organisation_id")
        )
        silent = [each.id for each in self.duties.values() if (each.form, each.unit_id) not in begun]
        chosen = ReportingDuty.objects.filter(pk__in=silent, obligation=entry.obligation)
        reminders.remind(
            viewer=self.cast.coordinator(entry.at),
            campaign_id=chosen.values_list("campaign_id", flat=True)[0],
            duty_ids=chosen.values_list("pk", flat=True),
            note=entry.note,
            link=self._link,
            again=False,
            now=entry.at,
        )

    def _call(self, entry: CallEntry) -> None:
        reminders.log_call(
            viewer=self.cast.coordinator(entry.at),
            duty_id=self._unit(entry.unit).id,
            note=entry.note,
            now=entry.at,
        )

    def _recall(self, entry: RecallEntry) -> None:
        unit_id = self.duties[entry.form, entry.unit].unit_id
        viewer = self.cast.approver(unit_id, entry.at) or self.cast.writer(unit_id, entry.at)
        if viewer is None:
            raise SeedError(f"{entry.unit}: nobody sends, so nobody recalls")
        report = Report.objects.get(
            campaign__year=self.plan.year, form__code=entry.form, organisation_id=unit_id
        )
        consolidation.perform(
            viewer=viewer, report_id=report.pk, action=Action.RECALL, version=report.version, now=entry.at
        )

    @property
    def _link(self) -> str:
        """Where a unit that is told something goes on."""
        return f"{reverse('duties')}?{PARAMETER}={self.plan.year}"

    def _unit(self, code: str) -> Duty:
        """The duty of a unit; every unit of a diary has one."""
        return next(each for each in self.duties.values() if each.unit == code)
