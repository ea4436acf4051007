"""What the other side of an assignment reported: the commune about its donor, the donor about its commune.

Only money, only reports handed in, and only the viewer's own pairs: nobody learns what a neighbour gave.
"""

from collections.abc import Mapping

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, Sum

from ketnghia.accounts.viewer import Viewer
from ketnghia.consolidation.figures import Figure
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.states import Indicator
from ketnghia.reports.models import Fact
from ketnghia.reports.states import COUNTED, Side

type Pair = tuple[int, int]
"""Ids of recipient and donor."""


def told_by_recipients(viewer: Viewer, year: int) -> Mapping[Pair, Figure]:
    """What communes say they got from the viewer's unit in a year, in đồng. One query.

    A pair that is absent was reported by nobody, which is not zero.
    """
    return _told(Q(donor=viewer.organisation_id), Side.RECEIVED, year)


def told_by_donors(viewer: Viewer, year: int) -> Mapping[Pair, Figure]:
    """What donors say they gave the viewer's commune, or the communes of the viewer's district. One query."""
    own = Q(recipient=viewer.organisation_id)
    if viewer.organisation_kind == OrganisationKind.MOUNTAIN_DISTRICT:
        own |= Q(district=viewer.organisation_id)
    return _told(own, Side.GIVEN, year)


def _told(whose: Q, side: Side, year: int) -> Mapping[Pair, Figure]:
    counted = Fact.objects.filter(
        whose,
        year=year,
        side=side,
        indicator=Indicator.SUPPORT_AMOUNT,
        donor__isnull=False,
        recipient__isnull=False,
        revision__report__state__in=COUNTED,
        revision__report__current_revision=F("revision"),
    )
    sums = counted.values("recipient_id", "donor_id").annotate(
        done=Sum("actual", default=0),
        whole_year=Sum("estimate", default=0),
        behind=ArrayAgg("revision_id", distinct=True),
    )
    return {
        (each["recipient_id"], each["donor_id"]): Figure(
            int(each["done"]), int(each["whole_year"]), tuple(sorted(each["behind"]))
        )
        for each in sums.order_by("recipient_id", "donor_id")
    }
