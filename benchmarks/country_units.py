"""The units of a country: provinces, communes, donors, a person in each, and who helps whom.

The tree of the house has two levels under the top, so a province stands where a mountain district stands
and its communes under it. The districts and communes of the content are the first of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange

from benchmarks.copying import copy_in, go_on_counting, numbered
from benchmarks.population import PASSWORD
from ketnghia.accounts.models import Membership, User
from ketnghia.accounts.states import Role
from ketnghia.kernel.text import fold, sort_key
from ketnghia.legal.models import LegalInstrument
from ketnghia.organisations.models import Organisation, Placement
from ketnghia.organisations.states import OrganisationKind
from ketnghia.twinning.models import Assignment
from ketnghia.twinning.states import AssignmentPart

PROVINCES: Final = 34
COMMUNES: Final = 3_321
DONORS: Final = 12_000
# Their help is reported beside that of the donors they stand under, in reports of their own.
SUBORDINATE: Final = 645
_SINCE: Final = date(2020, 1, 1)
_VALIDITY: Final = DateRange(_SINCE, None)
_DONOR_KINDS: Final = (
    OrganisationKind.PROVINCIAL_AGENCY,
    OrganisationKind.PROVINCIAL_AGENCY,
    OrganisationKind.MASS_ORGANISATION,
    OrganisationKind.ENTERPRISE,
    OrganisationKind.OTHER_DONOR,
)
_MOST_RECIPIENTS: Final = 4
# Where the schematic map shows them: the extent of the country, degrees.
_SOUTH, _NORTH, _WEST, _EAST = 8.6, 23.3, 102.2, 109.4


@dataclass(frozen=True, slots=True)
class Country:
    """Ids, and who helps whom: recipients by donor, donors by recipient; a person by unit."""

    provinces: list[int]
    communes: list[int]
    helped: dict[int, list[int]]
    helpers: dict[int, list[int]]
    people: dict[int, int]


def make_units(dice: random.Random) -> Country:
    """Write them all, over the loaded content. Foreign keys are not asked."""
    top = Organisation.objects.filter(kind=OrganisationKind.PROVINCE).earliest("pk")
    provinces = _grown(OrganisationKind.MOUNTAIN_DISTRICT, PROVINCES, "tỉnh", dice, [top.pk])
    communes = _grown(OrganisationKind.MOUNTAIN_COMMUNE, COMMUNES, "xã", dice, provinces)
    donors = _written(_donors(DONORS), [top.pk])
    donors += _written(_subordinate(SUBORDINATE), donors)
    helped = {donor: dice.sample(communes, dice.randint(1, _MOST_RECIPIENTS)) for donor in donors}
    helpers: dict[int, list[int]] = {}
    for donor, recipients in helped.items():
        for recipient in recipients:
            helpers.setdefault(recipient, []).append(donor)
    _assign(helped)
    people = _people([*provinces, *communes, *donors])
    go_on_counting(Organisation, Placement, User, Membership, Assignment)
    return Country(provinces, communes, helped, helpers, people)


def _grown(
    kind: OrganisationKind, count: int, word: str, dice: random.Random, parents: list[int]
) -> list[int]:
    """The units of the kind that the content has, and as many more as the country needs."""
    known = list(Organisation.objects.filter(kind=kind).order_by("pk").values_list("pk", flat=True))[:count]
    rows = (
        _unit(f"{word}-{number:05}", f"{word.capitalize()} đo {number:05}", kind)
        | {"lat": dice.uniform(_SOUTH, _NORTH), "lon": dice.uniform(_WEST, _EAST)}
        for number in range(count - len(known))
    )
    return known + _written(rows, parents)


def _donors(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield _unit(f"giup-{number:05}", f"Đơn vị giúp {number:05}", _DONOR_KINDS[number % len(_DONOR_KINDS)])


def _subordinate(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        name = f"Đơn vị trực thuộc {number:05}"
        yield _unit(f"thuoc-{number:05}", name, OrganisationKind.SUBORDINATE_UNIT)


def _unit(code: str, name: str, kind: OrganisationKind) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "short_name": name,
        "kind": kind,
        "validity": _VALIDITY,
        "sort_key": sort_key(name),
        "search_key": fold(name),
    }


def _written(rows: Iterable[dict[str, Any]], parents: list[int]) -> list[int]:
    """The new units' ids; they stand under the parents in turn."""
    units = numbered(Organisation, rows)
    copy_in(units)
    placed = (
        {"organisation_id": unit.pk, "parent_id": parents[at % len(parents)], "validity": _VALIDITY}
        for at, unit in enumerate(units)
    )
    copy_in(numbered(Placement, placed))
    return [unit.pk for unit in units]


def _assign(helped: dict[int, list[int]]) -> None:
    instrument = LegalInstrument.objects.earliest("pk")
    known = set(Assignment.objects.values_list("donor_id", "recipient_id"))
    rows = (
        {
            "donor_id": donor,
            "recipient_id": recipient,
            "part": AssignmentPart.LEAD if at == 0 else AssignmentPart.COOPERATING,
            "validity": _VALIDITY,
            "instrument": instrument,
            "illustrative": True,
        }
        for donor, recipients in helped.items()
        for at, recipient in enumerate(recipients)
        if (donor, recipient) not in known
    )
    copy_in(numbered(Assignment, rows))


def _people(units: list[int]) -> dict[int, int]:
    password = make_password(PASSWORD)
    people = numbered(
        User,
        (
            {"username": f"nguoi-{unit}", "display_name": f"Người {unit}", "password": password}
            for unit in units
        ),
    )
    copy_in(people)
    members = (
        {"user": person, "organisation_id": unit, "role": Role.REPORTER, "valid_from": _SINCE}
        for person, unit in zip(people, units, strict=True)
    )
    copy_in(numbered(Membership, members))
    return {unit: person.pk for person, unit in zip(people, units, strict=True)}
