"""Comments: what was said, where, by whom as they were then. The database refuses to change a word."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ketnghia.accounts.states import Role
from ketnghia.comments.states import Audience
from ketnghia.organisations.models import Organisation

PATH_LENGTH = 120


class Comment(models.Model):
    """One thing said. ``path`` is the place in the container's content ("" for the whole of it).

    ``revision_number`` is the submission it was said about, 0 for a draft. The first of a thread has no
    ``reply_to``; it alone is settled, and carries the audience of its answers.
    """

    container = models.UUIDField()
    path = models.CharField(max_length=PATH_LENGTH, blank=True)
    revision_number = models.PositiveIntegerField()
    text = models.TextField()
    audience = models.CharField(max_length=8, choices=Audience.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200)
    role = models.CharField(max_length=24, choices=Role.choices)
    at = models.DateTimeField()
    reply_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index("container", "at", name="comment_container"),)
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="comment_audience_known"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False, reply_to__isnull=True),
                name="comment_thread_is_settled",
            ),
            models.CheckConstraint(
                condition=Q(reply_to__isnull=True) | ~Q(reply_to=F("id")), name="comment_answers_another"
            ),
        )
        triggers = (
            pgtrigger.Protect(name="comment_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="comment_stays_as_said",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["settled_at", "settled_by"]),
            ),
        )

    def __str__(self) -> str:
        return f"comment {self.pk} in {self.container}"
