"""The Django application of legal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegalConfig(AppConfig):
    name = "ketnghia.legal"
    label = "legal"
    verbose_name = _("Văn bản")
    default_auto_field = "django.db.models.BigAutoField"
