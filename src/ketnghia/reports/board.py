"""How a campaign stands: every duty with the state of its report, counted and listed in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from ketnghia.kernel.text import fold
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.states import Perspective
from ketnghia.reports.states import (
    NOT_STARTED,
    STANDINGS,
    Obligation,
    Standing,
    standing_of,
    state_label,
)

# A commune stands under its district, a district under itself, a provincial unit under none.
_FROM: Final = """
    FROM reports_reportingduty d
    JOIN campaigns_campaign c ON c.id = d.campaign_id
    JOIN organisations_organisation o ON o.id = d.organisation_id
    JOIN reportforms_reportform form ON form.id = d.form_id
    LEFT JOIN reports_report r
        ON r.campaign_id = d.campaign_id AND r.form_id = d.form_id AND r.organisation_id = d.organisation_id
    LEFT JOIN organisations_placement p
        ON p.organisation_id = o.id AND p.validity @> c.period_to AND o.kind LIKE '%%COMMUNE'
    LEFT JOIN organisations_organisation district
        ON district.id = CASE WHEN o.kind LIKE '%%DISTRICT' THEN o.id ELSE p.parent_id END
"""
_WHERE: Final = "WHERE d.campaign_id = %(campaign)s"
_LAST: Final = """
    LEFT JOIN LATERAL (
        SELECT coalesce(max(t.at), r.saved_at) AS at FROM reports_transition t WHERE t.report_id = r.id
    ) last ON r.id IS NOT NULL
"""

_TALLIES: Final = f"""
    SELECT d.obligation, coalesce(r.state, '{NOT_STARTED}'), o.kind, district.id, district.short_name,
           min(district.sort_key), count(*)
    {_FROM} {_WHERE}
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 6
"""

_LINES: Final = f"""
    SELECT d.obligation, coalesce(r.state, '{NOT_STARTED}'), o.kind, o.id, o.name, form.short_title,
           form.perspective, district.short_name, r.id, r.current_revision_id, last.at, o.telephone,
           count(*) OVER ()
    {_FROM} {_LAST} {_WHERE} {{conditions}}
    ORDER BY o.sort_key, form.code
    LIMIT %(limit)s OFFSET %(offset)s
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many duties share obligation, state, kind and district."""

    obligation: str
    state: str
    kind: str
    district_id: int | None
    district_name: str
    count: int


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One duty. `last_at` is the last thing the unit or its supervisor did; None when nothing was."""

    obligation: str
    state: str
    kind: str
    organisation_id: int
    organisation: str
    form: str
    perspective: str
    district: str
    report_id: int | None
    has_revision: bool
    last_at: datetime | None
    telephone: str

    @property
    def standing(self) -> Standing:
        return standing_of(self.state)

    @property
    def state_label(self) -> str:
        return state_label(self.state)

    @property
    def is_donor(self) -> bool:
        return self.perspective == Perspective.DONOR

    @property
    def kind_label(self) -> str:
        return str(OrganisationKind(self.kind).label)

    @property
    def obligation_label(self) -> str:
        return str(Obligation(self.obligation).label)


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What the table is narrowed to; an empty value narrows nothing. `text` is matched without marks."""

    standing: str = ""
    obligation: str = ""
    state: str = ""
    kind: str = ""
    district_id: int | None = None
    text: str = ""

    def conditions(self) -> tuple[list[str], dict[str, Any]]:
        """SQL conditions and their parameters."""
        wanted: dict[str, tuple[str, object]] = {
            "standing": (
                f"coalesce(r.state, '{NOT_STARTED}') = ANY(%(standing)s)",
                list(STANDINGS[Standing(self.standing)]) if self.standing in Standing.values else None,
            ),
            "obligation": ("d.obligation = %(obligation)s", self.obligation),
            "state": (f"coalesce(r.state, '{NOT_STARTED}') = %(state)s", self.state),
            "kind": ("o.kind = %(kind)s", self.kind),
            "district": ("district.id = %(district)s", self.district_id),
            "text": ("strpos(o.search_key, %(text)s) > 0", fold(self.text)),
        }
        chosen = {name: pair for name, pair in wanted.items() if pair[1]}
        return [sql for sql, _value in chosen.values()], {name: value for name, (_, value) in chosen.items()}


def tallies(campaign_id: int) -> list[Tally]:
    """Counts of every duty of a campaign, districts in dictionary order. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_TALLIES, {"campaign": campaign_id})
        return [
            Tally(obligation, state, kind, district, name or "", count)
            for obligation, state, kind, district, name, _order, count in cursor.fetchall()
        ]


def lines(
    campaign_id: int, chosen: BoardFilter, *, limit: int | None = None, offset: int = 0
) -> tuple[list[BoardLine], int]:
    """The duties that pass the filter, in dictionary order, and how many there are in all. One query."""
    conditions, parameters = chosen.conditions()
    sql = _LINES.format(conditions=" ".join(f"AND {condition}" for condition in conditions))
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters | {"campaign": campaign_id, "limit": limit, "offset": offset})
        found = cursor.fetchall()
    return [_line(row) for row in found], found[0][-1] if found else 0


def _line(row: tuple[Any, ...]) -> BoardLine:
    (*stated, district, report_id, revision_id, last_at, telephone, _all) = row
    obligation, state, kind, organisation_id, organisation, form, perspective = stated
    return BoardLine(
        obligation=obligation,
        state=state,
        kind=kind,
        organisation_id=organisation_id,
        organisation=organisation,
        form=form,
        perspective=perspective,
        district=district or "",
        report_id=report_id,
        has_revision=revision_id is not None,
        last_at=last_at,
        telephone=telephone,
    )


def count_where(found: Iterable[Tally], **wanted: object) -> int:
    """Sum of the tallies whose attributes have the wanted values; `standing` is understood too."""
    standing = wanted.pop("standing", None)
    return sum(
        tally.count
        for tally in found
        if (standing is None or standing_of(tally.state) == standing)
        and all(getattr(tally, name) == value for name, value in wanted.items())
    )
