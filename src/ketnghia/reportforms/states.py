"""Whose view of the same help a report form takes, who owes it, and the figures the code itself knows."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Perspective(TextChoices):
    """DONOR tells what was given, RECIPIENT what was received, DISTRICT consolidates its communes."""

    DONOR = "DONOR", _("Đơn vị nhận kết nghĩa")
    RECIPIENT = "RECIPIENT", _("Xã được nhận kết nghĩa")
    DISTRICT = "DISTRICT", _("Huyện miền núi tổng hợp")


class Obligation(TextChoices):
    """Whether a unit owes the report (the dispatch of 2021, point 2)."""

    MUST = "MUST", _("Phải báo cáo")
    ENCOURAGED = "ENCOURAGED", _("Khuyến khích")


class Indicator(StrEnum):
    """The indicators that sums treat apart; every other one is only a line of the content's list.

    SUPPORT_AMOUNT is money in đồng, QUANTITY counts in the unit of its activity, HOUSEHOLDS_DISTINCT are
    hộ, each counted once.
    """

    SUPPORT_AMOUNT = "support_amount"
    QUANTITY = "quantity"
    HOUSEHOLDS_DISTINCT = "households_distinct"
