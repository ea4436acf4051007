"""Search over organisations and legal instruments, without marks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnghia.kernel.text import clean
from ketnghia.legal.queries import search_instruments
from ketnghia.twinning.queries import search_organisations
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request
from ketnghia.web.years import year_of

LONGEST = 100


@require_safe
@member_required
def search(request: Request) -> HttpResponse:
    """Organisations the viewer may see, and documents, that bear the words."""
    text = clean(request.GET.get("q", ""))[:LONGEST]
    year = year_of(request)
    context = {
        "search_query": text,
        "year": year,
        "organisations": search_organisations(member(request), text, year=year),
        "instruments": search_instruments(text),
    }
    return render(request, "web/search/results.html", context)
