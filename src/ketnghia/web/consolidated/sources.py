"""What the drawer "from what" is asked for, and where each of its rows leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.consolidation.snapshot import Snapshot
from ketnghia.consolidation.trace import Trace, TracedReport, TracedRow, trace_rows

_MAX_DIGITS = 18
_TITLES: Final = {
    "total": _("Tổng kinh phí giúp đỡ"),
    "area": _("Kinh phí theo lĩnh vực"),
    "activity": _("Kinh phí theo hoạt động"),
    "quantity": _("Khối lượng theo hoạt động"),
    "district": _("Kinh phí theo huyện được giúp"),
    "donor_kind": _("Kinh phí theo loại đơn vị giúp đỡ"),
    "money_source": _("Kinh phí theo nguồn"),
    "donor": _("Kinh phí của đơn vị giúp đỡ"),
    "recipient": _("Kinh phí theo nơi được giúp"),
    "indicator": _("Chỉ số đơn vị giúp đỡ báo cáo"),
    "received_total": _("Tổng kinh phí các huyện báo đã nhận"),
    "received": _("Kinh phí huyện báo đã nhận"),
    "households": _("Số hộ được giúp, huyện báo"),
    "recipient_received": _("Kinh phí xã báo đã nhận"),
    "recipient_households": _("Số hộ được giúp, xã báo"),
}


def title(by: str) -> str:
    """The table a traced line belongs to, in words."""
    return str(_TITLES[by])


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of a table (`by`, `code`), and the revision whose rows are wanted, if any."""

    by: str
    code: str
    accepted_only: bool
    revision_id: int | None

    @classmethod
    def of(cls, query: Mapping[str, str], *, accepted_only: bool) -> Self:
        asked = query.get("ban-nop", "")
        known = asked.isascii() and asked.isdigit() and len(asked) <= _MAX_DIGITS
        return cls(
            by=query.get("theo", "total"),
            code=query.get("ma", ""),
            accepted_only=accepted_only,
            revision_id=int(asked) if known else None,
        )

    @property
    def query(self) -> str:
        """The line as a query string, without the revision."""
        wanted = {"theo": self.by, "ma": self.code} | ({"chi-chap-nhan": "1"} if self.accepted_only else {})
        return urlencode(wanted)


@dataclass(frozen=True, slots=True)
class RowLink:
    """A row with the addresses of its place in the frozen revision and of the history of its cell."""

    row: TracedRow
    revision_url: str
    history_url: str

    @property
    def actual(self) -> Decimal | None:
        return self.row.actual

    @property
    def estimate(self) -> Decimal | None:
        return self.row.estimate


def template(asked: Asked, headers: Mapping[str, str]) -> str:
    """The drawer or a part of it where htmx asks, a whole page without script."""
    if headers.get("HX-Request") != "true":
        return "web/consolidated/trace.html"
    return "web/consolidated/trace_rows.html" if asked.revision_id else "web/consolidated/drawer.html"


def drawer(
    found: Trace, asked: Asked, rows: list[RowLink], *, year: int, trace_url: str
) -> dict[str, object]:
    """The context of all three."""
    names = {"year": year, "trace_url": trace_url, "title": title(asked.by)}
    return names | {"trace": found, "asked": asked, "rows": rows}


def rows_of(
    viewer: Viewer, year: int, trace: Trace, asked: Asked, frozen: Snapshot | None = None
) -> list[RowLink]:
    """The rows of the report asked for; none when none is. `frozen`: as in `trace`."""
    report = next((each for each in trace.reports if each.revision_id == asked.revision_id), None)
    if report is None:
        return []
    rows = trace_rows(
        viewer,
        year=year,
        by=asked.by,
        code=asked.code,
        revision_id=report.revision_id,
        accepted_only=asked.accepted_only,
        frozen=frozen,
    )
    return [_linked(report, row) for row in rows]


def _linked(report: TracedReport, row: TracedRow) -> RowLink:
    revision = reverse("revision", args=[report.report_id, report.revision_number])
    history = reverse("history", args=[report.report_id])
    anchor = row.path.replace(".", "-")
    return RowLink(row, f"{revision}#{anchor}", f"{history}?{urlencode({'o': row.path})}")
