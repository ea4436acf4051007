"""Submissions from before: what was sent over HTTP, copied by SQL under units of its own.

Every trigger runs, so the copies have their history and their sums like the ones they were made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db import connection, transaction
from django.db.models import Model
from psycopg.sql import SQL, Identifier

from ketnghia.organisations.models import Organisation, Placement
from ketnghia.reports.models import Fact, Report, Revision, Transition

# What the copy of one report is told by: its unit's, its own and its revision's id, old and new.
_TWINS: Final = """
    CREATE TEMPORARY TABLE twin ON COMMIT DROP AS
    SELECT r.id AS report, r.organisation_id AS unit, r.current_revision_id AS revision,
           NULL::bigint AS new_report, NULL::bigint AS new_unit, NULL::bigint AS new_revision
    FROM reports_report r WHERE r.current_revision_id IS NOT NULL ORDER BY r.id LIMIT %(reports)s
"""
_UNIT: Final = (
    "UPDATE twin SET new_unit = n.id FROM organisations_organisation o, organisations_organisation n "
    "WHERE o.id = twin.unit AND n.code = o.code || %(mark)s"
)
_REPORT: Final = "UPDATE twin SET new_report = r.id FROM reports_report r WHERE r.organisation_id = new_unit"
_REVISION: Final = (
    "UPDATE twin SET new_revision = v.id FROM reports_revision v WHERE v.report_id = new_report"
)
_SENT: Final = (
    "UPDATE reports_report SET state = 'SUBMITTED', current_revision_id = new_revision "
    "FROM twin WHERE reports_report.id = new_report"
)
_COPY: Final = SQL("INSERT INTO {table} ({columns}) SELECT {values} FROM {table} x JOIN twin ON {which}")


def submitted_before(reports: int, *, copy: int) -> None:
    """Copy the first `reports` submitted reports once more; `copy` tells this round from others."""
    mark = f"/{copy}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TWINS, {"reports": reports})
        # Nobody looks at a temporary table by itself, and a planner that thinks it empty loops over it.
        cursor.execute("ANALYZE twin")
        _copy(Organisation, "x.id = unit", {"code": "x.code || %(mark)s"}, mark)
        cursor.execute(_UNIT, {"mark": mark})
        _copy(Placement, "x.organisation_id = unit", {"organisation_id": "new_unit"}, mark)
        fresh = {"organisation_id": "new_unit", "container": "gen_random_uuid()"}
        _copy(
            Report,
            "x.id = report",
            fresh | {"state": "'DRAFT'", "current_revision_id": "NULL::bigint"},
            mark,
        )
        cursor.execute(_REPORT)
        sent = {"report_id": "new_report", "receipt_token": "substr(md5(x.receipt_token || %(mark)s), 1, 16)"}
        _copy(Revision, "x.id = revision", sent, mark)
        cursor.execute(_REVISION)
        moved = {"report_id": "new_report", "revision_id": "new_revision"}
        _copy(Transition, "x.report_id = report", moved, mark)
        stated = {"revision_id": "new_revision", "organisation_id": "new_unit", "donor_id": "new_unit"}
        _copy(Fact, "x.revision_id = revision", stated, mark)
        cursor.execute("ANALYZE twin, reports_report")
        cursor.execute(_SENT)


def _copy(model: type[Model], which: str, changed: Mapping[str, str], mark: str) -> None:
    """Copy the rows of a table that belong to a twin, with some columns changed."""
    columns = [str(field.column) for field in model._meta.concrete_fields if not field.primary_key]
    statement = _COPY.format(
        table=Identifier(model._meta.db_table),
        columns=SQL(", ").join(Identifier(column) for column in columns),
        values=SQL(", ").join(
            SQL(changed[column]) if column in changed else Identifier("x", column) for column in columns
        ),
        which=SQL(which),
    ).as_string()
    with connection.cursor() as cursor:
        cursor.execute(statement, {"mark": mark} if "%(mark)s" in statement else None)
