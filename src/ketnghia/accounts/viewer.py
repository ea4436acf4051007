"""Who is looking: the first argument of every query."""

from dataclasses import dataclass

from ketnghia.accounts.states import Role
from ketnghia.organisations.states import OrganisationKind

_PROVINCE_LEADERS = (OrganisationKind.PROVINCE, OrganisationKind.PARTY_COMMITTEE)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person acting for one organisation in one role."""

    user_id: int
    username: str
    display_name: str
    membership_id: int
    organisation_id: int
    organisation_name: str
    organisation_kind: str
    role: str

    @property
    def is_coordinator(self) -> bool:
        return self.role == Role.COORDINATOR

    @property
    def is_observer(self) -> bool:
        return self.role == Role.OBSERVER

    @property
    def is_district_coordinator(self) -> bool:
        return self.role == Role.DISTRICT_COORDINATOR

    @property
    def sees_everything(self) -> bool:
        """The Board, and those the province reports to; an observer of a department sees that department."""
        return self.is_coordinator or (self.is_observer and self.organisation_kind in _PROVINCE_LEADERS)

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)


def board_viewer(*, organisation_id: int, organisation_name: str, organisation_kind: str) -> Viewer:
    """The coordinating agency itself, for the command line: it reads everything and belongs to no person.

    No user has the id 0, so nothing can be written in its name.
    """
    return Viewer(
        user_id=0,
        username="ketnghia",
        display_name=organisation_name,
        membership_id=0,
        organisation_id=organisation_id,
        organisation_name=organisation_name,
        organisation_kind=organisation_kind,
        role=Role.COORDINATOR,
    )
