"""What the database itself refuses, whoever asks it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from ketnghia.reportforms.models import FormVersion
from ketnghia.reports.models import Report, Revision, Transition
from ketnghia.reports.states import State
from tests.world import OPEN, World

TABLES = {
    "reports_revision": "sha256 = 'x'",
    "reports_transition": "reason = 'khác'",
    "reportforms_formversion": "number = 9",
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE", "DELETE"])
def test_the_database_refuses_to_change_what_is_kept(world: World, table: str, statement: str) -> None:
    world.brought_to(world.business, State.SUBMITTED)
    sql = f"UPDATE {table} SET {TABLES[table]}" if statement == "UPDATE" else f"DELETE FROM {table}"  # noqa: S608 - names from the list above
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Revision.objects.update(frozen={}),
        lambda: Transition.objects.update(actor=None),
        lambda: FormVersion.objects.update(definition={}),
    ],
)
def test_nor_does_a_bulk_update_get_through(world: World, change: Callable[[], int]) -> None:
    world.brought_to(world.business, State.SUBMITTED)
    with pytest.raises(DatabaseError), transaction.atomic():
        change()


def test_a_second_report_of_a_unit_on_the_same_form_is_refused(world: World) -> None:
    report = world.begun(world.business)
    with pytest.raises(IntegrityError, match="report_once"), transaction.atomic():
        Report.objects.create(
            campaign=report.campaign,
            form=report.form,
            form_version=report.form_version,
            organisation_id=world.business.id,
            content={},
            started_at=OPEN,
            saved_at=OPEN,
            saved_by_id=world.business.reporter.user_id,
        )


def test_a_state_nobody_knows_is_refused(world: World) -> None:
    report = world.begun(world.business)
    with pytest.raises(IntegrityError, match="report_state_known"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state="LOST")


def test_a_report_is_not_submitted_without_a_revision(world: World) -> None:
    report = world.begun(world.business)
    with pytest.raises(IntegrityError, match="report_sent_has_revision"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state=State.SUBMITTED)
