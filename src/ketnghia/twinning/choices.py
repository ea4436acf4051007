"""Which organisations a unit may name in its report: the assignments decide, not a free list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import connection

# The names a form definition may use in a field's `organisations`, in dictionary order. An assignment counts
# that was in force on any day of the period: who helped until June reports on it in November. IS TRUE keeps
# the planner from the index of all ranges, of which nearly every one is in force: it would read them all.
CHOICES: Final[Mapping[str, str]] = {
    "recipients": """
        SELECT o.id, o.name FROM organisations_organisation o
        WHERE EXISTS (
            SELECT FROM twinning_assignment a
            WHERE a.donor_id = %(unit)s AND a.recipient_id = o.id
              AND (a.validity && %(period)s::daterange) IS TRUE
        )
        ORDER BY o.sort_key
    """,
    "donors": """
        SELECT o.id, o.name FROM organisations_organisation o
        WHERE EXISTS (
            SELECT FROM twinning_assignment a
            WHERE a.recipient_id = %(unit)s AND a.donor_id = o.id
              AND (a.validity && %(period)s::daterange) IS TRUE
        )
        ORDER BY o.sort_key
    """,
    "communes": """
        SELECT o.id, o.name FROM organisations_organisation o
        JOIN organisations_placement p
          ON p.organisation_id = o.id AND p.parent_id = %(unit)s AND (p.validity @> %(last_day)s) IS TRUE
        WHERE EXISTS (
            SELECT FROM twinning_assignment a
            WHERE a.recipient_id = o.id AND (a.validity && %(period)s::daterange) IS TRUE
        )
        ORDER BY o.sort_key
    """,
    "donors_of_communes": """
        SELECT o.id, o.name FROM organisations_organisation o
        WHERE EXISTS (
            SELECT FROM twinning_assignment a
            LEFT JOIN organisations_placement p
              ON p.organisation_id = a.recipient_id AND (p.validity @> %(last_day)s) IS TRUE
            WHERE a.donor_id = o.id AND (a.validity && %(period)s::daterange) IS TRUE
              AND %(unit)s IN (a.recipient_id, p.parent_id)
        )
        ORDER BY o.sort_key
    """,
}


def organisation_choices(
    name: str, *, organisation_id: int, first_day: date, last_day: date
) -> Mapping[int, str]:
    """Id and name, in dictionary order, of the organisations a field offers for a data period (both days
    included); communes stand under the district of its last day. One query.
    """
    period = f"[{first_day},{last_day}]"
    with connection.cursor() as cursor:
        cursor.execute(CHOICES[name], {"unit": organisation_id, "period": period, "last_day": last_day})
        return dict(cursor.fetchall())
