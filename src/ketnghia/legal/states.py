"""Kinds of legal documents."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InstrumentKind(TextChoices):
    """What a document is; DISPATCH is a công văn, NEWS a report about a document not seen itself."""

    DIRECTIVE = "DIRECTIVE", _("Chỉ thị")
    DECISION = "DECISION", _("Quyết định")
    PLAN = "PLAN", _("Kế hoạch")
    DISPATCH = "DISPATCH", _("Công văn")
    DECREE = "DECREE", _("Nghị định")
    NEWS = "NEWS", _("Tin trên cổng thông tin")
