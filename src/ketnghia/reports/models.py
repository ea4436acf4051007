"""Nouns of reporting: duty, report, revision, transition, conflict, reminder, fact."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ketnghia.accounts.states import Role
from ketnghia.campaigns.models import Campaign
from ketnghia.legal.models import Citation
from ketnghia.organisations.models import Organisation
from ketnghia.reportforms.models import FormVersion, ReportForm
from ketnghia.reportforms.states import Obligation
from ketnghia.reports.states import COUNTED, Action, ReminderChannel, ReportOrigin, Side, State
from ketnghia.reports.summing import sums_of


class ReportingDuty(models.Model):
    """One line of the list attached to the opening dispatch: this unit reports on this form.

    ``citation`` is the sentence that obliges or encourages it.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="duties")
    form = models.ForeignKey(ReportForm, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties")
    obligation = models.CharField(max_length=12, choices=Obligation.choices)
    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint("campaign", "form", "organisation", name="duty_once"),
            models.CheckConstraint(
                condition=Q(obligation__in=Obligation.values), name="duty_obligation_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} owes form {self.form_id} in campaign {self.campaign_id}"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    fields=["state", "version", "content", "saved_at", "saved_by", "current_revision"],
    model_name="ReportEvent",
)
class Report(models.Model):
    """What one unit states on one form in one campaign; `content` is the working draft.

    `is_correction`: sent back or reopened by who receives it, and not sent again since. A report of origin
    PAPER was typed by the coordinator; `paper_original` is the attachment with the scan of what was sent.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="reports")
    form = models.ForeignKey(ReportForm, on_delete=models.PROTECT, related_name="+")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reports")
    container = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    content = models.JSONField()
    last_save_id = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    current_revision = models.ForeignKey(
        "reports.Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_correction = models.BooleanField(default=False)
    origin = models.CharField(max_length=8, choices=ReportOrigin.choices, default=ReportOrigin.SYSTEM)
    paper_received_on = models.DateField(null=True, blank=True)
    paper_original = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint("campaign", "form", "organisation", name="report_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="report_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=(State.SUBMITTED, State.RETURNED, State.ACCEPTED))
                | Q(current_revision__isnull=False),
                name="report_sent_has_revision",
            ),
            models.CheckConstraint(
                condition=Q(origin=ReportOrigin.SYSTEM, paper_received_on__isnull=True)
                | Q(origin=ReportOrigin.PAPER, paper_received_on__isnull=False),
                name="report_paper_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(origin=ReportOrigin.SYSTEM)
                | ~Q(state__in=COUNTED)
                | Q(paper_original__isnull=False),
                name="report_paper_sent_with_its_original",
            ),
        )
        indexes = (models.Index("campaign", "state", name="report_by_state"),)

    def __str__(self) -> str:
        return f"report {self.pk} of organisation {self.organisation_id}"

    @property
    def is_submitted(self) -> bool:
        return self.state in COUNTED

    @property
    def is_recalled(self) -> bool:
        """Sent once, taken back by who sent it, and not sent again: what comes back is a correction."""
        return self.current_revision_id is not None and not self.is_submitted and not self.is_correction


class Revision(models.Model):
    """A frozen submission. `frozen` is what was hashed; the database refuses to change a row."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    frozen = models.JSONField()
    from_version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    receipt_token = models.CharField(max_length=32, unique=True)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint("report", "number", name="revision_number_once"),)
        triggers = (
            pgtrigger.Protect(name="revision_is_frozen", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"revision {self.number} of report {self.report_id}"

    @property
    def receipt_number(self) -> str:
        """The number on the receipt: the campaign's year and the running number of revisions."""
        return f"{self.frozen['year']}-{self.pk:06d}"


class Transition(models.Model):
    """The audit row of one move between states, written in the same transaction."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="transitions")
    action = models.CharField(max_length=20, choices=Action.choices)
    from_state = models.CharField(max_length=16, choices=State.choices)
    to_state = models.CharField(max_length=16, choices=State.choices)
    role = models.CharField(max_length=24, choices=Role.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="transitions"
    )

    class Meta:
        ordering = ("pk",)
        triggers = (
            pgtrigger.Protect(name="transition_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.action} on report {self.report_id}"


class DraftConflict(models.Model):
    """A save that was refused because the draft had moved on; what was typed is kept here."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="conflicts")
    base_version = models.PositiveIntegerField()
    save_id = models.CharField(max_length=40)
    content = models.JSONField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint("report", "save_id", name="conflict_once_per_save"),)

    def __str__(self) -> str:
        return f"conflict {self.pk} on report {self.report_id}"


class Reminder(models.Model):
    """One line of a duty's log of reminders: through which channel, when, by whom, to whom, in which words.

    `letters` are the message ids of the letters of a reminder by mail: the queue knows whether they left.
    """

    duty = models.ForeignKey(
        ReportingDuty, on_delete=models.PROTECT, related_name="reminders", db_index=False
    )
    channel = models.CharField(max_length=8, choices=ReminderChannel.choices)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    to = models.CharField(max_length=300)
    text = models.TextField()
    letters = ArrayField(models.UUIDField(), default=list, blank=True)

    class Meta:
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(channel__in=ReminderChannel.values), name="reminder_channel_known"
            ),
        )
        indexes = (models.Index(fields=("duty", "-sent_at"), name="reminder_of_duty"),)
        triggers = (
            pgtrigger.Protect(name="reminder_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.channel} reminder of duty {self.duty_id}"


def _organisation(*, null: bool = False) -> models.ForeignKey[Organisation | None, Organisation | None]:
    """A fact's organisation: without an index of its own, since facts are written under load."""
    return models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=null, related_name="+", db_index=False
    )


class Fact(models.Model):
    """One figure of one revision, with its address in it. Amounts in đồng, counts in units of indicator.

    `actual` is done to the closing day, `estimate` the whole year; NULL is "not stated", never zero.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="facts")
    year = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=120)
    indicator = models.CharField(max_length=40)
    side = models.CharField(max_length=12, choices=Side.choices)
    organisation = _organisation()
    donor = _organisation(null=True)
    recipient = _organisation(null=True)
    district = _organisation(null=True)
    donor_kind = models.CharField(max_length=24, blank=True)
    area = models.CharField(max_length=8, blank=True)
    activity = models.CharField(max_length=40, blank=True)
    money_source = models.CharField(max_length=40, blank=True)
    actual = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    estimate = models.DecimalField(max_digits=20, decimal_places=4, null=True)

    class Meta:
        indexes = (
            models.Index("donor", "year", name="fact_by_donor"),
            models.Index("recipient", "year", name="fact_by_recipient"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="facts_are_summed",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="written"),  # type: ignore[no-untyped-call] # its own
                func=f"{sums_of('written')}; RETURN NULL;",
            ),
            pgtrigger.Protect(name="fact_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.indicator} at {self.path} of revision {self.revision_id}"


class RevisionSum(models.Model):
    """What the facts of one revision add up to on one line of one cut; a trigger writes it with the facts.

    `actual` and `estimate` in đồng, the counts in the unit of what the cut counts; NULL: nobody stated any.
    """

    # Its rows come from facts, whose own references were checked: asking again would cost the deadline.
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="sums", db_constraint=False)
    side = models.CharField(max_length=12, choices=Side.choices)
    cut = models.CharField(max_length=12)
    area = models.CharField(max_length=8, blank=True)
    activity = models.CharField(max_length=40, blank=True)
    money_source = models.CharField(max_length=40, blank=True)
    indicator = models.CharField(max_length=40, blank=True)
    donor_kind = models.CharField(max_length=24, blank=True)
    recipient_id = models.BigIntegerField(null=True)
    district_id = models.BigIntegerField(null=True)
    actual = models.BigIntegerField(null=True)
    estimate = models.BigIntegerField(null=True)
    count_actual = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    count_estimate = models.DecimalField(max_digits=20, decimal_places=4, null=True)

    def __str__(self) -> str:
        return f"{self.cut} of revision {self.revision_id}"
