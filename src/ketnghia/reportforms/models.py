"""Report forms, their published versions, and which version a campaign uses."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from ketnghia.accounts.states import Role
from ketnghia.campaigns.models import Campaign, Programme
from ketnghia.legal.models import Citation
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.states import Obligation, Perspective


class ReportForm(models.Model):
    """A biểu mẫu by its lasting code; what it asks is in its versions."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="report_forms")
    code = models.SlugField(max_length=40)
    title = models.CharField(max_length=300)
    short_title = models.CharField(max_length=60)
    perspective = models.CharField(max_length=12, choices=Perspective)
    reviewed_by = models.CharField(max_length=24, choices=Role)

    class Meta:
        ordering = ["programme", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="reportforms_form_code"),
            models.CheckConstraint(
                condition=models.Q(perspective__in=Perspective.values), name="reportforms_form_perspective"
            ),
        ]


class FormVersion(models.Model):
    """A published definition. The database refuses to change or delete it.

    ``definition`` is `FormDefinition.to_dict()`, catalogues and parameters included; ``sha256`` is the
    hash of its canonical JSON.
    """

    form = models.ForeignKey(ReportForm, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["form", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="reportforms_version_number"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="form_version_is_immutable", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]


class CampaignForm(models.Model):
    """The form version a campaign uses, and the sentence that asks for it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="campaign_forms")
    form_version = models.ForeignKey(FormVersion, models.PROTECT, related_name="campaign_forms")
    citation = models.ForeignKey(Citation, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["campaign", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "form_version"], name="reportforms_campaign_form"),
        ]


class DutyRule(models.Model):
    """Who must (MUST) or may (ENCOURAGED) report with a form of a campaign, and the sentence that says so.

    ``kinds`` are kinds of organisation; ``twinned`` asks for an assignment in the data period, on the side
    the form reports from. Where two rules fit a unit, the later one holds.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="duty_rules")
    form = models.ForeignKey(ReportForm, models.PROTECT, related_name="+")
    kinds = ArrayField(models.CharField(max_length=20, choices=OrganisationKind))
    twinned = models.BooleanField()
    obligation = models.CharField(max_length=12, choices=Obligation)
    citation = models.ForeignKey(Citation, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["campaign", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(obligation__in=Obligation.values), name="reportforms_rule_obligation"
            ),
        ]
