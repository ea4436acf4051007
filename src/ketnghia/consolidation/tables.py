"""From sums to the tables of the report: labels put on, lines in their order, gaps left as gaps.

Pure: whatever is fetched comes in as an argument.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from django.utils.translation import gettext as _

from ketnghia.consolidation.figures import (
    NOBODY_REPORTED,
    UNPLACED,
    UNPLACED_LABEL,
    ActivityLine,
    DistrictLine,
    DonorLine,
    Duties,
    Figure,
    IndicatorLine,
    Line,
    MissingLine,
    RecipientLine,
)
from ketnghia.consolidation.sums import Count, Given, Place
from ketnghia.organisations.states import COMMUNES, OrganisationKind
from ketnghia.reportforms.definition import Item
from ketnghia.reportforms.states import Indicator, Obligation
from ketnghia.reports.board import BoardLine
from ketnghia.reports.states import NOT_STARTED, Standing, State, state_label

type Counts = Mapping[tuple[str, str], Count]

_NOBODY_COUNTED = Count(None, None, ())
_NOWHERE: Final = frozenset[int]()


def lines(items: Iterable[Item], figures: Mapping[str, Figure]) -> tuple[Line, ...]:
    """One line an item of the catalogue, reported or not, and one for what has no item."""
    known = [Line(item.code, item.label, figures.get(item.code, NOBODY_REPORTED)) for item in items]
    codes = {line.code for line in known}
    rest = [
        Line(code or UNPLACED, code or _(UNPLACED_LABEL), figure)
        for code, figure in figures.items()
        if code not in codes
    ]
    return (*known, *rest)


def districts(places: Iterable[Place], given: Given) -> tuple[DistrictLine, ...]:
    """Every mountain district: what donors gave there, and beside it what the district received.

    Its communes are those the donors name; a district named itself is no commune of its own.
    """
    placed = tuple(
        DistrictLine(
            code=one.code,
            label=one.name,
            figure=given.by_district.get(one.id, NOBODY_REPORTED),
            received=one.received,
            households=one.households,
            communes=len(given.recipients_in.get(one.id, frozenset()) - {one.id}),
        )
        for one in places
        if one.kind == OrganisationKind.MOUNTAIN_DISTRICT
    )
    unplaced = given.by_district.get(None)
    if unplaced is None:
        return placed
    return (*placed, DistrictLine(UNPLACED, _(UNPLACED_LABEL), unplaced))


def recipients(
    places: Iterable[Place], given: Given, district_names: Mapping[int, str]
) -> tuple[RecipientLine, ...]:
    """Every recipient, money or not: what donors gave it, and beside it what it says itself.

    A district is a recipient only where a donor names it. `district_names`: district id to short name.
    """
    placed = tuple(
        RecipientLine(
            code=str(one.id),
            label=one.name,
            figure=given.by_recipient.get(one.id, NOBODY_REPORTED),
            received=one.received,
            households=one.households,
            district_label=district_names.get(one.district_id or 0, ""),
            lat=one.lat,
            lon=one.lon,
            is_commune=one.kind in COMMUNES,
        )
        for one in places
        if one.kind in COMMUNES or one.id in given.by_recipient
    )
    unplaced = given.by_recipient.get(None)
    if unplaced is None:
        return placed
    return (*placed, RecipientLine(UNPLACED, _(UNPLACED_LABEL), unplaced))


def kinds(figures: Mapping[str, Figure]) -> tuple[Line, ...]:
    """One line a kind of donor, in the order the kinds are declared."""
    return tuple(
        Line(kind.value, str(kind.label), figures[kind.value])
        for kind in OrganisationKind
        if kind.value in figures
    )


def donors(
    duties: Iterable[BoardLine],
    given: Given,
    names: Mapping[int, str],
) -> tuple[DonorLine, ...]:
    """Every donor on the list, in dictionary order, heard of or not; districts in order of `names`."""
    order = {pk: at for at, pk in enumerate(names)}
    # A country has thousands of lines and a dozen labels; each look into the catalogue costs like a line.
    kind_labels, state_labels = _kind_labels(), _state_labels()
    return tuple(
        DonorLine(
            code=str(duty.organisation_id),
            label=duty.organisation,
            kind_label=kind_labels[duty.kind],
            district_labels=tuple(
                names[pk]
                for pk in sorted(
                    given.districts_of.get(duty.organisation_id, _NOWHERE) & order.keys(),
                    key=order.__getitem__,
                )
            ),
            state_label=state_labels[duty.state],
            figure=given.by_donor.get(duty.organisation_id, NOBODY_REPORTED),
        )
        for duty in duties
        if duty.is_donor
    )


def activities(items: Iterable[Item], given: Given) -> tuple[ActivityLine, ...]:
    """The activities somebody reported, in the order of the catalogue, with quantity in their unit; last
    the money of each area that names no activity of the catalogue.
    """
    known = {(item.parent_code, item.code): item for item in items}
    unknown = {
        key: Item(key[1] or UNPLACED, key[1] or _(UNPLACED_LABEL), key[0])
        for key in given.by_activity
        if key not in known
    }
    return tuple(
        _activity(item, given.by_activity.get(key), given.counts.get((Indicator.QUANTITY, item.code)))
        for key, item in (known | unknown).items()
        if key in given.by_activity or (Indicator.QUANTITY, item.code) in given.counts
    )


def _activity(item: Item, figure: Figure | None, quantity: Count | None) -> ActivityLine:
    stated = quantity or _NOBODY_COUNTED
    return ActivityLine(
        area=item.parent_code,
        code=item.code,
        label=item.label,
        unit=item.unit,
        quantity_actual=stated.actual,
        quantity_estimate=stated.estimate,
        figure=figure or NOBODY_REPORTED,
    )


def indicators(items: Iterable[Item], counts: Counts) -> tuple[IndicatorLine, ...]:
    """The counts the donors' form asks for, reported or not."""
    found = []
    for item in items:
        count = counts.get((item.code, ""), _NOBODY_COUNTED)
        line = IndicatorLine(item.code, item.label, item.unit, count.actual, count.estimate, count.revisions)
        found.append(line)
    return tuple(found)


def duties(found: Iterable[BoardLine]) -> Duties:
    """How many reports are due, in and missing: begun is not submitted."""
    all_duties = list(found)
    missing = _not_in(all_duties)
    must = sum(line.obligation == Obligation.MUST for line in all_duties)
    return Duties(
        must=must,
        encouraged=len(all_duties) - must,
        submitted=len(all_duties) - len(missing),
        missing=len(missing),
        missing_must=sum(line.obligation == Obligation.MUST for line in missing),
    )


def missing(found: Iterable[BoardLine], deemed: Collection[int] = ()) -> tuple[MissingLine, ...]:
    """The units whose report is not in, those that must report first; `deemed`: whose silence counts."""
    kind_labels = _kind_labels()
    obligation_labels = {obligation.value: str(obligation.label) for obligation in Obligation}
    return tuple(
        MissingLine(
            line.organisation,
            kind_labels[line.kind],
            obligation_labels[line.obligation],
            line.form,
            _("Xem như không triển khai") if line.duty_id in deemed else "",
        )
        for line in sorted(_not_in(found), key=lambda line: line.obligation != Obligation.MUST)
    )


def _state_labels() -> dict[str, str]:
    return {state: state_label(state) for state in (NOT_STARTED, *State.values)}


def _kind_labels() -> dict[str, str]:
    return {kind.value: str(kind.label) for kind in OrganisationKind}


def _not_in(found: Iterable[BoardLine]) -> list[BoardLine]:
    return [line for line in found if line.standing is not Standing.IN]
