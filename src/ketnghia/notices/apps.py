"""The notices application."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices, and the mail that waits to go out."""

    name = "ketnghia.notices"
    label = "notices"
