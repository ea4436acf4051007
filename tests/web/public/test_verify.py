"""The public page of a receipt: number, unit, form, time, hash, and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from ketnghia.organisations.models import Organisation
from ketnghia.reports.models import Report, Revision
from ketnghia.reports.states import State
from tests.world import OPEN, World


def _verified(report: Report) -> str:
    assert report.current_revision is not None
    answer = Client().get(f"/xac-minh/{report.current_revision.receipt_token}/")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def test_a_receipt_is_confirmed_to_whoever_holds_its_address(open_world: World) -> None:
    report = open_world.brought_to(open_world.department, State.SUBMITTED)
    page = _verified(report)
    listed = page[page.index('<dl class="facts">') : page.index("</main>")]
    facts = re.findall(r"<dd[^>]*>(.*?)</dd>", listed, re.DOTALL)
    told = [re.sub(r"<[^>]+>", "", each) for each in facts]
    revision = report.current_revision
    assert revision is not None
    assert told == [
        revision.receipt_number,
        "Sở Y tế",
        report.form.title,
        "10:00:00, 24/11/2021",
        revision.sha256,
    ]


def test_nothing_of_what_was_reported_and_nobody_who_sent_it_is_told(open_world: World) -> None:
    page = _verified(open_world.brought_to(open_world.department, State.SUBMITTED))
    for kept in (
        "Người của",
        "so-y.duyet",
        "Nội dung ghi rõ",
        "10.000.000",
        open_world.commune1.name,
        "Đã nộp",
    ):
        assert kept not in page


def test_a_receipt_stays_true_when_the_report_came_back(open_world: World) -> None:
    report = open_world.brought_to(open_world.business, State.RETURNED)
    assert Revision.objects.get().sha256 in _verified(report)


def test_an_organisation_that_ended_stays_on_its_report_and_its_receipt(open_world: World) -> None:
    report = open_world.brought_to(open_world.business, State.ACCEPTED)
    Organisation.objects.filter(pk=open_world.business.id).update(
        validity=DateRange(None, (OPEN + timedelta(days=60)).date()), name="Công ty mới"
    )
    assert "Công ty Trường Sơn" in _verified(report)
    page = open_world.client("ban.dieu-hanh").get(f"/bao-cao/{report.pk}/").content.decode()
    assert page.count("Công ty") > 0


def test_a_guessed_token_is_not_there(open_world: World) -> None:
    open_world.brought_to(open_world.business, State.SUBMITTED)
    assert Client().get("/xac-minh/AAAAAAAAAAAAAAAA/").status_code == 404
