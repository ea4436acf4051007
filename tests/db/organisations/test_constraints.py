"""What the database itself refuses about organisations."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from ketnghia.organisations.models import Organisation, Placement, StaffQuota
from tests.db.units import Kind, unit

pytestmark = pytest.mark.django_db


def same_code(first: date | None, last: date | None) -> Organisation:
    return Organisation.objects.create(
        code="20335", name="Phường Tân Thạnh", short_name="Tân Thạnh", kind=Kind.LOWLAND_COMMUNE,
        validity=DateRange(first, last),
    )  # fmt: skip


def test_a_code_belongs_to_one_organisation_at_a_time() -> None:
    same_code(None, date(2025, 7, 1))
    with pytest.raises(IntegrityError, match="organisation_code_once_at_a_time"), transaction.atomic():
        same_code(date(2025, 6, 30), None)


def test_a_code_may_be_used_again_after_its_organisation_ended() -> None:
    same_code(None, date(2025, 7, 1))
    same_code(date(2025, 7, 1), None)
    assert Organisation.objects.filter(code="20335").count() == 2


def test_an_organisation_never_valid_is_refused() -> None:
    with pytest.raises(IntegrityError, match="organisation_validity_not_empty"):
        same_code(date(2021, 1, 1), date(2021, 1, 1))


def test_an_organisation_has_one_parent_at_a_time() -> None:
    first = unit("Huyện Nông Sơn", Kind.MOUNTAIN_DISTRICT)
    second = unit("Huyện Quế Sơn", Kind.LOWLAND_DISTRICT)
    commune = unit("Xã Quế Lộc", Kind.MOUNTAIN_COMMUNE, under=first)
    with pytest.raises(IntegrityError, match="placement_one_parent_at_a_time"):
        Placement.objects.create(
            organisation=commune, parent=second, validity=DateRange(date(2025, 1, 1), None)
        )


def test_an_organisation_does_not_stand_under_itself() -> None:
    district = unit("Huyện Tây Giang", Kind.MOUNTAIN_DISTRICT)
    with pytest.raises(IntegrityError, match="placement_not_under_itself"):
        Placement.objects.create(organisation=district, parent=district, validity=DateRange(None, None))


def test_posts_are_told_once_a_year() -> None:
    agency = unit("Sở Tài chính", posts={2021: 78})
    with pytest.raises(IntegrityError, match="staff_quota_once_a_year"):
        StaffQuota.objects.create(organisation=agency, year=2021, posts=80)
