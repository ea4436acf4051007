"""The page on which two versions of a report are compared: revisions, and for the unit its working draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.dates import vn_date, vn_day
from ketnghia.kernel.refusals import Invisible
from ketnghia.reports import queries
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.policies import holds_draft
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request
from ketnghia.web.reports.compared import compare
from ketnghia.web.reports.pages import draft_content
from ketnghia.web.reports.sheet import Names

_DRAFT: Final = "nhap"


@dataclass(frozen=True, slots=True)
class Version:
    """One version to compare: `code` as the address has it, its name, its content."""

    code: str
    label: str
    content: Mapping[str, Any]


@require_safe
@member_required
def compared(request: Request, report_id: int) -> HttpResponse:
    """What changed from `?tu=` to `?den=`: numbers of revisions, or "nhap"."""
    context = _context(
        member(request), report_id, earlier=request.GET.get("tu", ""), later=request.GET.get("den", "")
    )
    return render(request, "web/reports/compared.html", context)


def _context(viewer: Viewer, report_id: int, *, earlier: str, later: str) -> dict[str, Any]:
    report = queries.get_report(viewer, report_id)
    versions = list(_versions(viewer, report))
    if len(versions) < 2:
        raise Invisible("NOTHING_TO_COMPARE", _("Báo cáo mới có một bản, chưa có gì để so sánh."))
    before = _chosen(versions, earlier or versions[-2].code)
    after = _chosen(versions, later or versions[-1].code)
    definition = definition_of(report.form_version_id)
    organisations = queries.organisation_names(definition, before.content)
    organisations |= queries.organisation_names(definition, after.content)
    names = Names(organisations, queries.evidence_names(report))
    return {
        "report": report,
        "versions": versions,
        "before": before,
        "after": after,
        "comparison": compare(definition, names, before.content, after.content),
        "year": report.campaign.year,
    }


def _versions(viewer: Viewer, report: Any) -> Iterator[Version]:
    """Every submission in order, then the draft for those who type it, while it is one."""
    for revision in queries.revisions_of(report):
        names = {"number": revision.number, "day": vn_date(vn_day(revision.submitted_at))}
        label = _("bản nộp lần %(number)s (%(day)s)") % names
        yield Version(str(revision.number), label, revision.frozen["content"])
    if holds_draft(viewer, report) and not report.is_submitted:
        yield Version(_DRAFT, _("bản đang nhập"), draft_content(report))


def _chosen(versions: list[Version], code: str) -> Version:
    found = next((each for each in versions if each.code == code), None)
    if found is None:
        raise Invisible("NO_VERSION", _("Không có bản này."))
    return found
