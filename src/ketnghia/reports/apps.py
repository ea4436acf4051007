"""Django application of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports, revisions, transitions and facts."""

    name = "ketnghia.reports"
    default_auto_field = "django.db.models.BigAutoField"
