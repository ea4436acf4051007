"""Everything belongs to a year: which one a request is about."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from ketnghia.campaigns.queries import years
from ketnghia.kernel.refusals import Invisible
from ketnghia.web.http import Request

PARAMETER: Final = "nam"


def year_of(request: Request) -> int:
    """The year asked for by `?nam=`, else the newest campaign that has begun. Raises Invisible."""
    known = years()
    asked = request.GET.get(PARAMETER, "")
    chosen = next((year for year in known if str(year) == asked), None)
    if chosen is not None:
        return chosen
    begun = [year for year in known if year <= request.now.year]
    if not begun:
        raise Invisible("NO_CAMPAIGN", _("Chưa có đợt báo cáo nào."))
    return begun[0]
