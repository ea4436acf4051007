"""The numbers on the page of consequences; every one of them opens the list of its units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from ketnghia.campaigns.spoken import weekday_name
from ketnghia.kernel.dates import vn_date
from ketnghia.kernel.text import sort_key
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reports.consequence_lines import MEMBERS, ConsequenceLine, Group
from ketnghia.reports.readiness import length_of

type Lines = Sequence[ConsequenceLine]

_COLUMNS: Final = (Group.MUST, Group.ENCOURAGED, Group.NEW, Group.GONE)
_ICONS: Final = {
    Group.MUST: "report",
    Group.ENCOURAGED: "people",
    Group.NEW: "plus",
    Group.GONE: "dash",
    Group.NO_ACCOUNT: "warning",
    Group.NO_REVIEWER: "warning",
    Group.ENDING: "clock",
}
_LATE: Final = (Group.NO_ACCOUNT,)


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, the query that lists what it counts, and whether that is listed now."""

    label: str
    count: int
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table of counts."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which units are listed: a group, of a kind, in a district (0: in none; None: anywhere)."""

    group: Group
    kind: str = ""
    district_id: int | None = None

    @classmethod
    def of(cls, query: Any) -> Chosen:
        """What the address asks for; anything not understood narrows nothing."""
        group, district = query.get("nhom", ""), query.get("huyen", "")
        known = district.isascii() and district.isdigit() and len(district) < 10
        return cls(
            group=Group(group) if group in Group.values else Group.MUST,
            kind=query.get("loai", ""),
            district_id=int(district) if known else None,
        )

    def holds(self, line: ConsequenceLine) -> bool:
        """Whether the line is listed."""
        return (
            MEMBERS[self.group](line)
            and self.kind in ("", line.kind)
            and self.district_id in (None, line.district_id)
        )

    @property
    def query(self) -> str:
        """As it stands in an address."""
        wanted = {"nhom": self.group.value, "loai": self.kind, "huyen": self.district_id}
        return urlencode({name: value for name, value in wanted.items() if value not in ("", None)})


class Counts:
    """Every line counted once by group, kind and district; the tables are sums of these."""

    def __init__(self, lines: Lines, chosen: Chosen) -> None:
        self._chosen = chosen
        self._counted = Counter(
            (group, line.kind, line.district_id)
            for line in lines
            for group, holds in MEMBERS.items()
            if holds(line)
        )
        self._kinds = {line.kind for line in lines}
        self._districts = {line.district_id: line.district or _("Cấp tỉnh") for line in lines}

    def _cell(self, group: Group, kind: str = "", district_id: int | None = None) -> Cell:
        count = sum(
            number
            for (of, its_kind, its_district), number in self._counted.items()
            if of is group and kind in ("", its_kind) and district_id in (None, its_district)
        )
        wanted = Chosen(group, kind, district_id)
        return Cell(str(group.label), count, wanted.query, wanted == self._chosen)

    def tiles(self) -> list[dict[str, Any]]:
        """One tile a group; those that count nobody and only warn are left out."""
        found = []
        for group in Group:
            cell = self._cell(group)
            if cell.count or group in _COLUMNS:
                tone = "late" if group in _LATE and cell.count else ""
                found.append({"cell": cell, "icon": _ICONS.get(group, "info"), "tone": tone})
        return found

    def by_kind(self) -> list[Row]:
        """Counts by kind of unit, in the order the kinds are declared."""
        kinds = [kind for kind in OrganisationKind if kind.value in self._kinds]
        return [
            Row(str(kind.label), tuple(self._cell(group, kind.value) for group in _COLUMNS)) for kind in kinds
        ]

    def by_district(self) -> list[Row]:
        """Counts by district, in dictionary order; units of the province first."""
        names = self._districts
        order = sorted(names, key=lambda pk: (pk != 0, sort_key(names[pk])))
        return [Row(names[pk], tuple(self._cell(group, "", pk) for group in _COLUMNS)) for pk in order]


def columns() -> list[str]:
    """Headings of both tables, short enough to stand side by side."""
    return [_("Phải"), _("Khuyến khích"), _("Mới"), _("Không còn")]


def listed(lines: Iterable[ConsequenceLine], chosen: Chosen) -> list[ConsequenceLine]:
    """The lines the list shows."""
    return [line for line in lines if chosen.holds(line)]


def key_facts(campaign: Any) -> list[dict[str, str]]:
    """What somebody looks at once more before opening."""
    window, instrument = campaign.window, campaign.instrument
    days = _("%(first)s (%(first_name)s) – %(last)s (%(last_name)s), %(days)s ngày") % {
        "first": vn_date(window.first_day),
        "first_name": weekday_name(window.first_day),
        "last": vn_date(window.last_day),
        "last_name": weekday_name(window.last_day),
        "days": length_of(campaign),
    }
    period = f"{vn_date(campaign.period_from)} – {vn_date(campaign.period_to)}"
    issued = vn_date(instrument.issued_on) if instrument.issued_on else _("chưa có ngày")
    facts = [
        (_("Tên đợt"), campaign.name),
        (_("Thời gian nhập"), days),
        (_("Kỳ số liệu"), period),
        (_("Công văn mở đợt"), f"{instrument.number or _('chưa có số')}, {issued}"),
    ]
    if campaign.copied_from:
        before = campaign.copied_from
        words = _("đợt năm %(year)s, mở nhập %(days)s ngày") % {
            "year": before.year,
            "days": length_of(before),
        }
        facts.append((_("Lập theo"), words))
    return [{"label": label, "value": value} for label, value in facts]
