"""Opening a campaign: its list of units goes on record, units learn of it, and its rules stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ketnghia.accounts.queries import members_of_units
from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns import operations as campaigns
from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.queries import any_campaign
from ketnghia.kernel.dates import vn_date, vn_day
from ketnghia.notices.operations import notify
from ketnghia.reportforms.duties import duties_of
from ketnghia.reportforms.states import Obligation
from ketnghia.reports.consequences import Consequences, members_told, weigh
from ketnghia.reports.operations import issue_duties
from ketnghia.reports.readiness import check_ready
from ketnghia.reports.states import WRITERS

_DUTY = {
    Obligation.MUST: "Đơn vị phải báo cáo",
    Obligation.ENCOURAGED: "Đơn vị được khuyến khích báo cáo",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """How many duties were issued, and how many people were told."""

    duties: int
    told: int


def open_campaign(*, viewer: Viewer, year: int, version: int, link: str, now: datetime) -> Opened:
    """Open a prepared campaign, for good: one transaction, logged, the units' people told.

    ``version`` is the campaign the person looked at; ``link`` is where the notices lead. Opening before the
    first day of the window is usual. Raises Invisible, Closed, Changed, Incomplete.
    """
    with campaigns.logged("open_campaign", viewer, now):
        campaigns.take(viewer, year, version)
        campaign = any_campaign(viewer, year)
        weighed = weigh(viewer, campaign)
        check_ready(weighed, vn_day(now))
        issued = issue_duties(campaign_id=campaign.pk, duties=duties_of(campaign.pk))
        campaigns.open_prepared(viewer=viewer, campaign=campaign, now=now)
        return Opened(issued, _tell(weighed, link, now))


def _tell(weighed: Consequences, link: str, now: datetime) -> int:
    """A notice to everybody who writes in a unit on the list; Vietnamese, like every letter."""
    told = 0
    for obligation, words in _DUTY.items():
        units = members_told(weighed.lines, obligation)
        people = members_of_units(units, WRITERS, now=now)
        for forms, user_ids in _by_forms(units, people).items():
            told += notify(
                user_ids=user_ids,
                subject=f"Đợt báo cáo năm {weighed.campaign.year} đã mở",
                text=f"{words} {forms} năm {weighed.campaign.year}. {_when(weighed.campaign)}",
                link=link,
                now=now,
                mail=True,
            )
    return told


def _by_forms(units: dict[int, list[str]], people: dict[int, list[tuple[int, str]]]) -> dict[str, list[int]]:
    """The people of all units that report on the same forms."""
    found: dict[str, list[int]] = {}
    for organisation_id, members in people.items():
        forms = ", ".join(sorted(units[organisation_id]))
        found.setdefault(forms, []).extend(user_id for user_id, _mail in members)
    return found


def _when(campaign: Campaign) -> str:
    window = campaign.window
    return (
        f"Nhập từ ngày {vn_date(window.first_day)} đến hết ngày {vn_date(window.last_day)}, "
        f"theo {campaign.instrument.cited_as}."
    )
