"""User names of desks: derived from the unit and the role, never from a person's name."""

from collections.abc import Mapping
from itertools import count
from typing import Final

from ketnghia.accounts.content import slug_of
from ketnghia.accounts.states import Role
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.states import COMMUNES, OrganisationKind

_SUFFIX: Final[Mapping[Role, str]] = {
    Role.REPORTER: ".nhap",
    Role.REVIEWER: ".duyet",
    Role.OBSERVER: ".theo-doi",
    Role.COORDINATOR: ".dieu-hanh",
    Role.DISTRICT_COORDINATOR: ".tong-hop",
}
_ONE_DESK: Final = COMMUNES | {OrganisationKind.ENTERPRISE}


def free_name(organisation: Organisation, role: Role, taken: dict[str, frozenset[int]]) -> str:
    """A user name nobody has, which is noted in ``taken`` (user name: ids of its units).

    Where another unit bears the same name the code is added; a further desk of the same unit is numbered.
    """
    suffix = "" if role is Role.REPORTER and organisation.kind in _ONE_DESK else _SUFFIX[role]
    slug = slug_of(organisation).lower()
    name = f"{slug}{suffix}"
    if organisation.pk not in taken.get(name, frozenset({organisation.pk})):
        name = f"{slug}-{organisation.code.lower()}{suffix}"
    if name in taken:
        name = next(each for each in (f"{name}-{number}" for number in count(2)) if each not in taken)
    taken[name] = frozenset({organisation.pk})
    return name
