"""Everything belongs to a year: which one a request is about."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from ketnghia.campaigns.queries import years
from ketnghia.kernel.dates import vn_day
from ketnghia.kernel.refusals import Invisible
from ketnghia.web.http import Request

PARAMETER: Final = "nam"


def present(known: list[int], now: datetime) -> int | None:
    """The year shown when none is asked for: the newest that has begun, else the first one to come.

    `known` are the years with a campaign, newest first; one opened early does not hide the present one.
    """
    this_year = vn_day(now).year
    return next((year for year in known if year <= this_year), known[-1] if known else None)


def year_and_later(request: Request) -> tuple[int, list[int]]:
    """The year of a page, and the years after it that have a campaign, soonest first. Raises Invisible."""
    known = years()
    asked = request.GET.get(PARAMETER, "")
    year = next((each for each in known if str(each) == asked), None) or present(known, request.now)
    if year is None:
        raise Invisible("NO_CAMPAIGN", _("Chưa có đợt báo cáo nào."))
    return year, sorted(each for each in known if each > year)


def year_of(request: Request) -> int:
    """The year asked for by `?nam=`, else the present one. Raises Invisible."""
    return year_and_later(request)[0]
