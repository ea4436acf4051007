"""The Django application of reportforms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportFormsConfig(AppConfig):
    name = "ketnghia.reportforms"
    label = "reportforms"
    verbose_name = _("Biểu mẫu")
    default_auto_field = "django.db.models.BigAutoField"
