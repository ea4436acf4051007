"""Whose view of the same help a report form takes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Perspective(TextChoices):
    """DONOR tells what was given, RECIPIENT what was received, DISTRICT consolidates its communes."""

    DONOR = "DONOR", _("Đơn vị nhận kết nghĩa")
    RECIPIENT = "RECIPIENT", _("Xã được nhận kết nghĩa")
    DISTRICT = "DISTRICT", _("Huyện miền núi tổng hợp")
