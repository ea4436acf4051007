"""The roles of a member; every right depends on a role and an organisation, never on a person."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a member does in an organisation."""

    REPORTER = "REPORTER", _("Người nhập")
    REVIEWER = "REVIEWER", _("Người duyệt")
    OBSERVER = "OBSERVER", _("Người theo dõi")
    COORDINATOR = "COORDINATOR", _("Điều hành (Ban Dân tộc)")
    DISTRICT_COORDINATOR = "DISTRICT_COORDINATOR", _("Điều hành huyện (Phòng Dân tộc)")
