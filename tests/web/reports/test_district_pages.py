"""The pages of a mountain district: whose they are, and where the way to its Form 2 leads."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ketnghia.kernel.refusals import Invisible
from ketnghia.reportforms.states import Obligation
from ketnghia.reports import operations, policies
from ketnghia.reports.models import ReportingDuty
from tests.world import OPEN, YEAR, World


def _way_to_form2(world: World) -> str:
    return world.client("huyen.tong-hop").get(reverse("form2"))["Location"]


def test_before_it_is_begun_the_way_to_form_2_leads_to_where_it_is_begun(open_world: World) -> None:
    assert _way_to_form2(open_world) == reverse("duties")


def test_a_district_that_also_gives_comes_to_its_form_2_and_not_to_what_it_gave(open_world: World) -> None:
    department, district = open_world.department, open_world.district
    given = open_world.begun(department)
    ReportingDuty.objects.create(
        campaign=given.campaign, form=given.form, organisation=district.organisation,
        obligation=Obligation.ENCOURAGED, citation=given.campaign.window_citation,
    )  # fmt: skip
    operations.begin(viewer=district.writer, form_code=department.form, year=YEAR, now=OPEN)
    assert _way_to_form2(open_world) == reverse("duties")
    own = open_world.begun(district)
    assert _way_to_form2(open_world) == reverse("report", args=[own.pk])


def test_only_a_mountain_district_has_the_pages_of_a_district(world: World) -> None:
    policies.check_district(world.district.reviewer)
    for other in (world.city.reporter, world.commune1.reporter, world.board.coordinator):
        with pytest.raises(Invisible):
            policies.check_district(other)
