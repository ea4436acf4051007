"""Which organisations a unit may name in its report: the assignments decide, not a free list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q

from ketnghia.organisations.models import Organisation, Placement
from ketnghia.twinning.models import Assignment


def _recipients(organisation_id: int, on: date) -> Q:
    given = Assignment.objects.filter(donor=organisation_id, recipient=OuterRef("pk"), validity__contains=on)
    return Q(Exists(given))


def _donors(organisation_id: int, on: date) -> Q:
    received = Assignment.objects.filter(
        recipient=organisation_id, donor=OuterRef("pk"), validity__contains=on
    )
    return Q(Exists(received))


def _communes(organisation_id: int, on: date) -> Q:
    placed = Placement.objects.filter(
        organisation=OuterRef("pk"), parent=organisation_id, validity__contains=on
    )
    twinned = Assignment.objects.filter(recipient=OuterRef("pk"), validity__contains=on)
    return Q(Exists(placed)) & Q(Exists(twinned))


def _donors_of_communes(organisation_id: int, on: date) -> Q:
    below = Placement.objects.filter(parent=organisation_id, validity__contains=on).values("organisation")
    helped = Assignment.objects.filter(
        Q(recipient__in=below) | Q(recipient=organisation_id), donor=OuterRef("pk"), validity__contains=on
    )
    return Q(Exists(helped))


# The names a form definition may use in a field's `organisations`.
CHOICES: Final = {
    "recipients": _recipients,
    "donors": _donors,
    "communes": _communes,
    "donors_of_communes": _donors_of_communes,
}


def organisation_choices(name: str, *, organisation_id: int, on: date) -> Mapping[int, str]:
    """Id and name, in dictionary order, of the organisations a field offers. One query."""
    condition = CHOICES[name](organisation_id, on)
    return dict(Organisation.objects.filter(condition).order_by("sort_key").values_list("pk", "name"))
