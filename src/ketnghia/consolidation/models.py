"""The noun of consolidation: a frozen version of a year's figures."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ketnghia.campaigns.models import Campaign

_FROZEN = [
    *("campaign", "number", "frozen", "sha256", "revisions", "accepted_only", "note"),
    *("frozen_at", "frozen_by"),
]


class ConsolidatedVersion(models.Model):
    """The whole consolidated year as it stood at one moment; the database refuses to change it.

    `frozen` is what was hashed (`consolidation.snapshot`), `revisions` the ids of every revision counted,
    ascending. Sending is told once: which document ("số, ngày"), to whom, when, by whom.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    frozen = models.JSONField()
    sha256 = models.CharField(max_length=64)
    revisions = ArrayField(models.BigIntegerField())
    accepted_only = models.BooleanField()
    note = models.TextField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_to = models.TextField(blank=True)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("campaign", "-number")
        constraints = (
            models.UniqueConstraint("campaign", "number", name="version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True, sent_to="", document="")
                | (Q(sent_at__isnull=False, sent_by__isnull=False) & ~Q(sent_to="") & ~Q(document="")),
                name="version_sent_whole_or_not",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="version_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="version_is_frozen", fields=_FROZEN),
            pgtrigger.Protect(
                name="version_is_sent_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"version {self.number} of campaign {self.campaign_id}"

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None
