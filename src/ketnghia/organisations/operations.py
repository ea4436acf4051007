"""Writes of organisations: loading them from content, again and again with the same result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pghistory
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from ketnghia.kernel.text import sort_key
from ketnghia.organisations.content import MistakesFoundError, OrganisationRow, read_organisations
from ketnghia.organisations.models import Organisation, OrganisationAlias, Placement, StaffQuota
from ketnghia.organisations.queries import search_key

_FIELDS = (
    "name", "short_name", "kind", "lat", "lon", "is_land_border", "validity", "sort_key", "search_key",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many organisations a load made, changed, and found as they should be."""

    created: int
    changed: int
    unchanged: int


def load_organisations(path: Path, now: datetime) -> Loaded:
    """Load ``organisations/`` of a programme's content folder ``path``.

    Raises ``MistakesFoundError`` with every mistake and then changes nothing.
    """
    rows, mistakes = read_organisations(path / "organisations")
    if mistakes:
        raise MistakesFoundError(mistakes)
    return load_rows(rows=rows, now=now)


@transaction.atomic
def load_rows(*, rows: Sequence[OrganisationRow], now: datetime) -> Loaded:
    """Bring the database to what the rows say; an organisation is known by code and first day.

    Organisations that the rows do not name stay as they are. Seven statements, whatever the number.
    """
    with pghistory.context(operation="load_organisations", at=now.isoformat()):
        known = {
            (each.code, each.validity.lower): each
            for each in Organisation.objects.filter(code__in={row.code for row in rows})
        }
        fresh = [row for row in rows if (row.code, row.valid_from) not in known]
        changed = _apply(rows, known)
        Organisation.objects.bulk_update(changed, _FIELDS)
        for made in Organisation.objects.bulk_create(
            Organisation(code=row.code, **_values(row)) for row in fresh
        ):
            known[made.code, made.validity.lower] = made
        _place(rows, known)
        _name(rows, known)
        _staff(rows, known)
    return Loaded(len(fresh), len(changed), len(rows) - len(fresh) - len(changed))


def _values(row: OrganisationRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "short_name": row.short_name,
        "kind": row.kind.value,
        "lat": row.lat,
        "lon": row.lon,
        "is_land_border": row.is_land_border,
        "validity": DateRange(row.valid_from, row.valid_until),
        "sort_key": sort_key(row.short_name),
        "search_key": search_key(row.short_name, row.name),
    }


_Known = dict[tuple[str, date | None], Organisation]


def _apply(rows: Iterable[OrganisationRow], known: _Known) -> list[Organisation]:
    changed = []
    for row in rows:
        organisation = known.get((row.code, row.valid_from))
        if organisation is None:
            continue
        differing = {k: v for k, v in _values(row).items() if getattr(organisation, k) != v}
        for name, value in differing.items():
            setattr(organisation, name, value)
        if differing:
            changed.append(organisation)
    return changed


def _place(rows: Sequence[OrganisationRow], known: _Known) -> None:
    parents = {each.code: each.id for each in known.values()}
    lost = {span.parent for row in rows for span in row.parents} - parents.keys()
    parents |= dict(Organisation.objects.filter(code__in=lost).values_list("code", "id"))
    wanted = {
        (
            known[row.code, row.valid_from].id,
            parents[span.parent],
            DateRange(span.valid_from, span.valid_until),
        )
        for row in rows
        for span in row.parents
    }
    there = {
        (each.organisation_id, each.parent_id, each.validity): each.id
        for each in Placement.objects.filter(organisation__in=known.values())
    }
    Placement.objects.filter(id__in=[there[key] for key in there.keys() - wanted]).delete()
    Placement.objects.bulk_create(
        Placement(organisation_id=below, parent_id=above, validity=validity)
        for below, above, validity in wanted - there.keys()
    )


def _name(rows: Iterable[OrganisationRow], known: _Known) -> None:
    wanted = {(known[row.code, row.valid_from].id, name) for row in rows for name in row.aliases}
    there = {
        (each.organisation_id, each.name): each.id
        for each in OrganisationAlias.objects.filter(organisation__in=known.values())
    }
    OrganisationAlias.objects.filter(id__in=[there[key] for key in there.keys() - wanted]).delete()
    OrganisationAlias.objects.bulk_create(
        OrganisationAlias(organisation_id=whose, name=name, search_key=search_key(name))
        for whose, name in sorted(wanted - there.keys())
    )


def _staff(rows: Iterable[OrganisationRow], known: _Known) -> None:
    quotas = [
        StaffQuota(organisation=known[row.code, row.valid_from], year=year, posts=posts)
        for row in rows
        for year, posts in row.posts.items()
    ]
    StaffQuota.objects.bulk_create(
        quotas, update_conflicts=True, unique_fields=["organisation", "year"], update_fields=["posts"]
    )
