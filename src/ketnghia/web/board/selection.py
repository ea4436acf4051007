"""Which lines of the board's table were marked: what every action on many units begins with.

The form posts a `duty` for each line marked, or `tat_ca` for every line that passes the filter, which stands
in the address. `web/board/selection_bar.html` is its foot.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.reports import board as reading
from ketnghia.web.board import summary
from ketnghia.web.board.forms import BoardFilterForm
from ketnghia.web.http import Request

_LONGEST_ID = 18


@dataclass(frozen=True, slots=True)
class Selection:
    """The duties marked. `everything`: by the filter; `query` is that filter, as in an address."""

    duty_ids: list[int]
    everything: bool
    query: str


def filter_form(request: Request, tallies: list[reading.Tally]) -> BoardFilterForm:
    """The filter that stands in the address."""
    districts = [(summary.PROVINCIAL, _("Cấp tỉnh")), *summary.districts_of(tallies)]
    kinds = summary.kinds_of(tallies)
    return BoardFilterForm(request.GET, districts=districts, kinds=kinds, now=request.now)


def selection(request: Request, viewer: Viewer, campaign_id: int) -> Selection:
    """What was marked. Raises Invisible when everything is asked for by who does not see the board."""
    if not request.POST.get("tat_ca"):
        return Selection(marked(request), everything=False, query=request.GET.urlencode())
    form = filter_form(request, reading.tallies(viewer, campaign_id))
    ids = reading.duty_ids(viewer, campaign_id, form.narrowed())
    return Selection(ids, everything=True, query=urlencode(form.chosen()))


def marked(request: Request) -> list[int]:
    """The ids marked one by one; what is no id marks nothing."""
    typed = request.POST.getlist("duty")
    return [int(each) for each in typed if each.isascii() and each.isdigit() and len(each) <= _LONGEST_ID]
