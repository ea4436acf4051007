"""The district's view of its communes, and the way to its own Form 2."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ketnghia.reportforms.states import Perspective
from ketnghia.reports import policies, queries
from ketnghia.reports.reminded import last_reminders
from ketnghia.reports.states import State
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request
from ketnghia.web.years import year_of


@require_safe
@member_required
def commune_reports(request: Request) -> HttpResponse:
    """Which communes are in, which not, and what waits to be looked at."""
    viewer = member(request)
    policies.check_district(viewer)
    year = year_of(request)
    communes = queries.communes_below(viewer, year=year)
    accepted = sum(report is not None and report.state == State.ACCEPTED for _duty, report in communes)
    last = last_reminders(duty.pk for duty, _report in communes)
    context = {
        "communes": [(duty, report, last.get(duty.pk)) for duty, report in communes],
        "accepted": accepted,
        "year": year,
        "may_remind": policies.may_remind(viewer),
    }
    return render(request, "web/reports/communes.html", context)


@require_safe
@member_required
def form2(request: Request) -> HttpResponse:
    """The district's own report: the report when begun, else where it is begun."""
    viewer = member(request)
    policies.check_district(viewer)
    begun = queries.own_report_id(viewer, year=year_of(request), perspective=Perspective.DISTRICT)
    return redirect("report", report_id=begun) if begun else redirect("duties")
