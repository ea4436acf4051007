"""The reports of a country: every one handed in, half of them accepted, with revisions and facts.

Contents follow the real form definitions; frozen documents and facts are made by the code that makes them
on submission. What a submission also writes and nothing here reads (history, notices) is left out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any, Final

from benchmarks.copying import copy_in, go_on_counting, next_id, numbered
from benchmarks.country_units import Country
from ketnghia.accounts.states import Role
from ketnghia.campaigns.models import Campaign
from ketnghia.consolidation.district import derive
from ketnghia.kernel.canonical import canonical_json, sha256_hex
from ketnghia.organisations.models import Organisation
from ketnghia.reportforms.definition import FormDefinition
from ketnghia.reportforms.models import CampaignForm
from ketnghia.reportforms.states import Obligation
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.freezing import frozen_document, write_facts
from ketnghia.reports.models import Report, ReportingDuty, Revision, Transition
from ketnghia.reports.states import Action, State

ROWS: Final = 600_000
_RECEIVED_ROWS: Final = 10
_BATCH: Final = 250
_BEGAN: Final = datetime(2021, 11, 1, 1, tzinfo=UTC)
_MINUTES_OF_THE_WINDOW: Final = 29 * 24 * 60
_MONEY: Final = (
    "von_ngan_sach", "von_phuc_loi", "von_dong_gop", "von_van_dong", "von_quy_nguoi_ngheo", "von_hien_vat",
    "von_cong",
)  # fmt: skip

type Content = dict[str, Any]
type Fill = Callable[[int], Content]


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of the campaign, as its reports need it."""

    form_id: int
    version_id: int
    citation_id: int
    definition: FormDefinition


def hand_in(country: Country, campaign: Campaign, dice: random.Random) -> None:
    """Write duty, report, revision, facts and transitions of every unit. Foreign keys are not asked."""
    forms = _forms(campaign)
    givers = _Givers(country, forms["bieu-1"].definition, dice)
    takers = _Takers(country, forms["bao-cao-xa"].definition, dice)
    _write(campaign, forms["bieu-1"], country, list(country.helped), givers, dice)
    _write(campaign, forms["bao-cao-xa"], country, country.communes, takers, dice)
    _write(campaign, forms["bieu-2"], country, country.provinces, _district, dice)
    go_on_counting(ReportingDuty, Report, Revision, Transition)


def _forms(campaign: Campaign) -> dict[str, _Form]:
    used = CampaignForm.objects.filter(campaign=campaign).select_related("form_version__form")
    return {
        each.form_version.form.code: _Form(
            each.form_version.form_id,
            each.form_version_id,
            each.citation_id,
            definition_of(each.form_version_id),
        )
        for each in used
    }


