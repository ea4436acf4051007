"""The Django application of consolidation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsolidationConfig(AppConfig):
    """Frozen versions of the consolidated year."""

    name = "ketnghia.consolidation"
    label = "consolidation"
    verbose_name = _("Tổng hợp")
    default_auto_field = "django.db.models.BigAutoField"
