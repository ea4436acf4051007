"""Django application of the screens: templates, static files, template tags."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The screens."""

    name = "ketnghia.web"
