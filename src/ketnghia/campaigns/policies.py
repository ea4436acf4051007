"""Who prepares a campaign, and what may still change in it. `check_…` raises a Refusal, `may_…` answers."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.dates import CampaignDates
from ketnghia.campaigns.models import Campaign, Programme
from ketnghia.campaigns.spoken import moment_text
from ketnghia.campaigns.states import CampaignStatus
from ketnghia.kernel.refusals import Changed, Closed, Incomplete, Invisible, NotAllowed


def may_prepare(viewer: Viewer) -> bool:
    """Ban Dân tộc prepares and opens campaigns."""
    return viewer.is_coordinator


def check_prepare(viewer: Viewer) -> None:
    """For others these pages are not there. Raises Invisible."""
    if not may_prepare(viewer):
        raise Invisible("NO_PAGE", _("Không có trang này."))


def check_year(programme: Programme, year: int, taken: Collection[int]) -> None:
    """A year of the programme that has no campaign yet. Raises NotAllowed."""
    if not programme.first_year <= year <= programme.last_year:
        raise NotAllowed(
            "YEAR_OUTSIDE",
            _("Chương trình kéo dài từ năm %(first)s đến năm %(last)s.")
            % {"first": programme.first_year, "last": programme.last_year},
        )
    if year in taken:
        raise NotAllowed("YEAR_TAKEN", _("Năm %s đã có đợt báo cáo.") % year)


def is_locked(campaign: Campaign) -> bool:
    """Whether units already rely on the campaign as it stands."""
    return campaign.status != CampaignStatus.PREPARING


def check_preparing(campaign: Campaign) -> None:
    """What units were told stays as they were told it. Raises Closed, naming since when and by whom."""
    if is_locked(campaign):
        raise Closed(
            "CAMPAIGN_OPENED",
            _("Đợt báo cáo năm %(year)s đã mở; thời gian, văn bản, biểu mẫu và nghĩa vụ không đổi nữa.")
            % {"year": campaign.year},
            rule=opened_words(campaign),
            since=campaign.opened_at,
            help=_("Cần thêm thời gian cho đơn vị hay huyện nào thì gia hạn cho nơi đó."),
        )


def opened_words(campaign: Campaign) -> str:
    """Since when a campaign is open and who opened it; of one that was loaded, which document did."""
    if campaign.opened_at is None or campaign.opened_by is None:
        return _("Đợt được mở theo %s.") % campaign.instrument.cited_as
    return _("%(who)s mở đợt lúc %(when)s, theo %(instrument)s.") % {
        "who": campaign.opened_by.display_name,
        "when": moment_text(campaign.opened_at),
        "instrument": campaign.instrument.cited_as,
    }


def check_version(campaign: Campaign, version: int) -> None:
    """Nobody writes over what somebody else has just saved. Raises Changed."""
    if campaign.version != version:
        raise Changed(
            "CHANGED_SINCE",
            _("Người khác vừa sửa đợt này. Phần bạn gõ còn ở dưới; xem lại rồi lưu lần nữa."),
        )


def check_dates(dates: CampaignDates, year: int) -> None:
    """Raises Incomplete with what is wrong at which day."""
    findings = tuple(dates.findings(year))
    if findings:
        raise Incomplete("DATES", _("Xem lại các ngày của đợt."), findings=findings)
