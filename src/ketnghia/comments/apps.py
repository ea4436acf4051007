"""The comments application."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """Comments hang on a container, as attachments do; who may see them is asked of its owner."""

    name = "ketnghia.comments"
    label = "comments"
