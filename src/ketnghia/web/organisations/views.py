"""The catalogue of organisations, and the page of each."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnghia.consolidation.unit_years import unit_years
from ketnghia.twinning import queries
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request
from ketnghia.web.organisations.forms import OrganisationFilterForm
from ketnghia.web.years import year_of

PAGE_SIZE = 50


@require_safe
@member_required
def organisations(request: Request) -> HttpResponse:
    """The organisations of a year that the viewer may see, in dictionary order."""
    year = year_of(request)
    form = OrganisationFilterForm(request.GET)
    found = queries.list_organisations(member(request), year, kind=form.value("loai"), text=form.value("q"))
    context = {
        "year": year,
        "form": form,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang")),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "web/organisations/list.html", context)


@require_safe
@member_required
def organisation(request: Request, organisation_id: int) -> HttpResponse:
    """One organisation as it was in the year: its place, its names, its assignments, its years."""
    year = year_of(request)
    sheet = queries.organisation_sheet(member(request), organisation_id, year)
    years = unit_years(member(request), organisation_id)
    return render(request, "web/organisations/detail.html", {"year": year, "sheet": sheet, "years": years})
