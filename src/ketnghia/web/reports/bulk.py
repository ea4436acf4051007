"""Accepting many reports at once."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ketnghia.consolidation import operations
from ketnghia.reports import bulk
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request
from ketnghia.web.years import year_of

# Digits of any id or version there is; Python refuses to read thousands of them.
_LONGEST_NUMBER: Final = 18
# As many as somebody reads through; the others follow once these are answered.
_AT_ONCE: Final = 200


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def accept_many(request: Request) -> HttpResponse:
    """Those that qualify, all ticked, and why the others have to be looked at; then what became of them."""
    viewer, year = member(request), year_of(request)
    outcome = None
    if request.method == "POST":
        picked = [pair for text in request.POST.getlist("chon") if (pair := _pair(text))]
        outcome = operations.accept_many(viewer=viewer, year=year, picked=picked, now=request.now)
    found = bulk.waiting(viewer, year=year)
    ready = [each for each in found if each.qualifies]
    to_look_at = [each for each in found if not each.qualifies]
    context = {
        "outcome": outcome,
        "ready": ready[:_AT_ONCE],
        "ready_in_all": len(ready),
        "to_look_at": to_look_at[:_AT_ONCE],
        "to_look_at_in_all": len(to_look_at),
        "year": year,
    }
    return render(request, "web/reports/accept_many.html", context)


def _pair(text: str) -> tuple[int, int] | None:
    """A report's id and the version that was shown, as ticked."""
    report_id, _colon, version = text.partition(":")
    parts = (report_id, version)
    if not all(each.isascii() and each.isdigit() and len(each) <= _LONGEST_NUMBER for each in parts):
        return None
    return int(report_id), int(version)
