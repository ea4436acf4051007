"""Next year's campaign of the cast, made through the operations people use."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from ketnghia.campaigns import operations
from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.operations import Dispatch
from ketnghia.kernel.dates import TZ
from ketnghia.reportforms.operations import copy_campaign
from ketnghia.reports.opening import Opened, open_campaign
from tests.world import World

NEXT: Final = 2022
# A day in the year after, before the window opens.
EARLY: Final = datetime(2022, 10, 3, 9, 0, tzinfo=TZ)
NUMBER: Final = "512/BDT-CS"


def next_year(world: World, *, now: datetime = EARLY) -> Campaign:
    """The campaign of 2022 as the copy leaves it."""
    copied = copy_campaign(viewer=world.board.coordinator, from_year=2021, year=NEXT, now=now)
    return Campaign.objects.get(pk=copied.pk)


def numbered(world: World, campaign: Campaign, *, now: datetime = EARLY) -> Campaign:
    """The same once the clerk has given number and date."""
    operations.save_dispatch(
        viewer=world.board.coordinator,
        year=campaign.year,
        version=campaign.version,
        dispatch=Dispatch(NUMBER, date(2022, 10, 1), campaign.instrument.issuer, campaign.instrument.title),
        sentences={},
        now=now,
    )
    return Campaign.objects.get(pk=campaign.pk)


def opened(world: World, campaign: Campaign | None = None, *, now: datetime = EARLY) -> Opened:
    """Opened, with everything in it that an opening asks."""
    ready = numbered(world, campaign or next_year(world))
    return open_campaign(
        viewer=world.board.coordinator,
        year=ready.year,
        version=ready.version,
        link="/viec-can-lam/?nam=2022",
        now=now,
    )
