"""The Django application of the assignments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TwinningConfig(AppConfig):
    name = "ketnghia.twinning"
    label = "twinning"
    verbose_name = _("Phân công kết nghĩa")
    default_auto_field = "django.db.models.BigAutoField"
