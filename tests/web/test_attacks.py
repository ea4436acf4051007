"""What somebody with bad intentions sends: each gets a refusal, and nobody else notices."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from ketnghia.reports.policies import LONGEST_REASON, MOST_ROWS
from ketnghia.reports.states import State
from ketnghia.web.entry.saving import LARGEST_SAVE
from tests.world import PASSWORD, World, again

NUL_AND_SURROGATE = '"a\\u0000b\\ud800c"'
CODES_BEFORE_THE_LOCK = 10
MOST_WAIVERS = 1000


def send(browser: Client, report_id: int, body: str) -> Any:
    return browser.post(
        f"/bao-cao/{report_id}/luu/",
        body,
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def saving(content: str, *, base: str = "1", save_id: str = "a") -> str:
    return f'{{"base_version": {base}, "save_id": "{save_id}", "content": {content}}}'


def everywhere(report: Any, value: str) -> str:
    """A content that holds the value in every field of every section."""
    definition = json.loads(json.dumps(report.form_version.definition))
    sections = {
        section["code"]: [dict.fromkeys(codes or ["area"], "HERE") | {"id": "r1"}]
        if section["kind"] in ("rows", "consolidated")
        else dict.fromkeys(codes, "HERE")
        for section in definition["sections"]
        for codes in [[field["code"] for field in section.get("fields", [])]]
    }
    return json.dumps({"sections": sections}).replace('"HERE"', value)


@pytest.mark.parametrize(
    "body",
    [
        saving('{"a":' * 9000 + "1" + "}" * 9000),
        saving("[" * 200_000),
        saving('{"a": ' + '"\\"' * 50_000),
        saving("{}", save_id="a\\u0000b"),
        saving("{}", save_id="\\ud800"),
        saving("{}", base="-1"),
        saving("{}", base="9" * 30),
    ],
    ids=["deep", "deeper", "unclosed", "nul", "surrogate", "negative", "endless"],
)
def test_a_save_made_to_break_the_server_is_refused_as_misshapen(open_world: World, body: str) -> None:
    report = open_world.begun(open_world.department)
    answer = send(open_world.client(open_world.department.reporter.username), report.pk, body)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json()["code"] == "SAVE_MISSHAPEN"


@pytest.mark.parametrize(
    "value",
    [NUL_AND_SURROGATE, "NaN", "1e999", "9" * 400, "-1e308", "[[1]]", '{"a": [1]}', "true", '"\\uffff"'],
)
@pytest.mark.parametrize("base", ["1", "0"], ids=["kept", "refused"])
@pytest.mark.parametrize("unit", ["department", "district"])
def test_no_value_whatever_breaks_a_save_or_the_pages_of_the_report(
    open_world: World, value: str, base: str, unit: str
) -> None:
    reporting = getattr(open_world, unit)
    report = open_world.begun(reporting)
    browser = open_world.client(reporting.writer.username)
    answer = send(browser, report.pk, saving(everywhere(report, value), base=base))
    assert answer.status_code == (HTTPStatus.OK if base == "1" else HTTPStatus.CONFLICT)
    for page in ("nhap/", "", "lich-su/", "in/", "xung-dot/"):
        assert browser.get(f"/bao-cao/{report.pk}/{page}", follow=True).status_code == HTTPStatus.OK


def test_more_rows_than_people_type_are_refused_and_nothing_is_kept(open_world: World) -> None:
    report = open_world.begun(open_world.department)
    rows = json.dumps({"sections": {"hoat_dong": [{}] * (MOST_ROWS + 1)}})
    answer = send(open_world.client(open_world.department.reporter.username), report.pk, saving(rows))
    assert (answer.status_code, answer.json()["code"]) == (422, "TOO_MANY_ROWS")
    assert again(report).version == report.version


def test_a_save_of_more_than_a_report_can_hold_is_refused(open_world: World) -> None:
    report = open_world.begun(open_world.department)
    browser = open_world.client(open_world.department.reporter.username)
    answer = send(browser, report.pk, saving(json.dumps({"nil": {"reason": "a" * LARGEST_SAVE}})))
    assert (answer.status_code, answer.json()["code"]) == (422, "SAVE_TOO_LARGE")


def test_waivers_without_end_are_cut_and_the_page_stays_readable(open_world: World) -> None:
    report = open_world.begun(open_world.department)
    browser = open_world.client(open_world.department.reporter.username)
    waivers = {f"B1-E02@a{number}": "Đã xem." for number in range(5000)}
    assert send(browser, report.pk, saving(json.dumps({"waivers": waivers}))).status_code == HTTPStatus.OK
    assert len(again(report).content["waivers"]) == MOST_WAIVERS


@pytest.mark.parametrize(
    ("reason", "status", "state"),
    [("a\0b", HTTPStatus.FOUND, State.RETURNED), ("x" * (LONGEST_REASON + 1), 422, State.SUBMITTED)],
)
def test_a_reason_is_cleaned_and_not_endless(
    open_world: World, reason: str, status: int, state: State
) -> None:
    report = open_world.brought_to(open_world.department, State.SUBMITTED)
    answer = open_world.client(open_world.board.coordinator.username).post(
        f"/bao-cao/{report.pk}/tra-lai/", {"version": report.version, "reason": reason}
    )
    assert (answer.status_code, again(report).state) == (status, state)


def test_a_conflict_of_a_number_nobody_can_read_is_a_404(open_world: World) -> None:
    report = open_world.begun(open_world.department)
    browser = open_world.client(open_world.department.reporter.username)
    answer = browser.post(f"/bao-cao/{report.pk}/xung-dot/", {"conflict": "9" * 5000, "take": "mine"})
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_a_receipt_address_that_no_text_can_hold_is_a_404(open_world: World, client: Client) -> None:
    assert client.get("/xac-minh/%00/").status_code == HTTPStatus.NOT_FOUND


def test_no_browser_keeps_what_a_signed_in_person_was_shown(open_world: World, client: Client) -> None:
    report = open_world.begun(open_world.department)
    browser = open_world.client(open_world.department.reporter.username)
    for address in ("/viec-can-lam/", f"/bao-cao/{report.pk}/", f"/bao-cao/{report.pk}/nhap/", "/khong-co/"):
        assert "no-store" in browser.get(address)["Cache-Control"]
    assert "no-store" not in client.get("/bieu-mau/").headers.get("Cache-Control", "")


def test_the_codes_of_a_second_factor_cannot_be_guessed_one_after_the_other(
    open_world: World, client: Client, at: Callable[[datetime], None]
) -> None:
    user = open_world.user(open_world.department.reporter.username)
    user.set_password(PASSWORD)
    user.save()
    TOTP.activate(user, generate_totp_secret())
    client.post("/tai-khoan/dang-nhap/", {"login": user.username, "password": PASSWORD})
    answers = {
        client.post("/tai-khoan/2fa/authenticate/", {"code": f"{number:06}"}).content.decode()
        for number in range(CODES_BEFORE_THE_LOCK)
    }
    locked = client.post("/tai-khoan/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "000000" not in answers
    assert locked not in answers
