"""Synthetic donors for the submissions: units, one person and one open session each, drafts ready to send.

What a draft holds: 18 different fields of the real Form 1 (4 of the signed plan, 10 columns of the
activities, 1 text, 3 of the appraisal), 3 activity rows and 1 appraisal row. 56 values, 18 facts. With more
rows it holds the same fields.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.crypto import get_random_string

from benchmarks import chance
from ketnghia.accounts.models import Membership, User
from ketnghia.accounts.states import Role
from ketnghia.campaigns.models import Campaign
from ketnghia.cli.content import DEFAULT, load_everything
from ketnghia.legal.models import LegalInstrument
from ketnghia.organisations.models import Organisation, Placement
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.models import CampaignForm
from ketnghia.reportforms.states import Obligation
from ketnghia.reports.models import Report, ReportingDuty
from ketnghia.twinning.models import Assignment
from ketnghia.twinning.states import AssignmentPart
from ketnghia.web.accounts.idle import LAST_SEEN

# Of the synthetic people; the process that makes them signs them in.
PASSWORD: Final = secrets.token_urlsafe(24)
FACTS_A_ROW: Final = 6
_YEAR: Final = 2021
_VALIDITY: Final = DateRange(date(2020, 1, 1), None)
# With a price in đồng that raises no warning.
_ACTIVITIES: Final = (("nha_moi", 50_000_000), ("qua_tet", 400_000), ("hoc_bong", 1_000_000))
_BATCH: Final = 500
# Who sends a report has saved it moments before, however long the others before them take.
_AHEAD: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Draft:
    """A report ready to send: who may send it, and the key of that person's open session."""

    report_id: int
    username: str
    session_key: str


def populate(count: int, *, rows: int = 3) -> list[Draft]:
    """Load the real content, open its campaign now, and make `count` units with a draft each."""
    load_everything(DEFAULT)
    now = datetime.now(UTC)
    campaign = Campaign.objects.get(year=_YEAR)
    Campaign.objects.update(window_opens_at=now - timedelta(days=1), window_closes_at=now + timedelta(days=1))
    units = _units(count)
    people = _people(units)
    recipients = _assignments(units)
    contents = _contents(recipients, rows)
    reports = _drafts(campaign, units, people, contents, now)
    sessions = [session_of(person, now + _AHEAD) for person in people]
    Session.objects.bulk_create(sessions, batch_size=_BATCH)
    return [
        Draft(report.pk, person.username, session.session_key)
        for report, person, session in zip(reports, people, sessions, strict=True)
    ]


def _units(count: int) -> list[Organisation]:
    province = Organisation.objects.filter(kind=OrganisationKind.PROVINCE).first()
    if province is None:
        raise LookupError("the content has no province")
    names = [f"Đơn vị đo {number:05}" for number in range(count)]
    units = Organisation.objects.bulk_create(
        [
            Organisation(
                code=f"do-{number:05}",
                name=name,
                short_name=name,
                kind=OrganisationKind.PROVINCIAL_AGENCY,
                validity=_VALIDITY,
                sort_key=name,
                search_key=name.lower(),
            )
            for number, name in enumerate(names)
        ],
        batch_size=_BATCH,
    )
    Placement.objects.bulk_create(
        [Placement(organisation=unit, parent=province, validity=_VALIDITY) for unit in units],
        batch_size=_BATCH,
    )
    return units


def _people(units: list[Organisation]) -> list[User]:
    password = make_password(PASSWORD)
    people = User.objects.bulk_create(
        [User(username=unit.code, display_name=unit.name, password=password) for unit in units],
        batch_size=_BATCH,
    )
    Membership.objects.bulk_create(
        [
            Membership(user=person, organisation=unit, role=Role.REPORTER, valid_from=date(2020, 1, 1))
            for person, unit in zip(people, units, strict=True)
        ],
        batch_size=_BATCH,
    )
    return people


