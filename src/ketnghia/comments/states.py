"""Who a comment is for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """UNIT stays among colleagues; BOTH is between the unit and whoever receives its work."""

    UNIT = "UNIT", _("Chỉ trong đơn vị")
    BOTH = "BOTH", _("Đơn vị và nơi nhận báo cáo")
