"""Reads of organisations: the dated tree, and search without diacritics.

Who may see which organisation depends on the assignments; ``twinning.queries`` narrows these reads
to a viewer.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from ketnghia.kernel.text import fold
from ketnghia.organisations.models import Organisation, OrganisationAlias, Placement, StaffQuota
from ketnghia.organisations.states import DISTRICTS

# Keys hold several folded names, each opened by this sign, so that a beginning can be found by itself.
NAME_MARK = "|"


def search_key(*names: str) -> str:
    """Folded names in one text, each behind the name mark."""
    return "".join(NAME_MARK + folded for folded in dict.fromkeys(map(fold, names)))


def existing_on(day: date) -> QuerySet[Organisation]:
    """Organisations valid on a day, in dictionary order."""
    return Organisation.objects.filter(validity__contains=day)


def search_organisations(within: QuerySet[Organisation], text: str, *, limit: int = 20) -> list[Organisation]:
    """Organisations among ``within`` whose name or alias contains the text; a beginning ranks first.

    Case, tones, đ, apostrophes, hyphens and spaces do not matter. One query.
    """
    wanted = fold(text)
    if not wanted:
        return []
    starts, contains = f"{NAME_MARK}{wanted}", wanted

    def alias(part: str) -> Exists:
        return Exists(
            OrganisationAlias.objects.filter(organisation=OuterRef("pk"), search_key__contains=part)
        )

    rank = Case(
        When(Q(search_key__contains=starts), then=Value(0)),
        When(alias(starts), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = within.filter(Q(search_key__contains=contains) | Q(alias(contains)))
    return list(found.order_by(rank, "sort_key", "id")[:limit])


def matching(text: str) -> Q:
    """A condition for organisations whose name or alias contains the text, for use in other filters."""
    wanted = fold(text)
    aliased = OrganisationAlias.objects.filter(search_key__contains=wanted).values("organisation_id")
    return Q(search_key__contains=wanted) | Q(id__in=aliased)


def children_of(organisation_id: int, on: date) -> QuerySet[Organisation]:
    """The organisations directly under another one on a day, in dictionary order."""
    placed = Placement.objects.filter(parent_id=organisation_id, validity__contains=on)
    return Organisation.objects.filter(id__in=placed.values("organisation_id"))


def parent_of(organisation_id: int, on: date) -> Organisation | None:
    """The organisation directly above another one on a day."""
    return Organisation.objects.filter(
        child_placements__organisation_id=organisation_id, child_placements__validity__contains=on
    ).first()


def districts_of(organisation_ids: Iterable[int], on: date) -> dict[int, Organisation]:
    """The district of each organisation on a day; a district is its own. Two queries.

    An organisation that stands in no district (a department, a business) is absent.
    """
    wanted = set(organisation_ids)
    placed = Placement.objects.filter(
        organisation_id__in=wanted, validity__contains=on, parent__kind__in=DISTRICTS
    ).select_related("parent")
    own = Organisation.objects.filter(id__in=wanted, kind__in=DISTRICTS)
    return {each.organisation_id: each.parent for each in placed} | {each.id: each for each in own}


def district_of(organisation_id: int, on: date) -> Organisation | None:
    """The district an organisation stands in on a day; a district is its own."""
    return districts_of([organisation_id], on).get(organisation_id)


def telephone_of(organisation_id: int) -> str:
    """The telephone of an organisation's office; empty when none is known. One query."""
    told = Organisation.objects.filter(pk=organisation_id).values_list("telephone", flat=True).first()
    return told or ""


def posts_of(organisation_ids: Iterable[int], year: int) -> dict[int, int]:
    """Posts (biên chế) of a year by organisation; who has not told is absent, not zero."""
    quotas = StaffQuota.objects.filter(organisation_id__in=set(organisation_ids), year=year)
    return dict(quotas.values_list("organisation_id", "posts"))
