"""The places of a role: at most five, in the order it needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.organisations.states import COMMUNES, OrganisationKind


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail. `by_year` puts the year into its address."""

    name: str
    label: Promise
    icon: str
    by_year: bool = False

    def url(self, year: int) -> str:
        return reverse(self.name, args=[year] if self.by_year else [])


_DUTIES: Final = Place("duties", _("Việc cần làm"), "home")
_REPORTS: Final = Place("reports", _("Báo cáo"), "report")
_RECIPIENTS: Final = Place("recipients", _("Xã kết nghĩa"), "people")
_DONORS: Final = Place("donors", _("Đơn vị giúp đỡ"), "people")
_INSTRUMENTS: Final = Place("instruments", _("Văn bản"), "book")
_ASSIGNMENTS: Final = Place("assignments", _("Phân công"), "people")
_CONSOLIDATED: Final = Place("consolidated", _("Tổng hợp"), "chart", by_year=True)

_DONOR_UNIT: Final = (_DUTIES, _REPORTS, _RECIPIENTS, _INSTRUMENTS)
_COMMUNE: Final = (_DUTIES, _REPORTS, _DONORS, _INSTRUMENTS)
_MOUNTAIN_DISTRICT: Final = (
    _DUTIES,
    Place("commune_reports", _("Báo cáo các xã"), "list"),
    Place("form2", _("Biểu số 2"), "report"),
    _DONORS,
    _INSTRUMENTS,
)
_BOARD: Final = (
    Place("board", _("Điều hành"), "home", by_year=True),
    _REPORTS,
    _CONSOLIDATED,
    _ASSIGNMENTS,
    Place("organisations", _("Danh mục"), "list"),
)
_PROVINCE: Final = (
    Place("board", _("Tổng quan"), "home", by_year=True),
    _CONSOLIDATED,
    _REPORTS,
    _ASSIGNMENTS,
    _INSTRUMENTS,
)


def places_of(viewer: Viewer) -> tuple[Place, ...]:
    """Where a viewer may want to go, most needed first."""
    if viewer.sees_everything:
        return _BOARD if viewer.is_coordinator else _PROVINCE
    if viewer.organisation_kind == OrganisationKind.MOUNTAIN_DISTRICT:
        return _MOUNTAIN_DISTRICT
    if viewer.organisation_kind in COMMUNES:
        return _COMMUNE
    return _DONOR_UNIT