def _assignments(units: list[Organisation]) -> list[Organisation]:
    communes = list(Organisation.objects.filter(kind=OrganisationKind.MOUNTAIN_COMMUNE))
    instrument = LegalInstrument.objects.earliest("pk")
    recipients = [communes[number % len(communes)] for number in range(len(units))]
    Assignment.objects.bulk_create(
        [
            Assignment(
                donor=unit,
                recipient=recipient,
                part=AssignmentPart.LEAD,
                validity=_VALIDITY,
                instrument=instrument,
                illustrative=True,
            )
            for unit, recipient in zip(units, recipients, strict=True)
        ],
        batch_size=_BATCH,
    )
    return recipients


def _drafts(
    campaign: Campaign,
    units: list[Organisation],
    people: list[User],
    contents: Iterable[dict[str, Any]],
    now: datetime,
) -> list[Report]:
    used = CampaignForm.objects.select_related("form_version").get(
        campaign=campaign, form_version__form__code="bieu-1"
    )
    form_id = used.form_version.form_id
    ReportingDuty.objects.bulk_create(
        [
            ReportingDuty(
                campaign=campaign,
                form_id=form_id,
                organisation=unit,
                obligation=Obligation.MUST,
                citation_id=used.citation_id,
            )
            for unit in units
        ],
        batch_size=_BATCH,
    )
    return Report.objects.bulk_create(
        [
            Report(
                campaign=campaign,
                form_id=form_id,
                form_version_id=used.form_version_id,
                organisation=unit,
                content=content,
                started_at=now,
                saved_at=now,
                saved_by=person,
            )
            for unit, person, content in zip(units, people, contents, strict=True)
        ],
        batch_size=_BATCH,
    )


def _contents(recipients: list[Organisation], rows: int) -> Iterator[dict[str, Any]]:
    dice = chance.dice(_YEAR)
    return (content(recipient.pk, dice, rows) for recipient in recipients)


def content(recipient_id: int, dice: random.Random, rows: int) -> dict[str, Any]:
    """A clean content of Form 1 about one recipient."""
    return {
        "nil": None,
        "sections": {
            "ky_ket": {
                "so_van_ban": f"{dice.randint(2, 98)}/CTr-DV",
                "ngay_ky": "2021-03-25",
                "trich_yeu": "Chương trình kết nghĩa với xã năm 2021",
                "ngay_gui": "2021-03-29",
            },
            "hoat_dong": list(_rows(recipient_id, dice, rows)),
            "thuyet_minh": {
                "ket_qua": "Đã giúp xã làm nhà ở, tặng quà Tết và học bổng; bà con ổn định hơn. " * 4
            },
            "nhan_xet": [
                {
                    "id": "r1",
                    "don_vi_nhan": recipient_id,
                    "muc": "tot",
                    "noi_dung": "Xã phối hợp chặt chẽ, chọn hộ công khai.",
                }
            ],
        },
        "waivers": {},
    }


def _rows(recipient_id: int, dice: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        activity, price = _ACTIVITIES[number % len(_ACTIVITIES)]
        whole = dice.randint(5, 20)
        done = whole - dice.randint(0, 4)
        yield {
            "id": f"r{number + 1}",
            "hoat_dong": activity,
            "don_vi_nhan": recipient_id,
            "thon": "thôn A Tép",
            "cam_ket": f"Hỗ trợ {whole} suất trong năm",
            "so_luong": {"actual": str(done), "estimate": str(whole)},
            "von_ngan_sach": {"actual": done * price, "estimate": whole * price},
            "von_dong_gop": {"actual": done * price // 10, "estimate": whole * price // 10},
            "ho_ngheo": {"actual": done - 1, "estimate": whole - 1},
            "ho_can_ngheo": {"actual": 1, "estimate": 1},
            "so_nguoi": {"actual": done * 4, "estimate": whole * 4},
        }


def session_of(person: User, seen: datetime) -> Session:
    """A row such as a sign-in leaves behind, of somebody last seen at a moment."""
    known = {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: "ketnghia.accounts.backends.Backend",
        HASH_SESSION_KEY: person.get_session_auth_hash(),
        LAST_SEEN: int(seen.timestamp()),
    }
    return Session(
        session_key=get_random_string(32, VALID_KEY_CHARS),
        session_data=SessionStore().encode(known),
        expire_date=seen + timedelta(hours=12),
    )