class _Givers:
    """Contents of Form 1: together exactly `ROWS` activities, about communes the donor helps."""

    def __init__(self, country: Country, definition: FormDefinition, dice: random.Random) -> None:
        self._country, self._dice = country, dice
        self._activities = [item.code for item in definition.catalogues["activities"]]
        self._left_units, self._left_rows = len(country.helped), ROWS

    def __call__(self, unit: int) -> Content:
        count = -(-self._left_rows // self._left_units)
        self._left_units, self._left_rows = self._left_units - 1, self._left_rows - count
        recipients = self._country.helped[unit]
        rows = [
            {"don_vi_nhan": self._dice.choice(recipients)} | _activity(number, self._activities, self._dice)
            for number in range(1, count + 1)
        ]
        return _content(
            {"hoat_dong": rows, "thuyet_minh": {"ket_qua": "Đã giúp xã theo chương trình đã ký."}}
        )


class _Takers:
    """Contents of a commune's report: what it received, from donors that help it."""

    def __init__(self, country: Country, definition: FormDefinition, dice: random.Random) -> None:
        self._country, self._dice = country, dice
        self._activities = [item.code for item in definition.catalogues["activities"]]

    def __call__(self, unit: int) -> Content:
        donors = self._country.helpers.get(unit, [])
        rows = [
            {"don_vi_giup": self._dice.choice(donors)} | _activity(number, self._activities, self._dice)
            for number in range(1, _RECEIVED_ROWS + 1)
            if donors
        ]
        poor = self._dice.randint(20, 300)
        households = {
            "ngheo_dau_nam": poor,
            "ngheo_cuoi_nam": poor - self._dice.randint(0, 20),
            "ho_duoc_giup": {"actual": poor // 4, "estimate": poor // 3},
        }
        return _content({"ho_ngheo": households, "ho_tro": rows})


def _district(_unit: int) -> Content:
    return _content({"thuyet_minh": {"ket_qua": "Các xã đã nhận đủ hỗ trợ theo chương trình đã ký."}})


def _content(sections: Content) -> Content:
    return {"nil": None, "sections": sections, "waivers": {}}


def _activity(number: int, activities: list[str], dice: random.Random) -> Content:
    whole = dice.randint(2, 40)
    done = whole - dice.randint(0, 2)
    price = dice.randrange(1, 80) * 100_000
    amount = {"actual": done * price, "estimate": whole * price}
    return {
        "id": f"r{number}",
        "hoat_dong": dice.choice(activities),
        "thon": "thôn A Tép",
        "so_luong": {"actual": str(done), "estimate": str(whole)},
        "ho_ngheo": {"actual": done - 1, "estimate": whole - 1},
        "so_nguoi": {"actual": done * 4, "estimate": whole * 4},
        **dict.fromkeys(dice.sample(_MONEY, dice.randint(1, 2)), amount),
    }


def _write(
    campaign: Campaign, form: _Form, country: Country, units: list[int], fill: Fill, dice: random.Random
) -> None:
    named = Organisation.objects.in_bulk(units)
    _owe(campaign, form, units)
    for some in batched(units, _BATCH):
        reports = list(_reports(campaign, form, country, [named[unit] for unit in some], fill, dice))
        revisions = [_revision(report, form.definition) for report in reports]
        copy_in(reports)
        copy_in(revisions)
        copy_in(numbered(Transition, _transitions(reports)))
        for report, revision in zip(reports, revisions, strict=True):
            write_facts(report, revision, form.definition)


def _owe(campaign: Campaign, form: _Form, units: list[int]) -> None:
    ReportingDuty.objects.filter(campaign=campaign, form_id=form.form_id).delete()
    rows = (
        {
            "campaign": campaign,
            "form_id": form.form_id,
            "organisation_id": unit,
            "obligation": Obligation.ENCOURAGED if at % 5 == 0 else Obligation.MUST,
            "citation_id": form.citation_id,
        }
        for at, unit in enumerate(units)
    )
    copy_in(numbered(ReportingDuty, rows))


def _reports(
    campaign: Campaign,
    form: _Form,
    country: Country,
    units: Iterable[Organisation],
    fill: Fill,
    dice: random.Random,
) -> Iterator[Report]:
    first_report, first_revision = next_id(Report), next_id(Revision)
    for at, unit in enumerate(units):
        sent = _BEGAN + timedelta(minutes=dice.randrange(_MINUTES_OF_THE_WINDOW))
        report = Report(
            pk=first_report + at,
            campaign=campaign,
            form_id=form.form_id,
            form_version_id=form.version_id,
            organisation=unit,
            state=State.ACCEPTED if dice.random() < 0.5 else State.SUBMITTED,
            content=fill(unit.pk),
            started_at=sent - timedelta(hours=3),
            saved_at=sent,
            saved_by_id=country.people[unit.pk],
            current_revision_id=first_revision + at,
        )
        report.content["sections"] |= derive(report) or {}
        yield report


def _revision(report: Report, definition: FormDefinition) -> Revision:
    document = frozen_document(report, definition, 1)
    return Revision(
        pk=report.current_revision_id,
        report=report,
        number=1,
        frozen=document,
        from_version=report.version,
        sha256=sha256_hex(canonical_json(document)),
        receipt_token=f"do-{report.pk}",
        submitted_at=report.saved_at,
        submitted_by_id=report.saved_by_id,
    )


def _transitions(reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
    for report in reports:
        common = {"report": report, "actor_id": report.saved_by_id, "revision_id": report.current_revision_id}
        yield common | {
            "action": Action.SUBMIT,
            "from_state": State.DRAFT,
            "to_state": State.SUBMITTED,
            "role": Role.REPORTER,
            "at": report.saved_at,
        }
        if report.state == State.ACCEPTED:
            yield common | {
                "action": Action.ACCEPT,
                "from_state": State.SUBMITTED,
                "to_state": State.ACCEPTED,
                "role": Role.COORDINATOR,
                "at": report.saved_at + timedelta(hours=20),
            }
