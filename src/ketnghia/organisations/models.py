"""Organisations as the database keeps them: every fact that can change carries its validity."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Value
from django.utils.translation import gettext_lazy as _

from ketnghia.organisations.states import OrganisationKind


class CodeRange(Func):
    """A text as a one-point range: GiST compares ranges without an extension, texts it does not."""

    function = "int8range"
    template = (
        "%(function)s(hashtextextended(%(expressions)s, 0), hashtextextended(%(expressions)s, 0), '[]')"
    )
    output_field = BigIntegerRangeField()


class IdRange(Func):
    """An id as a one-point range, for the same reason."""

    function = "int8range"
    output_field = BigIntegerRangeField()

    def __init__(self, name: str) -> None:
        super().__init__(F(name), F(name), Value("[]"))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Organisation(models.Model):
    """A unit under one name for as long as it is valid; a code may be used again afterwards."""

    code = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên gọn"), max_length=120)
    kind = models.CharField(_("loại"), max_length=20, choices=OrganisationKind)
    lat = models.FloatField(_("vĩ độ"), null=True, blank=True)
    lon = models.FloatField(_("kinh độ"), null=True, blank=True)
    is_land_border = models.BooleanField(_("xã biên giới đất liền"), default=False)
    validity = DateRangeField(_("thời gian tồn tại"))
    telephone = models.CharField(_("điện thoại cơ quan"), max_length=30, blank=True)
    sort_key = models.CharField(max_length=2000, db_collation="C", editable=False)
    search_key = models.CharField(max_length=200, editable=False)

    class Meta:
        verbose_name = _("đơn vị")
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["kind", "sort_key"], name="organisation_kind_order"),
            models.Index(fields=["code"], name="organisation_code"),
        ]
        constraints = [
            ExclusionConstraint(
                name="organisation_code_once_at_a_time",
                expressions=[
                    (CodeRange(F("code")), RangeOperators.OVERLAPS),
                    ("validity", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="organisation_validity_not_empty", condition=models.Q(validity__isempty=False)
            ),
        ]


class Placement(models.Model):
    """Under which organisation another one stands, and when."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Organisation, models.PROTECT, related_name="child_placements")
    validity = DateRangeField(_("thời gian"))

    class Meta:
        verbose_name = _("vị trí trong cây đơn vị")
        constraints = [
            ExclusionConstraint(
                name="placement_one_parent_at_a_time",
                expressions=[
                    (IdRange("organisation_id"), RangeOperators.OVERLAPS),
                    ("validity", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="placement_not_under_itself", condition=~models.Q(organisation=F("parent"))
            ),
        ]


class OrganisationAlias(models.Model):
    """Another way the name is written."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(_("tên khác"), max_length=200)
    search_key = models.CharField(max_length=200, editable=False)

    class Meta:
        verbose_name = _("tên gọi khác")
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="alias_once")]


class StaffQuota(models.Model):
    """Posts (biên chế) of an organisation in a year."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="staff_quotas")
    year = models.PositiveSmallIntegerField(_("năm"))
    posts = models.PositiveIntegerField(_("biên chế"))

    class Meta:
        verbose_name = _("biên chế")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="staff_quota_once_a_year")
        ]
