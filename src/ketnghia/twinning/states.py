"""The part a donor has in an assignment."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AssignmentPart(TextChoices):
    """Whether the donor leads the help for the recipient or cooperates in it."""

    LEAD = "LEAD", _("Chủ trì")
    COOPERATING = "COOPERATING", _("Phối hợp")
