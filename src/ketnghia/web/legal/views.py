"""Legal instruments: public, as the documents themselves are."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnghia.legal import queries
from ketnghia.web.http import Request


@require_safe
def instruments(request: Request) -> HttpResponse:
    """All instruments the programme rests on."""
    return render(request, "web/legal/list.html", {"instruments": queries.list_instruments()})


@require_safe
def instrument(request: Request, code: str) -> HttpResponse:
    """One instrument with the sentences relied on."""
    return render(request, "web/legal/detail.html", {"instrument": queries.get_instrument(code)})
