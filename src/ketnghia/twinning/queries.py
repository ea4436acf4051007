"""Reads of assignments, and of the organisations a viewer may see because of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Invisible
from ketnghia.organisations import queries as organisations
from ketnghia.organisations.models import Organisation, Placement
from ketnghia.organisations.states import DISTRICTS, OrganisationKind
from ketnghia.twinning.models import Assignment
from ketnghia.twinning.policies import sees_its_communes
from ketnghia.twinning.states import AssignmentPart


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """An assignment as lists and tables show it; both days are included."""

    id: int
    donor_id: int
    donor_name: str
    donor_kind: str
    recipient_id: int
    recipient_name: str
    is_land_border: bool
    district_id: int | None
    district_name: str
    part: str
    first_day: date | None
    last_day: date | None
    instrument_code: str
    instrument_number: str
    illustrative: bool

    @property
    def donor_kind_label(self) -> str:
        return str(OrganisationKind(self.donor_kind).label)

    @property
    def part_label(self) -> str:
        return str(AssignmentPart(self.part).label)

    @property
    def leads(self) -> bool:
        return self.part == AssignmentPart.LEAD


@dataclass(frozen=True, slots=True)
class AssignmentFilter:
    """What a list of assignments is narrowed to; empty means everything."""

    donor_kind: str = ""
    district_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationSheet:
    """What the page of an organisation tells of a year; ``last_day`` is set when it has ended since."""

    organisation: Organisation
    parent: Organisation | None
    children: list[Organisation]
    aliases: list[str]
    posts: int | None
    last_day: date | None
    lines: list[AssignmentLine]


def year_range(year: int) -> DateRange:
    """All days of a year."""
    return DateRange(date(year, 1, 1), date(year + 1, 1, 1))


def reference_day(year: int, today: date) -> date:
    """The day on which a year's assignments are looked at: today in the present year, else its last."""
    return today if today.year == year else date(year, 12, 31)


def assignments(viewer: Viewer, year: int, narrowed: AssignmentFilter | None = None) -> list[AssignmentLine]:
    """The assignments in force in a year that the viewer may see, recipient by recipient.

    Two or three queries, whatever the number of rows.
    """
    wanted = narrowed or AssignmentFilter()
    last_day = date(year, 12, 31)
    rows = Assignment.objects.filter(_visible(viewer, last_day), validity__overlap=year_range(year))
    if wanted.donor_kind:
        rows = rows.filter(donor__kind=wanted.donor_kind)
    if wanted.district_id is not None:
        below = organisations.children_of(wanted.district_id, last_day).values("id")
        rows = rows.filter(Q(recipient=wanted.district_id) | Q(recipient__in=below))
    if wanted.text.strip():
        named = Organisation.objects.filter(organisations.matching(wanted.text)).values("id")
        rows = rows.filter(Q(donor__in=named) | Q(recipient__in=named))
    return _lines(rows, last_day)


def recipients_of(organisation_id: int, on: date) -> list[AssignmentLine]:
    """Whom an organisation helps on a day. Three queries."""
    return _lines(Assignment.objects.filter(donor=organisation_id, validity__contains=on), on)


def donors_of(organisation_id: int, on: date) -> list[AssignmentLine]:
    """Who helps a commune or district on a day; for a district, who helps its communes too."""
    below = organisations.children_of(organisation_id, on).values("id")
    helped = Q(recipient=organisation_id) | Q(recipient__in=below)
    return _lines(Assignment.objects.filter(helped, validity__contains=on), on)


def visible_organisations(viewer: Viewer, year: int) -> QuerySet[Organisation]:
    """The organisations of a year that the viewer may see: itself and whom assignments tie it to."""
    existing = Organisation.objects.filter(validity__overlap=year_range(year))
    if viewer.sees_everything:
        return existing
    on = date(year, 12, 31)
    tied = Assignment.objects.filter(_visible(viewer, on), validity__overlap=year_range(year))
    # A commune comes with its district, a district with its communes.
    above = Placement.objects.filter(
        Q(organisation__in=tied.values("recipient")) | Q(organisation=viewer.organisation_id),
        parent__kind__in=DISTRICTS,
        validity__contains=on,
    )
    seen = (
        Q(id=viewer.organisation_id)
        | Q(id__in=tied.values("donor"))
        | Q(id__in=tied.values("recipient"))
        | Q(id__in=above.values("parent"))
    )
    if viewer.organisation_kind in DISTRICTS:
        seen |= Q(id__in=organisations.children_of(viewer.organisation_id, on).values("id"))
    return existing.filter(seen)


