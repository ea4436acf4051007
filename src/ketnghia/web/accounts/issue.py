"""Handing out accounts by the list: what is asked for, what is wrong with it, then the letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ketnghia.accounts import directory, issuing
from ketnghia.accounts.lists import COLUMNS, MOST_LINES
from ketnghia.kernel.refusals import Incomplete
from ketnghia.organisations.states import DISTRICTS
from ketnghia.reports.queries import reporting_units
from ketnghia.web.access import member, member_required
from ketnghia.web.accounts.forms import IssueForm, UnitFilterForm, ticked
from ketnghia.web.accounts.letters import letters_page
from ketnghia.web.http import Request
from ketnghia.web.years import year_of

# Characters: five hundred lines of four full columns.
_LONGEST = 200_000


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def issue_accounts(request: Request) -> HttpResponse:
    """Paste a list, or tick units without an account; a post shows the list checked line by line."""
    if request.method == "POST":
        return _preview(request, _asked(request))
    viewer = member(request)
    year = year_of(request)
    everybody = directory.units_without_account(viewer, directory.UnitFilter(), now=request.now)
    form = UnitFilterForm(request.GET, districts=_districts(request))
    narrowed = form.narrowed(frozenset(reporting_units(viewer, year)))
    is_narrowed = any(request.GET.get(name) for name in form.fields)
    units = directory.units_without_account(viewer, narrowed, now=request.now) if is_narrowed else everybody
    context = {
        "form": form,
        "units": units[:MOST_LINES],
        "count": len(units),
        "without": len(everybody),
        "columns": COLUMNS,
        "is_narrowed": is_narrowed,
        "year": year,
    }
    return render(request, "web/accounts/issue.html", context)


def _districts(request: Request) -> list[tuple[int, str]]:
    found = directory.units_of_kinds(member(request), DISTRICTS, now=request.now)
    return [(each.pk, each.name) for each in found]


def _asked(request: Request) -> str:
    """The list as pasted, or made from what was ticked."""
    text = request.POST.get("danh_sach", "")[:_LONGEST]
    chosen = ticked(request)
    if not chosen:
        return text
    narrowed = directory.UnitFilter(ids=chosen)
    units = directory.units_without_account(member(request), narrowed, now=request.now)
    return "\n".join(filter(None, (text, directory.list_for(units))))


def _preview(request: Request, text: str, refused: Sequence[Any] = ()) -> HttpResponse:
    read = directory.read_for(member(request), text, now=request.now)
    wrong = bool(read.mistakes or refused or not read.wanted)
    context = {
        "text": text,
        "read": read,
        "clean": not wrong,
        "units": len({each.organisation.pk for each in read.wanted}),
        "mailable": sum(bool(each.email) for each in read.wanted),
        "issue": IssueForm(),
        "columns": COLUMNS,
        "problems": [{"message": str(each)} for each in read.mistakes],
    }
    return render(request, "web/accounts/issue_preview.html", context, status=422 if wrong else 200)


@require_POST
@member_required
def issue_letters(request: Request) -> HttpResponse:
    """Hand them out; the answer is the letters, the only time the links are seen."""
    text = request.POST.get("danh_sach", "")[:_LONGEST]
    try:
        issued = issuing.issue_accounts(
            viewer=member(request),
            issue_id=IssueForm(request.POST).issue_id,
            text=text,
            now=request.now,
        )
    except Incomplete as incomplete:
        return _preview(request, text, incomplete.findings)
    return letters_page(request, issued, back=reverse("accounts"))
