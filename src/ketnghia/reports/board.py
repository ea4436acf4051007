"""How a campaign stands: every duty with the state of its report, counted and listed in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.queries import campaign_in
from ketnghia.kernel.refusals import Invisible
from ketnghia.kernel.text import fold
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.states import Obligation, Perspective
from ketnghia.reports import deeming
from ketnghia.reports.deeming import NO_MARK, Mark
from ketnghia.reports.reminded import LastReminder, last_reminders
from ketnghia.reports.states import (
    NOT_STARTED,
    STANDINGS,
    Action,
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
_NAMED: Final = """(strpos(o.search_key, %(text)s) > 0 OR EXISTS (
    SELECT FROM organisations_organisationalias alias
    WHERE alias.organisation_id = o.id AND strpos(alias.search_key, %(text)s) > 0
))"""
_TALLIES: Final = f"""
    SELECT d.obligation, coalesce(r.state, '{NOT_STARTED}'), o.kind, district.id, district.short_name,
           district.kind, min(district.sort_key), count(*)
    {_FROM} {_WHERE}
    GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 7
"""

_COLUMNS: Final = f"""
    d.obligation, coalesce(r.state, '{NOT_STARTED}') AS state, o.kind, o.id AS organisation_id, o.name,
    form.short_title, form.perspective, district.short_name AS district, r.id AS report_id,
    r.current_revision_id
"""
# The last thing done is looked for on the lines of one page. A save leaves no transition behind; it comes
# first only when it is newer than the last of them.
_LINES: Final = f"""
    WITH page AS (
        SELECT {_COLUMNS}, o.telephone, d.id AS duty_id, count(*) OVER () AS everything, r.saved_at,
               o.sort_key, form.code
        {_FROM} {_WHERE} {{conditions}}
        ORDER BY o.sort_key, form.code
        LIMIT %(limit)s OFFSET %(offset)s
    )
    SELECT obligation, state, kind, organisation_id, name, short_title, perspective, district, report_id,
           current_revision_id, last.action, last.at, telephone, duty_id, everything
    FROM page LEFT JOIN LATERAL (
        SELECT done.action, done.at FROM (
            SELECT t.action, t.at, t.id FROM reports_transition t WHERE t.report_id = page.report_id
            UNION ALL SELECT 'SAVE', page.saved_at, 0
        ) done
        ORDER BY done.at DESC, done.id DESC LIMIT 1
    ) last ON page.report_id IS NOT NULL
    ORDER BY page.sort_key, page.code
"""  # noqa: S608 -- only constants of this module are put together
_IDS: Final = f"SELECT d.id {_FROM} {_WHERE} {{conditions}}"
# The same columns for all duties at once, which leaves no time to look for the last thing done to each.
_ALL: Final = f"""
    SELECT {_COLUMNS}, '', NULL, o.telephone, d.id, 0 {_FROM} {_WHERE}
    ORDER BY o.sort_key, form.code
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many duties share obligation, state, kind and district."""

    obligation: str
    state: str
    kind: str
    district_id: int | None
    district_name: str
    district_kind: str
    count: int

    @property
    def standing(self) -> Standing:
        return standing_of(self.state)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One duty. `last_action` at `last_at` is the last thing the unit or its supervisor did; `""` and
    None when nothing was.
    """

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
    last_action: str
    last_at: datetime | None
    telephone: str
    duty_id: int
    reminded: LastReminder | None
    mark: Mark = NO_MARK

    @property
    def standing(self) -> Standing:
        return standing_of(self.state)

    @property
    def state_label(self) -> str:
        return state_label(self.state)

    @property
    def last_action_label(self) -> str:
        return str(Action(self.last_action).label) if self.last_action else ""

    @property
    def may_come_on_paper(self) -> bool:
        """Whether its paper may be typed in: of those who are encouraged, not begun, or begun so."""
        if self.obligation != Obligation.ENCOURAGED or self.standing is Standing.IN:
            return False
        return self.report_id is None or self.mark.paper_received_on is not None

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
    """What the table is narrowed to; an empty value narrows nothing.

    `text` is matched with names and aliases, without marks.
    `district_id` 0 asks for the units that stand under no district; `deemed_at` for those deemed not to have
    implemented the programme at that moment.
    """

    standing: str = ""
    obligation: str = ""
    state: str = ""
    kind: str = ""
    district_id: int | None = None
    text: str = ""
    deemed_at: datetime | None = None

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
            "district": ("coalesce(district.id, 0) = %(district)s", self.district_id),
            "text": (_NAMED, fold(self.text)),
            "deemed": (deeming.CONDITION, self.deemed_at),
        }
        chosen = {name: pair for name, pair in wanted.items() if pair[1] not in (None, "")}
        return [sql for sql, _value in chosen.values()], {name: value for name, (_, value) in chosen.items()}


