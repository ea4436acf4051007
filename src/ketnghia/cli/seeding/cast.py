"""Who acts in the illustrative campaign: the demo's accounts as true viewers, and what units there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from ketnghia.accounts.models import Membership
from ketnghia.accounts.queries import valid_on, viewer_for
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.cli.seeding.deeds import Deed, deeds_of
from ketnghia.cli.seeding.errors import SeedError
from ketnghia.cli.seeding.filling import Partner
from ketnghia.cli.seeding.plan import Plan
from ketnghia.kernel.dates import vn_day
from ketnghia.organisations.models import Placement
from ketnghia.reports.models import ReportingDuty
from ketnghia.twinning.models import Assignment
from ketnghia.twinning.queries import year_range


@dataclass(frozen=True, slots=True)
class Duty:
    """One report that is owed: by whom, on which form; ``group`` is what its outcome is looked up by."""

    id: int
    form: str
    unit_id: int
    unit: str
    group: str


@dataclass(frozen=True)
class Cast:
    """Memberships by organisation and role, assignments, districts; read once."""

    members: Mapping[int, Mapping[str, int]]
    users: Mapping[int, int]
    board_id: int
    districts: Mapping[int, int]
    assignments: Sequence[Assignment]

    @classmethod
    def read(cls, year: int, at: datetime) -> Self:
        """Everybody who has a role at that moment, and the year's assignments."""
        members: dict[int, dict[str, int]] = defaultdict(dict)
        users: dict[int, int] = {}
        board_id = 0
        for each in Membership.objects.filter(valid_on(vn_day(at))).order_by("-pk"):
            members[each.organisation_id][each.role] = each.pk
            users[each.pk] = each.user_id
            board_id = each.organisation_id if each.role == Role.COORDINATOR else board_id
        in_year = year_range(year)
        placed = Placement.objects.filter(validity__overlap=in_year)
        return cls(
            members=members,
            users=users,
            board_id=board_id,
            districts=dict(placed.values_list("organisation_id", "parent_id")),
            assignments=list(
                Assignment.objects.filter(validity__overlap=in_year)
                .select_related("donor", "recipient")
                .order_by("donor__code", "recipient__code")
            ),
        )

    def viewer(self, organisation_id: int, *roles: Role, at: datetime) -> Viewer | None:
        """Somebody of an organisation in the first of these roles that it has."""
        for role in roles:
            membership = self.members.get(organisation_id, {}).get(role)
            if membership:
                return viewer_for(self.users[membership], membership, now=at)
        return None

    def writer(self, unit_id: int, at: datetime) -> Viewer | None:
        """Who types in a unit."""
        return self.viewer(unit_id, Role.REPORTER, Role.DISTRICT_COORDINATOR, Role.REVIEWER, at=at)

    def approver(self, unit_id: int, at: datetime) -> Viewer | None:
        """Who approves in a unit; None where nobody does."""
        return self.viewer(unit_id, Role.REVIEWER, at=at)

    def coordinator(self, at: datetime) -> Viewer:
        """Who runs the programme at the Board. Raises SeedError where nobody does."""
        viewer = self.viewer(self.board_id, Role.COORDINATOR, at=at)
        if viewer is None:
            raise SeedError("nobody coordinates")
        return viewer

    def supervisor(self, role: str, unit_id: int, at: datetime) -> Viewer | None:
        """Who receives a unit's report: the Board, or the district above a commune."""
        above = self.board_id if role == Role.COORDINATOR else self.districts.get(unit_id, 0)
        return self.viewer(above, Role(role), at=at)

    def recipients(self, plan: Plan, donor_id: int) -> list[Partner]:
        """Whom a donor helped, with what."""
        own = [each for each in self.assignments if each.donor_id == donor_id]
        return [Partner(each.recipient_id, each.recipient.name, _deeds(plan, each)) for each in own]

    def donors(self, plan: Plan, recipient_id: int) -> list[Partner]:
        """Who helped a recipient, with what."""
        own = [each for each in self.assignments if each.recipient_id == recipient_id]
        return [Partner(each.donor_id, each.donor.name, _deeds(plan, each)) for each in own]

    def donors_in(self, district_id: int) -> list[Partner]:
        """Who helped a district or its communes; what they did is told by the communes."""
        found: dict[int, Partner] = {}
        for each in self.assignments:
            if district_id in (each.recipient_id, self.districts.get(each.recipient_id)):
                found[each.donor_id] = Partner(each.donor_id, each.donor.name, ())
        return list(found.values())


def _deeds(plan: Plan, assignment: Assignment) -> list[Deed]:
    return deeds_of(
        plan,
        donor=assignment.donor.code,
        donor_kind=assignment.donor.kind,
        recipient=assignment.recipient.code,
        part=assignment.part,
    )


def duties_in(year: int, cast: Cast, codes: Mapping[int, str]) -> list[Duty]:
    """Every duty of the year's campaign, form by form, units by code.

    Donors are grouped by kind, communes by the code of their district, districts by their own.
    """
    rows = ReportingDuty.objects.filter(campaign__year=year).select_related("form", "organisation")
    return [
        Duty(each.pk, each.form.code, each.organisation_id, each.organisation.code, _group(each, cast, codes))
        for each in rows.order_by("form__code", "organisation__code")
    ]


def _group(duty: ReportingDuty, cast: Cast, codes: Mapping[int, str]) -> str:
    match duty.form.perspective:
        case "DONOR":
            return duty.organisation.kind
        case "RECIPIENT":
            return codes.get(cast.districts.get(duty.organisation_id, 0), "")
        case _:
            return duty.organisation.code
