"""What the pages of a consolidated year show, be it as it stands now or as it was frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.consolidation import versions
from ketnghia.consolidation.differences import ChangedTable, Difference
from ketnghia.consolidation.figures import Consolidated, total
from ketnghia.consolidation.policies import may_freeze
from ketnghia.web.consolidated import charts, sources, years
from ketnghia.web.consolidated.longest import shortened

_LONGEST_NUMBER: Final = 4


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the figures of one state open into their sources, and where they are downloaded."""

    trace: str
    docx: str
    xlsx: str
    json: str

    @classmethod
    def now(cls, year: int) -> Self:
        names = ("trace", "report_docx", "annex_xlsx", "figures_json")
        return cls(*(reverse(name, args=[year]) for name in names))

    @classmethod
    def of_version(cls, year: int, number: int) -> Self:
        names = ("version_trace", "version_docx", "version_xlsx", "version_json")
        return cls(*(reverse(name, args=[year, number]) for name in names))


def figures_page(
    figures: Consolidated, addresses: Addresses, query: Mapping[str, str], narrowing: str = ""
) -> dict[str, Any]:
    """The context of the page, the same for every state of a year.

    `query`: what was asked for in the address; `narrowing`: which of it the links of the page keep.
    """
    is_beside = query.get(years.PARAMETER) == "1"
    short = shortened(figures)
    return short | {
        "year": figures.year,
        "addresses": addresses,
        "trace_url": addresses.trace,
        "narrowing": narrowing,
        "years": years.rows(figures),
        "year_tabs": years.tabs(figures, narrowing=narrowing, is_beside=is_beside),
        "beside": years.beside(figures) if is_beside else None,
        "received": total(line.received for line in figures.by_district),
        "due": figures.duties.submitted + figures.duties.missing,
        "states": [(figures.report_labels[state], count) for state, count in figures.reports.items()],
        "areas": charts.bars(figures.by_area),
        "map": charts.map_of(short["c"].by_recipient),
    }


def versions_page(viewer: Viewer, year: int, form: Form, *, now: datetime) -> dict[str, Any]:
    """The context of the list of versions, and of the form beside it for who freezes."""
    freezes = may_freeze(viewer)
    return {
        "year": year,
        "outlook": versions.outlook(viewer, year=year, now=now),
        "versions": versions.versions_of(viewer, year),
        "form": form if freezes else None,
    }


def version_page(
    viewer: Viewer, version: versions.Version, form: Form, query: Mapping[str, str]
) -> dict[str, Any]:
    """The context of one version: its figures, who froze it, where it went."""
    figures = versions.opened(version).figures
    return figures_page(figures, Addresses.of_version(figures.year, version.number), query) | {
        "version": version,
        "form": form if may_freeze(viewer) and not version.is_sent else None,
    }


def compared_with(query: Mapping[str, str]) -> int:
    """The number of the version asked for by `?voi=`; 0: the figures as they stand now."""
    asked = query.get("voi", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= _LONGEST_NUMBER else 0


def changes_page(
    difference: Difference, known: Iterable[versions.Version], number: int, other: int
) -> dict[str, Any]:
    """The context of the difference between version `number` and version `other` (0: now)."""
    year = difference.before.figures.year
    others = [0, *(each.number for each in known if each.number != number)]
    return {
        "year": year,
        "number": number,
        "difference": difference,
        "tables": [_titled(table) for table in difference.tables],
        "scopes_differ": difference.before.figures.accepted_only != difference.after.figures.accepted_only,
        "before": _state(difference.before.figures),
        "after": _state(difference.after.figures),
        "tabs": [
            {
                "url": f"?voi={each}" if each else "?",
                "label": _("Với bản chốt số %(number)s") % {"number": each} if each else _("Với hiện nay"),
                "current": each == other,
                "count": None,
            }
            for each in others
        ],
    }


def _titled(table: ChangedTable) -> dict[str, Any]:
    return {
        "by": table.by,
        "title": sources.title(table.by),
        "is_money": table.is_money,
        "lines": table.lines,
    }


def _state(figures: Consolidated) -> dict[str, Any]:
    """One of the two states in words, and where its figures open."""
    year, number = figures.year, figures.version
    if not number:
        narrowing = "chi-chap-nhan=1" if figures.accepted_only else ""
        return {"label": _("hiện nay"), "at": figures.as_of, "trace_url": Addresses.now(year).trace} | {
            "narrowing": narrowing
        }
    label = _("bản chốt số %(number)s") % {"number": number}
    trace_url = Addresses.of_version(year, number).trace
    return {"label": label, "at": figures.as_of, "trace_url": trace_url, "narrowing": ""}
