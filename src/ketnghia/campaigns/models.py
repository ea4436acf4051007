"""Programme, catalogue items, campaigns, extensions, and the shifted clock of the demo."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ketnghia.campaigns.states import CampaignStatus, Catalogue
from ketnghia.kernel.windows import Window
from ketnghia.legal.models import Citation, LegalInstrument
from ketnghia.organisations.models import Organisation


class Programme(models.Model):
    """A plan of several years, e.g. 2020–2025; every campaign, list and form belongs to one."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=400)
    province_name = models.CharField(max_length=100)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    board = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    report_to = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="campaigns_programme_years"
            ),
        ]


class CatalogueItem(models.Model):
    """One line of a list. ``mark`` is S (in the founding texts), V (seen in public reports) or L (likely)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="catalogue_items")
    catalogue = models.CharField(max_length=16, choices=Catalogue)
    code = models.SlugField(max_length=60)
    label = models.CharField(max_length=300)
    parent_code = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    mark = models.CharField(max_length=1, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["programme", "catalogue", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "catalogue", "code"], name="campaigns_catalogue_item_code"
            ),
            models.CheckConstraint(
                condition=Q(catalogue__in=Catalogue.values), name="campaigns_catalogue_item_catalogue"
            ),
        ]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Campaign(models.Model):
    """One year's reporting.

    The window is half-open: entry is possible while ``window_opens_at <= now < window_closes_at``.
    The data period includes both days. ``declaration`` is the list of {key, label, text} that
    Decree 09/2019 wants said of a reporting regime. ``help_text`` names the office that can help once
    the window has shut. Units know of a campaign, and owe reports in it, once it is OPENED. ``version``
    rises with every change somebody makes on screen.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="campaigns")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    instrument = models.ForeignKey(LegalInstrument, models.PROTECT, related_name="+")
    declaration = models.JSONField(default=list)
    window_opens_at = models.DateTimeField()
    window_closes_at = models.DateTimeField()
    period_from = models.DateField()
    period_to = models.DateField()
    window_citation = models.ForeignKey(Citation, models.PROTECT, related_name="+")
    lateness_citation = models.ForeignKey(Citation, models.PROTECT, related_name="+")
    period_citation = models.ForeignKey(Citation, models.PROTECT, null=True, blank=True, related_name="+")
    help_text = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=CampaignStatus, default=CampaignStatus.OPENED)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "year"], name="campaigns_campaign_year"),
            models.CheckConstraint(
                condition=Q(window_closes_at__gt=F("window_opens_at")), name="campaigns_campaign_window"
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="campaigns_campaign_period"
            ),
            models.CheckConstraint(
                condition=Q(status__in=CampaignStatus.values), name="campaigns_campaign_status"
            ),
        ]

    @property
    def window(self) -> Window:
        return Window(self.window_opens_at, self.window_closes_at)


class Extension(models.Model):
    """More time for a unit, or for every unit of a district: until when, why, under which document.

    ``until`` is excluded, like the closing of the window. It stands beside the reports for ever; taking it
    back is a second act that leaves the first one to be read.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="extensions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    whole_district = models.BooleanField(default=False)
    until = models.DateTimeField()
    reason = models.TextField()
    document = models.CharField(max_length=300)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["campaign", "-granted_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="campaigns_extension_withdrawn_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="extension_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="extension_is_only_withdrawn",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.withdrawn_at IS NOT NULL OR "
                    "(OLD.campaign_id, OLD.organisation_id, OLD.whole_district, OLD.until, OLD.reason, "
                    "OLD.document, OLD.granted_by_id, OLD.granted_at) IS DISTINCT FROM "
                    "(NEW.campaign_id, NEW.organisation_id, NEW.whole_district, NEW.until, NEW.reason, "
                    "NEW.document, NEW.granted_by_id, NEW.granted_at)"
                ),
            ),
        ]


class ExtendedUnit(models.Model):
    """One unit an extension covers, spelled out when it was granted."""

    extension = models.ForeignKey(Extension, models.PROTECT, related_name="units")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="extensions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["extension", "organisation"], name="campaigns_extended_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="extended_unit_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class ClockShift(models.Model):
    """The one row that moves the demo's clock; outside the demo the table stays empty.

    `seeded_at` is the moment the demo's data was made for, to go back to.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seconds = models.BigIntegerField(default=0)
    seeded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="campaigns_clock_shift_one_row"),
        ]
