"""Assignments on screen and as a workbook; one's recipients; one's donors."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ketnghia.consolidation.other_side import told_by_donors, told_by_recipients
from ketnghia.documents.assignments_table import assignments_table
from ketnghia.kernel.dates import vn_day
from ketnghia.twinning import policies, queries
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request
from ketnghia.web.twinning.forms import AssignmentFilterForm
from ketnghia.web.years import year_of

PAGE_SIZE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _filter_form(request: Request, year: int) -> AssignmentFilterForm:
    districts = queries.districts_for_filter(member(request), year)
    return AssignmentFilterForm(request.GET, districts=[(each.id, each.name) for each in districts])


@require_safe
@member_required
def assignments(request: Request) -> HttpResponse:
    """Who helps whom in a year, by which decision."""
    year = year_of(request)
    form = _filter_form(request, year)
    found = queries.assignments(member(request), year, form.narrowed())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "year": year,
        "form": form,
        "page": page,
        "donors": len({line.donor_id for line in found}),
        "recipients": len({line.recipient_id for line in found}),
        "illustrative": any(line.illustrative for line in found),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "web/twinning/assignments.html", context)


@require_safe
@member_required
def assignments_xlsx(request: Request) -> HttpResponse:
    """The list as it is narrowed on screen, all pages of it, as a workbook."""
    year = year_of(request)
    lines = queries.assignments(member(request), year, _filter_form(request, year).narrowed())
    answer = HttpResponse(assignments_table(lines, year=year), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="phan-cong-{year}.xlsx"'
    return answer


@require_safe
@member_required
def recipients(request: Request) -> HttpResponse:
    """The communes and districts one's own unit helps."""
    viewer = member(request)
    policies.check_see_recipients(viewer)
    year = year_of(request)
    lines = queries.recipients_of(viewer.organisation_id, queries.reference_day(year, vn_day(request.now)))
    told = told_by_recipients(viewer, year)
    context = {
        "year": year,
        "lines": [(each, told.get((each.recipient_id, each.donor_id))) for each in lines],
    }
    return render(request, "web/twinning/recipients.html", context)


@require_safe
@member_required
def donors(request: Request) -> HttpResponse:
    """Who helps one's commune; for a district, who helps each of its communes and itself."""
    viewer = member(request)
    policies.check_see_donors(viewer)
    year = year_of(request)
    lines = queries.donors_of(viewer.organisation_id, queries.reference_day(year, vn_day(request.now)))
    told = told_by_donors(viewer, year)
    groups = [
        [(each, told.get((each.recipient_id, each.donor_id))) for each in group]
        for group in queries.by_recipient(lines).values()
    ]
    lead = _("Các cơ quan, địa phương và doanh nghiệp được phân công giúp đỡ đơn vị trong năm.")
    return render(request, "web/twinning/donors.html", {"year": year, "groups": groups, "lead": lead})
