"""The Django application of campaigns."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "ketnghia.campaigns"
    label = "campaigns"
    verbose_name = _("Đợt báo cáo")
    default_auto_field = "django.db.models.BigAutoField"
