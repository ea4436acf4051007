"""The attachments application."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Attachments: the rows; the bytes lie in the folder of uploaded files."""

    name = "ketnghia.attachments"
    label = "attachments"
