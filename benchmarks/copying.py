"""Rows by COPY: what a generator writes is too much for INSERT, and nobody's foreign keys need asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pgtrigger
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model


@contextmanager
def unchecked() -> Iterator[None]:
    """Neither foreign keys nor history by trigger, for this connection: the rows refer to each other.

    The trigger that sums the facts goes on, as totals are read from what it writes.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE reports_fact ENABLE ALWAYS TRIGGER {_summing()}")
        cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute(f"ALTER TABLE reports_fact ENABLE TRIGGER {_summing()}")


def _summing() -> str:
    """The name of the trigger in the database."""
    ((model, trigger),) = pgtrigger.registered("reports.Fact:facts_are_summed")
    return str(trigger.get_pgid(model))


def copy_in(rows: Iterable[Model]) -> None:
    """Write instances of one model with the ids they have, every column of them."""
    found = list(rows)
    if not found:
        return
    fields = found[0]._meta.concrete_fields
    table = connection.ops.quote_name(found[0]._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in found:
            copy.write_row(
                [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
            )


def next_id(model: type[Model]) -> int:
    """The first id no row of the table has."""
    highest: int | None = model._default_manager.aggregate(highest=Max("pk"))["highest"]
    return (highest or 0) + 1


def numbered[Row: Model](model: type[Row], rows: Iterable[dict[str, Any]]) -> list[Row]:
    """Instances with the next free ids, in order."""
    return [model(pk=number, **row) for number, row in enumerate(rows, start=next_id(model))]


def go_on_counting(*models: type[Model]) -> None:
    """Let the database give ids after the highest there is."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
