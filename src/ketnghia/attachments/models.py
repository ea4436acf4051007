"""One uploaded file of one container (a report owns exactly one container)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

MEDIA_TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf")


class Attachment(models.Model):
    """A file: its name as shown (NFC), its bytes found by ``sha256``, and the consent for a photo.

    ``removed_at`` only hides it from the draft: a frozen revision may still cite it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    container = models.UUIDField()
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=40, choices=[(each, each) for each in MEDIA_TYPES])
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    consent = models.BooleanField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["uploaded_at", "id"]
        indexes = [models.Index(fields=["container", "uploaded_at"], name="attachment_container")]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_not_empty"),
            models.CheckConstraint(condition=Q(media_type__in=MEDIA_TYPES), name="attachment_known_type"),
            models.CheckConstraint(
                condition=Q(consent=True) | ~Q(media_type__startswith="image/"),
                name="attachment_photo_with_consent",
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="attachment_sha256"),
            models.UniqueConstraint(
                fields=["container", "sha256", "name"],
                condition=Q(removed_at__isnull=True),
                name="attachment_once_per_container",
            ),
        ]
