"""The country that the bench measures: small here, and as the application would have written it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db.models import Sum

from benchmarks import chance, country_reports, country_units
from benchmarks.consolidated import observer
from benchmarks.copying import unchecked
from ketnghia.campaigns.models import Campaign
from ketnghia.cli.content import DEFAULT, load_everything
from ketnghia.consolidation import district
from ketnghia.consolidation.queries import consolidated
from ketnghia.kernel.findings import Severity
from ketnghia.reportforms import engine
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.models import Fact, Report, ReportingDuty
from ketnghia.reports.queries import lookups
from ketnghia.reports.states import COUNTED, Side

ROWS = 60
SIZES = {"PROVINCES": 3, "COMMUNES": 12, "DONORS": 20, "SUBORDINATE": 2}


@pytest.fixture
def campaign(db: None, monkeypatch: pytest.MonkeyPatch) -> Campaign:
    """A country that takes a second, over the loaded content."""
    for name, size in SIZES.items():
        monkeypatch.setattr(country_units, name, size)
    monkeypatch.setattr(country_reports, "ROWS", ROWS)
    load_everything(DEFAULT)
    campaign = Campaign.objects.get(year=2021)
    dice = chance.dice(2021)
    with unchecked():
        country_reports.hand_in(country_units.make_units(dice), campaign, dice)
    return campaign


def test_a_country_is_written_as_the_application_would_have_written_it(campaign: Campaign) -> None:
    reports = Report.objects.filter(campaign=campaign, current_revision__isnull=False)
    assert reports.count() == sum(SIZES.values()) == ReportingDuty.objects.filter(campaign=campaign).count()
    assert set(reports.values_list("state", flat=True)) == set(COUNTED)
    donors = reports.filter(form__code="bieu-1")
    assert sum(len(each.content["sections"]["hoat_dong"]) for each in donors) == ROWS
    assert set(Fact.objects.values_list("side", flat=True)) >= {Side.GIVEN, Side.RECEIVED, Side.CONSOLIDATED}
    for report in reports.filter(form__code="bieu-2"):
        lines = district.accepted_lines(campaign.pk, report.organisation_id)
        assert len(report.content["sections"]["tong_hop"]) == len(lines)
    for report in reports.exclude(form__code="bieu-2"):
        definition = definition_of(report.form_version_id)
        findings = engine.check(definition, report.content, lookups(report, definition), year=campaign.year)
        rows = [each for each in findings if each.path.startswith(("hoat_dong", "ho_tro", "ho_ngheo"))]
        assert [each for each in rows if each.severity is Severity.ERROR] == []


def test_its_totals_are_those_of_its_facts(campaign: Campaign) -> None:
    money = Fact.objects.filter(side=Side.GIVEN, indicator="support_amount")
    stated = money.aggregate(actual=Sum("actual"), estimate=Sum("estimate"))
    total = consolidated(observer(), year=2021, as_of=datetime.now(UTC)).totals
    assert (total.actual, total.estimate) == (stated["actual"], stated["estimate"])
    assert set(total.revisions) == set(money.values_list("revision_id", flat=True))
