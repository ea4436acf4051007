"""The cast of the tests, on the true content of the programme. It never changes.

A department, a lowland city, a business, a mountain district with two communes, the Board, two observers,
an outsider. The department leads the help for commune 1, the business cooperates there, the city leads
for commune 2. Every report the cast makes goes through the operations people use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.test import Client

from ketnghia.accounts.models import User
from ketnghia.accounts.queries import viewer_for
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.consolidation import operations
from ketnghia.kernel.dates import TZ
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms import engine
from ketnghia.reports import operations as report_operations
from ketnghia.reports import queries
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.models import Report
from ketnghia.reports.operations import Saved
from ketnghia.reports.states import Action, State
from tests.filling import Content, clean_content

YEAR: Final = 2021
OPEN: Final = datetime(2021, 11, 24, 10, 0, tzinfo=TZ)
LAST_SECOND: Final = datetime(2021, 11, 30, 23, 59, 59, tzinfo=TZ)
SHUT: Final = datetime(2021, 12, 1, 0, 0, 0, tzinfo=TZ)
BEFORE: Final = datetime(2021, 10, 31, 23, 59, 59, tzinfo=TZ)
PASSWORD: Final = "mat-khau-chung-de-thu"
REASON: Final = "Số tiền ở dòng 1 chưa khớp chứng từ."

BACKEND: Final = "ketnghia.accounts.backends.Backend"
_FORMS: Final = {
    OrganisationKind.MOUNTAIN_COMMUNE.value: "bao-cao-xa",
    OrganisationKind.MOUNTAIN_DISTRICT.value: "bieu-2",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation of the cast and the viewers who act for it, by role."""

    organisation: Organisation
    viewers: Mapping[str, Viewer]

    @property
    def id(self) -> int:
        return self.organisation.pk

    @property
    def name(self) -> str:
        return self.organisation.name

    @property
    def form(self) -> str:
        """The code of the form this unit reports on."""
        return _FORMS.get(self.organisation.kind, "bieu-1")

    @property
    def reporter(self) -> Viewer:
        return self.viewers[Role.REPORTER]

    @property
    def reviewer(self) -> Viewer:
        return self.viewers[Role.REVIEWER]

    @property
    def coordinator(self) -> Viewer:
        """Who coordinates: of the district, or of the whole programme."""
        return self.viewers.get(Role.DISTRICT_COORDINATOR) or self.viewers[Role.COORDINATOR]

    @property
    def observer(self) -> Viewer:
        return self.viewers[Role.OBSERVER]

    @property
    def writer(self) -> Viewer:
        """Who fills in the unit's report."""
        return self.viewers.get(Role.REPORTER) or self.coordinator

    @property
    def sender(self) -> Viewer:
        """Who sends it off: the reviewer where there is one."""
        return self.viewers.get(Role.REVIEWER) or self.writer


@dataclass(frozen=True, slots=True)
class World:
    """The cast."""

    department: Unit
    city: Unit
    business: Unit
    district: Unit
    commune1: Unit
    commune2: Unit
    board: Unit
    province: Unit
    party: Unit
    outsider: Unit

    @property
    def units(self) -> tuple[Unit, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def viewer(self, username: str) -> Viewer:
        """The member of that user name."""
        return next(
            each for unit in self.units for each in unit.viewers.values() if each.username == username
        )

    @property
    def usernames(self) -> tuple[str, ...]:
        return tuple(each.username for unit in self.units for each in unit.viewers.values())

    def user(self, username: str) -> User:
        return User.objects.get(username=username)

    def client(self, username: str, **options: Any) -> Client:
        """A browser in which that person is signed in."""
        client = Client(**options)
        client.force_login(self.user(username), backend=BACKEND)
        return client

    def supervisor(self, unit: Unit) -> Viewer:
        """Who receives the unit's report."""
        is_commune = unit.organisation.kind == OrganisationKind.MOUNTAIN_COMMUNE
        return (self.district if is_commune else self.board).coordinator

    def begun(self, unit: Unit, *, now: datetime = OPEN) -> Report:
        """A draft nobody has typed in."""
        return report_operations.begin(viewer=unit.writer, form_code=unit.form, year=YEAR, now=now)

    def drafted(self, unit: Unit, content: Content | None = None, *, rows: int = 1) -> Report:
        """A draft that is in order, or holds the given content."""
        report = self.begun(unit)
        save(unit.writer, report, content or clean(report, rows=rows))
        return again(report)

    def brought_to(self, unit: Unit, state: State, content: Content | None = None) -> Report:
        """The unit's report in a state, by the steps people take."""
        report = self.drafted(unit, content)
        for viewer, action in self._way_to(unit, state):
            report = act(viewer, report, action, reason=REASON if action is Action.RETURN else "")
        return report

    def _way_to(self, unit: Unit, state: State) -> list[tuple[Viewer, Action]]:
        if state is State.DRAFT:
            return []
        sent = [(unit.writer, Action.SEND_FOR_APPROVAL)]
        if state is State.PENDING_APPROVAL:
            return sent
        two_people = unit.sender != unit.writer
        submitted = [*(sent if two_people else []), (unit.sender, Action.SUBMIT)]
        answer = {State.RETURNED: Action.RETURN, State.ACCEPTED: Action.ACCEPT}.get(state)
        return [*submitted, (self.supervisor(unit), answer)] if answer else submitted


def again(report: Report) -> Report:
    """The report as the database holds it now."""
    return Report.objects.select_related("current_revision", "campaign", "form", "organisation").get(
        pk=report.pk
    )


def clean(report: Report, *, rows: int = 1) -> Content:
    """Content of the report's form that is in order; what it still warns of is waived with a reason."""
    definition = definition_of(report.form_version_id)
    lookups = queries.lookups(report, definition)
    choices = {name: list(found) for name, found in lookups.organisations.items()}
    content = clean_content(definition, choices, rows=rows)
    findings = engine.check(definition, content, lookups, year=report.campaign.year)
    content["waivers"] = {f"{each.code}@{each.path}": "Đã xem lại." for each in engine.warnings(findings)}
    return content


def save(
    viewer: Viewer, report: Report, content: Content, *, save_id: str = "", now: datetime = OPEN
) -> Saved:
    """Save on top of the report's present version."""
    version = again(report).version
    return operations.save(
        viewer=viewer,
        report_id=report.pk,
        base_version=version,
        save_id=save_id or f"luu-{version}",
        content=content,
        now=now,
    )


def act(viewer: Viewer, report: Report, action: Action, *, reason: str = "", now: datetime = OPEN) -> Report:
    """Take one step, having looked at the report just now."""
    operations.perform(
        viewer=viewer,
        report_id=report.pk,
        action=action,
        version=again(report).version,
        reason=reason,
        now=now,
    )
    return again(report)


def seen_by(username: str) -> Viewer:
    """The viewer behind a user name."""
    found = viewer_for(User.objects.get(username=username).pk, None, now=OPEN)
    assert found is not None
    return found
