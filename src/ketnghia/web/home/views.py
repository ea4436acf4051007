"""Home: for a unit its duties, for the Board how the campaign stands, for a visitor what this is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ketnghia.campaigns.queries import campaign_in, years
from ketnghia.reports.cards import inbox, own_cards
from ketnghia.web.access import member, member_required
from ketnghia.web.home.cards import shown
from ketnghia.web.http import Request
from ketnghia.web.years import present, year_and_later, year_of


@require_safe
def home(request: Request) -> HttpResponse:
    """Where each role starts."""
    if request.viewer is None:
        year = present(years(), request.now)
        campaign = campaign_in(year) if year else None
        return render(request, "web/public/landing.html", {"campaign": campaign})
    if request.viewer.sees_everything:
        return redirect("board", year=year_of(request))
    return redirect("duties")


@require_safe
@member_required
def duties(request: Request) -> HttpResponse:
    """What must my unit do, by when, what is missing?"""
    viewer = member(request)
    year, later = year_and_later(request)
    cards = [shown(card, viewer) for card in own_cards(viewer, year=year, now=request.now)]
    coming = [card for each in later for card in own_cards(viewer, year=each, now=request.now)]
    context = {
        "coming_cards": [shown(card, viewer) for card in coming],
        "open_cards": [card for card in cards if card.urgency != "done"],
        "done_cards": [card for card in cards if card.urgency == "done"],
        "inbox": inbox(viewer, year=year),
        "campaign": campaign_in(year),
        "year": year,
    }
    return render(request, "web/home/duties.html", context)
