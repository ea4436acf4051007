"""Nouns: what a person is told, and the letters that say it outside the application."""

from __future__ import annotations

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

LONGEST_SUBJECT: Final = 200


class Notice(models.Model):
    """Something one person is told in the application; `link` is an address in it, from the root."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices", db_index=False
    )
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    text = models.TextField()
    link = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=["recipient", "-created_at"], name="notice_of_recipient"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"),
        )

    def __str__(self) -> str:
        return f"notice {self.pk} to user {self.recipient_id}"


class OutgoingMail(models.Model):
    """One letter to one address: the queue while it waits, the log once it has gone.

    `created_at` is the application's time, which the demo moves; all other moments are real time.
    `message_id` stays the same however often the letter is tried.
    """

    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to_address = models.EmailField(max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    body = models.TextField()
    created_at = models.DateTimeField()
    queued_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True), name="mail_sent_or_given_up"
            ),
        )
        indexes = (
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="mail_waiting",
            ),
        )

    def __str__(self) -> str:
        return f"letter {self.message_id}"


class MailChoice(models.Model):
    """Whether a person wants letters beside notices; with no row they do."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    wants_mail = models.BooleanField()

    def __str__(self) -> str:
        return f"mail choice of user {self.user_id}"
