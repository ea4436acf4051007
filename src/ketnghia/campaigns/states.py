"""The lists of a programme, and whether a campaign is open yet."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Catalogue(TextChoices):
    """Which list an item belongs to; an activity's parent is its area."""

    AREAS = "areas", _("Lĩnh vực")
    ACTIVITIES = "activities", _("Hoạt động")
    MONEY_SOURCES = "money_sources", _("Nguồn kinh phí")
    UNITS = "units", _("Đơn vị tính")
    INDICATORS = "indicators", _("Chỉ số")


class CampaignStatus(TextChoices):
    """PREPARING is seen by the coordinator alone; opening a campaign is for good."""

    PREPARING = "PREPARING", _("Đang chuẩn bị")
    OPENED = "OPENED", _("Đã mở")
