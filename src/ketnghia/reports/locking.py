"""The lock under which a report is saved and sent: one statement, whose text is made once a process.

The ORM would make the same text anew at every save, which cost a tenth of a submission.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Field, Model

from ketnghia.campaigns.models import Campaign
from ketnghia.organisations.models import Organisation
from ketnghia.reportforms.models import ReportForm
from ketnghia.reports.models import Report

# What saving and submitting read under load; anything else of these rows is fetched when it is asked for.
_READ: Final[dict[str, tuple[type[Model], frozenset[str]]]] = {
    "campaign": (
        Campaign,
        frozenset({"id", "year", "window_opens_at", "window_closes_at", "period_from", "period_to"}),
    ),
    "form": (ReportForm, frozenset({"id", "code", "reviewed_by"})),
    "organisation": (Organisation, frozenset({"id", "code", "name"})),
}
_FROM: Final = """
    FROM reports_report report
    JOIN campaigns_campaign campaign ON campaign.id = report.campaign_id
    JOIN reportforms_reportform form ON form.id = report.form_id
    JOIN organisations_organisation organisation ON organisation.id = report.organisation_id
    WHERE report.id = %s AND report.organisation_id = %s
    FOR UPDATE OF report
"""


@dataclass(frozen=True, slots=True)
class _Part:
    """The columns of one table in the statement, in the order of its model."""

    alias: str
    model: type[Model]
    fields: tuple[Field[Any, Any], ...]

    @property
    def columns(self) -> str:
        return ", ".join(f"{self.alias}.{field.column}" for field in self.fields)

    def instance(self, values: Sequence[Any]) -> Any:
        """The row as its model; what was not read is deferred."""
        read = [
            field.from_db_value(value, None, connection) if hasattr(field, "from_db_value") else value
            for field, value in zip(self.fields, values, strict=True)
        ]
        return self.model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in self.fields], read)


@cache
def _parts() -> tuple[_Part, ...]:
    whole = _Part("report", Report, tuple(Report._meta.concrete_fields))
    return whole, *(
        _Part(alias, model, tuple(each for each in model._meta.concrete_fields if each.attname in names))
        for alias, (model, names) in _READ.items()
    )


@cache
def _statement() -> str:
    # The revision is not joined: whoever waited for the lock would see the one from before the wait.
    return f"SELECT {', '.join(part.columns for part in _parts())} {_FROM}"


def lock_own(report_id: int, organisation_id: int) -> Report | None:
    """A unit's own report with its campaign, form and unit, locked until the transaction ends. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [report_id, organisation_id])
        row = cursor.fetchone()
    return _read(row) if row else None


def _read(row: Sequence[Any]) -> Report:
    rest = iter(row)
    report, *others = (part.instance([next(rest) for _field in part.fields]) for part in _parts())
    for part, other in zip(_parts()[1:], others, strict=True):
        setattr(report, part.alias, other)
    return report  # type: ignore[no-any-return]  # the first part is the report
