"""The board's numbers, from the tallies: the big four, and three tables whose counts are filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketnghia.kernel.dates import vn_date
from ketnghia.kernel.windows import Window, WindowState
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.states import Obligation
from ketnghia.reports.board import Tally, count_where
from ketnghia.reports.states import NOT_STARTED, Standing, State, state_label
from ketnghia.web.board.forms import DEEMED

# Units that stand under no district.
PROVINCIAL: Final = 0
_STANDINGS: Final = (Standing.IN, Standing.WAITING, Standing.SILENT)


@dataclass(frozen=True, slots=True)
class Cell:
    """A count and the filter that shows what it counts, as a query string."""

    label: str
    count: int
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a summary table: all its duties, then how they stand."""

    label: str
    everything: Cell
    standings: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the board says before its table of units."""

    tiles: list[dict[str, Any]]
    by_district: list[Row]
    by_kind: list[Row]
    by_state: list[Cell]
    total: int


class _Filters:
    """Makes counts into links, and knows which of them is the one being looked at."""

    def __init__(self, chosen: dict[str, str]) -> None:
        self._chosen = {name: value for name, value in chosen.items() if value}

    def cell(self, label: str, count: int, **wanted: str) -> Cell:
        return Cell(label, count, urlencode(wanted), self._chosen == wanted)

    def row(self, label: str, tallies: list[Tally], **wanted: str) -> Row:
        return Row(
            label,
            self.cell(label, count_where(tallies), **wanted),
            tuple(self.standing(standing, tallies, **wanted) for standing in _STANDINGS),
        )

    def standing(self, standing: Standing, tallies: list[Tally], **wanted: str) -> Cell:
        return self.cell(
            str(standing.label), count_where(tallies, standing=standing), **wanted, nhom=standing
        )


def summary(tallies: list[Tally], chosen: dict[str, str], *, deemed: int = 0, begun: bool = True) -> Summary:
    """Every number above the table of units; `chosen` is what the table is narrowed to, `deemed` how many
    are deemed not to have implemented the programme. Until entry has `begun` silence is no alarm.
    """
    filters = _Filters(chosen)
    districts = {PROVINCIAL: _("Cấp tỉnh")} | dict(districts_of(tallies))
    return Summary(
        tiles=_tiles(tallies, filters, begun=begun) + ([_deemed_tile(deemed, filters)] if deemed else []),
        by_district=[
            filters.row(name, [each for each in tallies if (each.district_id or 0) == pk], huyen=str(pk))
            for pk, name in districts.items()
        ],
        by_kind=[
            filters.row(label, [each for each in tallies if each.kind == kind], loai=kind)
            for kind, label in kinds_of(tallies)
        ],
        by_state=[
            filters.cell(state_label(state), count_where(tallies, state=state), tt=state)
            for state in (NOT_STARTED, *State.values)
        ],
        total=count_where(tallies),
    )


def districts_of(tallies: Iterable[Tally]) -> list[tuple[int, str]]:
    """Id and name of every district of the list, mountain districts first, in dictionary order."""
    found = sorted(tallies, key=lambda each: each.district_kind != OrganisationKind.MOUNTAIN_DISTRICT)
    return list({each.district_id: each.district_name for each in found if each.district_id}.items())


def kinds_of(tallies: Iterable[Tally]) -> list[tuple[str, str]]:
    """Every kind of the list, in the order the kinds are declared."""
    present = {each.kind for each in tallies}
    return [(kind.value, str(kind.label)) for kind in OrganisationKind if kind.value in present]


def _tiles(tallies: list[Tally], filters: _Filters, *, begun: bool) -> list[dict[str, Any]]:
    count: Callable[..., int] = lambda **wanted: count_where(tallies, **wanted)  # noqa: E731 -- a short name
    notes = {
        Standing.IN: _("%d đã được chấp nhận") % count(state=State.ACCEPTED),
        Standing.WAITING: _("%(pending)d chờ lãnh đạo duyệt, %(returned)d bị trả lại")
        % {"pending": count(state=State.PENDING_APPROVAL), "returned": count(state=State.RETURNED)},
        Standing.SILENT: _("%d phải báo cáo") % count(standing=Standing.SILENT, obligation=Obligation.MUST),
    }
    icons = {Standing.IN: "done", Standing.WAITING: "edit", Standing.SILENT: "warning"}
    tones = {Standing.IN: "done", Standing.SILENT: "late" if begun else ""}
    must = filters.cell(_("Phải báo cáo"), count(obligation=Obligation.MUST), nghia_vu=Obligation.MUST)
    encouraged = _("và %d được khuyến khích") % count(obligation=Obligation.ENCOURAGED)
    tiles = [_tile(must, "report", encouraged, "")]
    for standing in _STANDINGS:
        cell = filters.standing(standing, tallies)
        tone = tones.get(standing, "") if cell.count else ""
        tiles.append(_tile(cell, icons[standing], notes[standing], tone))
    return tiles


def _deemed_tile(count: int, filters: _Filters) -> dict[str, Any]:
    cell = filters.cell(_("Xem như không triển khai"), count, nhom=DEEMED)
    return _tile(cell, "refused", _("phải báo cáo, đã hết thời gian"), "late")


def _tile(cell: Cell, icon: str, note: str, tone: str) -> dict[str, Any]:
    return {"cell": cell, "icon": icon, "note": note, "tone": tone}


def window_line(window: Window, now: datetime) -> dict[str, Any]:
    """The context of the line of the entry window: today's place in it, in percent and in words."""
    past = (now - window.opens_at) / (window.closes_at - window.opens_at)
    return {
        "percent": round(100 * min(max(past, 0.0), 1.0)),
        "opens_text": vn_date(window.first_day),
        "closes_text": _("hết %s") % vn_date(window.last_day),
        "today_text": date_format(localtime(now), "H:i d/m/Y"),
        "shut": window.state(now) is WindowState.SHUT,
    }


def time_left(window: Window, now: datetime) -> str:
    """How long the window is still open, in words."""
    days = window.days_left(now)
    match window.state(now):
        case WindowState.NOT_YET:
            return _("Chưa mở nhập; mở từ %s.") % vn_date(window.first_day)
        case WindowState.SHUT:
            return _("Hết hạn nhập sau ngày %s.") % vn_date(window.last_day)
        case WindowState.OPEN if days == 0:
            return _("Hôm nay là ngày cuối, nhập được đến 24 giờ.")
        case _:
            return ngettext(
                "Còn %(days)d ngày, đến hết %(last)s.", "Còn %(days)d ngày, đến hết %(last)s.", days
            ) % {"days": days, "last": vn_date(window.last_day)}