def campaign_of(viewer: Viewer, year: int) -> Campaign:
    """The campaign of a year with its sentences, for those who see the whole province. Raises Invisible."""
    _check_viewer(viewer)
    campaign = campaign_in(year)
    if campaign is None:
        raise Invisible("NO_YEAR", _("Không có đợt báo cáo nào trong năm này."))
    return campaign


def _check_viewer(viewer: Viewer) -> None:
    if not viewer.sees_everything:
        raise Invisible("NO_BOARD", _("Không có trang này."))


def tallies(viewer: Viewer, campaign_id: int) -> list[Tally]:
    """Counts of every duty of a campaign, districts in dictionary order. One query. Raises Invisible."""
    _check_viewer(viewer)
    with connection.cursor() as cursor:
        cursor.execute(_TALLIES, {"campaign": campaign_id})
        return [
            Tally(obligation, state, kind, district, name or "", district_kind or "", count)
            for obligation, state, kind, district, name, district_kind, _order, count in cursor.fetchall()
        ]


def lines(
    viewer: Viewer, campaign_id: int, chosen: BoardFilter, *, limit: int | None = None, offset: int = 0
) -> tuple[list[BoardLine], int]:
    """The duties that pass the filter, in dictionary order, and how many there are in all. Two queries.

    An `offset` beyond the last line gives the lines from the first on. Raises Invisible.
    """
    _check_viewer(viewer)
    sql, parameters = _narrowed(_LINES, chosen)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters | {"campaign": campaign_id, "limit": limit, "offset": offset})
        found = cursor.fetchall()
    if not found and offset:
        return lines(viewer, campaign_id, chosen, limit=limit)
    reminders = last_reminders(row[-2] for row in found)
    return [_line(row, reminders.get(row[-2])) for row in found], found[0][-1] if found else 0


def duties(viewer: Viewer, campaign_id: int) -> list[BoardLine]:
    """Every duty of a campaign in dictionary order, for sums: without what was done last and reminders.

    One query. Raises Invisible.
    """
    _check_viewer(viewer)
    with connection.cursor() as cursor:
        cursor.execute(_ALL, {"campaign": campaign_id})
        return [_line(row, None) for row in cursor.fetchall()]


def marked(found: Iterable[BoardLine], *, now: datetime) -> list[BoardLine]:
    """The same lines with what stands beside each at a moment. One query."""
    kept = list(found)
    marks = deeming.marks_of((line.duty_id for line in kept), now=now)
    return [replace(line, mark=marks.get(line.duty_id, NO_MARK)) for line in kept]


def duty_ids(viewer: Viewer, campaign_id: int, chosen: BoardFilter) -> list[int]:
    """The duties that pass the filter, on whichever page. One query. Raises Invisible."""
    _check_viewer(viewer)
    sql, parameters = _narrowed(_IDS, chosen)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters | {"campaign": campaign_id})
        return [pk for (pk,) in cursor.fetchall()]


def _narrowed(sql: str, chosen: BoardFilter) -> tuple[str, dict[str, Any]]:
    conditions, parameters = chosen.conditions()
    return sql.format(conditions=" ".join(f"AND {condition}" for condition in conditions)), parameters


def _line(row: tuple[Any, ...], reminded: LastReminder | None) -> BoardLine:
    (*stated, district, report_id, revision_id, last_action, last_at, telephone, duty_id, _all) = row
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
        last_action=last_action or "",
        last_at=last_at,
        telephone=telephone,
        duty_id=duty_id,
        reminded=reminded,
    )


def count_where(found: Iterable[Tally], **wanted: object) -> int:
    """Sum of the tallies whose attributes (`standing` among them) have the wanted values."""
    return sum(
        tally.count for tally in found if all(getattr(tally, name) == value for name, value in wanted.items())
    )
