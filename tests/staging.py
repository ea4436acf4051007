"""Putting the cast on the stage: the true content, then the units, people and assignments of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection

from ketnghia.accounts.models import Membership, User
from ketnghia.accounts.states import Role
from ketnghia.cli.content import DEFAULT, load_everything
from ketnghia.legal.models import LegalInstrument
from ketnghia.organisations.content import OrganisationRow, ParentSpan
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.operations import load_rows
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reports.definitions import definition_of
from ketnghia.twinning.operations import assign
from ketnghia.twinning.states import AssignmentPart
from tests.world import OPEN, PASSWORD, Unit, World, seen_by

_SINCE: Final = date(2020, 1, 1)

# name of the unit in the cast: code, then user names with their roles
_CAST: Final[dict[str, tuple[str, dict[str, Role]]]] = {
    "department": ("so-y", {"so-y.nhap": Role.REPORTER, "so-y.duyet": Role.REVIEWER}),
    "city": ("502", {"tam-ky.nhap": Role.REPORTER, "tam-ky.duyet": Role.REVIEWER}),
    "business": ("doanh-nghiep", {"doanh-nghiep.nhap": Role.REPORTER}),
    "district": ("504", {"huyen.tong-hop": Role.DISTRICT_COORDINATOR, "huyen.duyet": Role.REVIEWER}),
    "commune1": ("20437", {"xa-1.nhap": Role.REPORTER}),
    "commune2": ("20440", {"xa-2.nhap": Role.REPORTER, "xa-2.duyet": Role.REVIEWER}),
    "board": ("ban-dan-toc", {"ban.dieu-hanh": Role.COORDINATOR}),
    "province": ("ubnd-tinh", {"ubnd.theo-doi": Role.OBSERVER}),
    "party": ("tinh-uy", {"tinh-uy.theo-doi": Role.OBSERVER}),
    "outsider": ("so-khac", {"so-khac.nhap": Role.REPORTER}),
}
# Units that are no part of the programme's own content: code, name, kind.
_MADE: Final = (
    ("so-y", "Sở Y tế", OrganisationKind.PROVINCIAL_AGENCY),
    ("doanh-nghiep", "Công ty Trường Sơn", OrganisationKind.ENTERPRISE),
    ("so-khac", "Sở Tư pháp", OrganisationKind.PROVINCIAL_AGENCY),
)
_PAIRS: Final = (
    ("department", "commune1", AssignmentPart.LEAD),
    ("business", "commune1", AssignmentPart.COOPERATING),
    ("city", "commune2", AssignmentPart.LEAD),
)


def stage() -> World:
    """Load the content and the cast into the database in use."""
    load_everything(DEFAULT)
    load_rows(rows=[_row(*each) for each in _MADE], now=OPEN)
    world = World(**{name: _unit(code, people) for name, (code, people) in _CAST.items()})
    _assign(world)
    # A second load issues the duties of the units twinned meanwhile.
    load_everything(DEFAULT)
    return world


def _row(code: str, name: str, kind: OrganisationKind) -> OrganisationRow:
    return OrganisationRow(
        code=code,
        name=name,
        short_name=name,
        kind=kind,
        valid_from=None,
        valid_until=None,
        parents=(ParentSpan("ubnd-tinh", None, None),),
        aliases=(),
        posts={2021: 40},
    )


def _unit(code: str, people: dict[str, Role]) -> Unit:
    organisation = Organisation.objects.get(code=code, validity__contains=OPEN.date())
    for username, role in people.items():
        user = User.objects.create(
            username=username, display_name=f"Người của {username}", password=make_password(PASSWORD)
        )
        Membership.objects.create(
            user=user, organisation=organisation, role=role, position="Chuyên viên", valid_from=_SINCE
        )
    return Unit(organisation, {role.value: seen_by(username) for username, role in people.items()})


def _assign(world: World) -> None:
    decision = LegalInstrument.objects.get(code="qd-1143-2020")
    for donor, recipient, part in _PAIRS:
        assign(
            viewer=world.board.coordinator,
            donor_id=getattr(world, donor).id,
            recipient_id=getattr(world, recipient).id,
            part=part,
            first_day=date(2020, 4, 21),
            last_day=date(2025, 12, 31),
            instrument_id=decision.pk,
            now=OPEN,
        )


@contextmanager
def database_in_use(name: str) -> Iterator[None]:
    """Let every connection of this process go to another database of the same server."""
    assert not connection.in_atomic_block, "ask for the world instead of the mark django_db, not besides it"
    before = settings.DATABASES["default"]["NAME"], connection.settings_dict["NAME"]
    _switch(name, name)
    try:
        yield
    finally:
        _switch(*before)


def _switch(configured: str, used: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = configured
    connection.settings_dict["NAME"] = used
    # Keyed by ids, which two databases share.
    definition_of.cache_clear()


@contextmanager
def cloned(suffix: str) -> Iterator[str]:
    """A copy of the database in use, for as long as it is needed."""
    _leave(connection.settings_dict["NAME"])
    connection.creation.clone_test_db(suffix=suffix, verbosity=0)
    name = connection.creation.get_test_db_clone_settings(suffix)["NAME"]
    try:
        yield name
    finally:
        _leave(name)
        connection.creation.destroy_test_db(suffix=suffix, verbosity=0)


def _leave(name: str) -> None:
    """End every session on a database: a thread of an earlier live server may still hold one, and
    PostgreSQL neither copies nor drops a database somebody is in.
    """
    connection.close()
    # As Django's own test runner does.
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
