"""Assignments as numbered decisions make them."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ketnghia.legal.models import LegalInstrument
from ketnghia.organisations.models import IdRange, Organisation
from ketnghia.twinning.states import AssignmentPart


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Assignment(models.Model):
    """A donor helps a recipient for a time; the decision says so."""

    donor = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments_given")
    recipient = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments_received")
    part = models.CharField(_("vai trò"), max_length=12, choices=AssignmentPart)
    validity = DateRangeField(_("thời gian"))
    instrument = models.ForeignKey(LegalInstrument, models.PROTECT, related_name="assignments")
    illustrative = models.BooleanField(_("minh họa"), default=False)

    class Meta:
        verbose_name = _("phân công")
        constraints = [
            ExclusionConstraint(
                name="assignment_pair_once_at_a_time",
                expressions=[
                    (IdRange("donor_id"), RangeOperators.OVERLAPS),
                    (IdRange("recipient_id"), RangeOperators.OVERLAPS),
                    ("validity", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="assignment_not_to_oneself", condition=~models.Q(donor=F("recipient"))
            ),
            models.CheckConstraint(
                name="assignment_validity_not_empty", condition=models.Q(validity__isempty=False)
            ),
        ]