def get_organisation(viewer: Viewer, organisation_id: int, year: int) -> Organisation:
    """One organisation the viewer may see. Raises ``Invisible``."""
    found = visible_organisations(viewer, year).filter(id=organisation_id).first()
    if found is None:
        raise Invisible("NO_ORGANISATION", _("Không có đơn vị này."))
    return found


def search_organisations(viewer: Viewer, text: str, *, year: int, limit: int = 20) -> list[Organisation]:
    """Search by name or alias, without marks, among what the viewer may see. One query."""
    return organisations.search_organisations(visible_organisations(viewer, year), text, limit=limit)


def list_organisations(
    viewer: Viewer, year: int, *, kind: str = "", text: str = ""
) -> QuerySet[Organisation]:
    """The catalogue of a year, in dictionary order, narrowed by kind and name."""
    found = visible_organisations(viewer, year)
    if kind:
        found = found.filter(kind=kind)
    return found.filter(organisations.matching(text)) if text.strip() else found


def districts_for_filter(viewer: Viewer, year: int) -> list[Organisation]:
    """The mountain districts a list of assignments can be narrowed to."""
    return list(
        visible_organisations(viewer, year)
        .filter(kind=OrganisationKind.MOUNTAIN_DISTRICT)
        .order_by("sort_key")
    )


def _visible(viewer: Viewer, on: date) -> Q:
    if viewer.sees_everything:
        return Q()
    own = Q(donor=viewer.organisation_id) | Q(recipient=viewer.organisation_id)
    if sees_its_communes(viewer):
        own |= Q(recipient__in=organisations.children_of(viewer.organisation_id, on).values("id"))
    return own


def _lines(rows: QuerySet[Assignment], on: date) -> list[AssignmentLine]:
    found = list(
        rows.select_related("donor", "recipient", "instrument").order_by(
            "recipient__sort_key", "recipient_id", "-part", "donor__sort_key", "id"
        )
    )
    districts = organisations.districts_of({each.recipient_id for each in found}, on) if found else {}
    return [_line(each, districts.get(each.recipient_id)) for each in found]


def _line(each: Assignment, district: Organisation | None) -> AssignmentLine:
    upper = each.validity.upper
    return AssignmentLine(
        id=each.id,
        donor_id=each.donor_id,
        donor_name=each.donor.name,
        donor_kind=each.donor.kind,
        recipient_id=each.recipient_id,
        recipient_name=each.recipient.name,
        is_land_border=each.recipient.is_land_border,
        district_id=district.id if district else None,
        district_name=district.name if district else "",
        part=each.part,
        first_day=each.validity.lower,
        last_day=upper - timedelta(days=1) if upper else None,
        instrument_code=each.instrument.code,
        instrument_number=each.instrument.number,
        illustrative=each.illustrative,
    )


def by_recipient(lines: Iterable[AssignmentLine]) -> dict[int, list[AssignmentLine]]:
    """Lines of one recipient together, in the order given."""
    groups: dict[int, list[AssignmentLine]] = {}
    for line in lines:
        groups.setdefault(line.recipient_id, []).append(line)
    return groups


def organisation_sheet(viewer: Viewer, organisation_id: int, year: int) -> OrganisationSheet:
    """An organisation with its place in the tree and its assignments in a year, as far as the viewer
    may see them. Eight queries at most. Raises ``Invisible``.
    """
    organisation = get_organisation(viewer, organisation_id, year)
    upper = organisation.validity.upper
    last_day = upper - timedelta(days=1) if upper else None
    on = min(date(year, 12, 31), last_day or date.max)
    seen = visible_organisations(viewer, year)
    children = organisations.children_of(organisation.id, on).filter(id__in=seen.values("id"))
    rows = Assignment.objects.filter(
        _visible(viewer, on),
        Q(donor=organisation.id) | Q(recipient=organisation.id),
        validity__overlap=year_range(year),
    )
    return OrganisationSheet(
        organisation=organisation,
        parent=organisations.parent_of(organisation.id, on),
        children=list(children),
        aliases=list(organisation.aliases.order_by("name").values_list("name", flat=True)),
        posts=organisations.posts_of([organisation.id], year).get(organisation.id),
        last_day=last_day,
        lines=_lines(rows, on),
    )
