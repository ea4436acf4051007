"""A report moves from one state to the next, and its audit row is written, by one statement."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import connection

from ketnghia.accounts.viewer import Viewer
from ketnghia.reports.models import Report, Revision
from ketnghia.reports.states import Action, Step

_MOVE: Final = """
    WITH audit AS (
        INSERT INTO reports_transition (
            report_id, action, from_state, to_state, role, actor_id, at, reason, revision_id
        )
        VALUES (
            %(report)s, %(action)s, %(from)s, %(to)s, %(role)s, %(actor)s, %(at)s, %(reason)s, %(revision)s
        )
    )
    UPDATE reports_report
    SET state = %(to)s, current_revision_id = %(revision)s, is_correction = %(correction)s
    WHERE id = %(report)s
"""


def move(
    report: Report,
    step: Step,
    action: Action,
    *,
    viewer: Viewer,
    revision: Revision | None,
    reason: str,
    now: datetime,
) -> None:
    """Take a step of the workflow with a locked report; `revision` is its current one from then on."""
    before, report.state = report.state, step.to
    report.current_revision = revision
    if step.makes_correction is not None:
        report.is_correction = step.makes_correction
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE,
            {
                "report": report.pk,
                "action": str(action),
                "from": str(before),
                "to": str(step.to),
                "role": viewer.role,
                "actor": viewer.user_id,
                "at": now,
                "reason": reason,
                "revision": report.current_revision_id,
                "correction": report.is_correction,
            },
        )
