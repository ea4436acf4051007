"""Every address × every member of the cast and nobody: who gets what, and that looking on changes nothing."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from http.cookies import SimpleCookie
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from ketnghia.attachments import operations as attachments
from ketnghia.reports.models import Report, ReportingDuty
from ketnghia.reports.states import State
from ketnghia.web.reports.steps import SLUGS
from tests.db.attachments.files import PDF
from tests.db.consolidation.test_versions import freeze, send
from tests.staging import cloned, database_in_use
from tests.web.access_table import COLUMNS, TABLE
from tests.world import OPEN, REASON, World

ONLY_POST: Final = (
    "campaign_copy",
    "campaign_part",
    "campaign_discard",
    "begin",
    "withdraw_extension",
    "extend_selected",
    "paper_original",
    "act",
    "save",
    "upload",
    "remove_attachment",
    "say",
    "act_for",
    "sign_out_everywhere",
    "add_colleague",
    "renew_links",
    "change_role",
    "end_membership",
    "drop_second_factor",
    "hand_over",
    "issue_letters",
    "freeze",
    "send_version",
    "remind",
    "log_call",
    "open_notice",
    "read_all_notices",
)
ONLY_GET: Final = (
    "extensions",
    "campaigns",
    "campaign",
    "campaign_consequences",
    "campaign_preview",
    "campaign_dispatch",
    "campaign_dispatch_docx",
    "home", "duties", "reports", "reports_csv", "reports_xlsx", "report", "history", "revision", "receipt",
    "receipt_code", "printed",
    "entry", "draft_version", "compared",
    "attachment", "commune_reports", "form2", "assignments", "assignments_xlsx",
    "recipients", "donors", "organisations", "organisation", "instruments", "instrument", "board",
    "board_export",
    "consolidated", "trace", "report_docx", "annex_xlsx", "figures_json", "forms", "form", "blank_form",
    "versions", "version", "version_changes", "version_trace", "version_docx", "version_xlsx", "version_json",
    "verify", "healthz", "search", "profile", "keep_alive", "unit_log", "notices", "demo_mail",
    "own_accounts", "unit_accounts", "account", "accounts", "open_link", "second_factor",
)  # fmt: skip


# Addresses that hold the id of a unit where others hold the id of its report.
_OF_UNITS: Final = ("organisation", "unit_accounts", "add_colleague", "unit_log", "log_call")


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    method: str
    name: str
    arguments: tuple[str, ...]
    query: str
    statuses: tuple[int, ...]

    def __str__(self) -> str:
        return " ".join((self.method, self.name, *self.arguments, self.query))


def _read() -> list[Line]:
    lines = []
    for text in TABLE.strip().splitlines():
        if text.startswith("#"):
            continue
        method, name, *rest = text.split()
        told, statuses = rest[: -len(COLUMNS)], rest[-len(COLUMNS) :]
        query = next((each for each in told if each.startswith("?")), "")
        arguments = tuple(each for each in told if each not in (query, "-"))
        lines.append(Line(method, name, arguments, query, tuple(map(int, statuses))))
    return lines


LINES: Final = _read()


@dataclass(frozen=True)
class Stage:
    """The reports the table speaks of."""

    world: World
    reports: dict[str, Report]
    files: dict[str, str]
    cookies: dict[str, SimpleCookie]

    def address(self, line: Line) -> str:
        return (
            reverse(line.name, args=[self._argument(line.name, each) for each in line.arguments]) + line.query
        )

    def _argument(self, name: str, told: str) -> Any:
        if told in SLUGS:
            return SLUGS[told]
        if told in self.files:
            return self.files[told]
        if told == "none":
            return 999_999
        if told == "token":
            revision = self.reports["dept"].current_revision
            assert revision is not None
            return revision.receipt_token
        if told in self.world.usernames:
            return self.world.viewer(told).membership_id
        units = {"dept": "department", "x1": "commune1", "khac": "outsider"}
        if name in _OF_UNITS and told in units:
            return getattr(self.world, units[told]).id
        return self.reports[told].pk if told in self.reports else told


def _set(world: World) -> Stage:
    reports = {
        "city": world.drafted(world.city),
        "dept": world.brought_to(world.department, State.SUBMITTED),
    }
    freeze(world)
    send(world)
    reports["biz"] = world.brought_to(world.business, State.RETURNED)
    freeze(world)
    reports |= {
        "x1": world.brought_to(world.commune1, State.SUBMITTED),
        "x2": world.brought_to(world.commune2, State.PENDING_APPROVAL),
        "form2": world.drafted(world.district),
    }
    stored = {
        told: attachments.store(
            container=reports[of].container,
            name="anh.pdf",
            stream=SimpleUploadedFile("anh.pdf", PDF),
            consent=True,
            user_id=world.department.reporter.user_id,
            now=OPEN,
        )
        for told, of in (("file", "dept"), ("own", "city"))
    }
    files = {told: str(each.pk) for told, each in stored.items()}
    cookies = {name: world.client(name).cookies for name in world.usernames}
    return Stage(world, reports, files | {"other": str(uuid.uuid4())}, cookies)


@pytest.fixture(scope="module")
def set_stage(
    staged_world: tuple[str, World], django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, Stage]]:
    """The reports, set once for all lines in a database of their own."""
    name, world = staged_world
    with django_db_blocker.unblock(), database_in_use(name), cloned("matrix") as own:
        with database_in_use(own):
            stage = _set(world)
        yield own, stage


@pytest.fixture
def _on_stage(set_stage: tuple[str, Stage], django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), database_in_use(set_stage[0]):
        yield


@pytest.fixture
def stage(set_stage: tuple[str, Stage], _on_stage: None, db: None, at: Callable[[datetime], None]) -> Stage:
    at(OPEN)
    return set_stage[1]


def _client(stage: Stage, column: str) -> Client:
    client = Client()
    if COLUMNS[column]:
        client.cookies = SimpleCookie(stage.cookies[COLUMNS[column]].output(header="", sep=";"))
    return client


_DESK: Final = {"vai_tro": "REPORTER", "chuc_danh": "Chuyên viên", "dong_y": "1"}
# What a browser sends along, where it is the same whatever stands in the database.
_SENT: Final[dict[str, dict[str, str]]] = {
    "add_colleague": _DESK,
    "hand_over": _DESK,
    "change_role": _DESK | {"vai_tro": "REVIEWER"},
    "conflict": {"conflict": "1", "take": "mine"},
    "campaign_copy": {"year": "2022", "from_year": "2021"},
    "freeze": {"note": "Báo cáo năm.", "counted": "counted"},
    "send_version": {"document": "15/BC-BDT, 05/12/2021", "to": "UBND tỉnh"},
}


def _posted(stage: Stage, line: Line) -> dict[str, Any]:
    """What a browser would send along."""
    report = stage.reports.get(line.arguments[0]) if line.arguments else None
    version = report.version if report else 0
    match line.name:
        case "save":
            assert report is not None
            body = {"base_version": version, "save_id": "tu-ma-tran", "content": report.content}
            return {"data": json.dumps(body), "content_type": "application/json"}
        case "upload":
            return {"data": {"file": SimpleUploadedFile("a.pdf", PDF), "consent": "1"}}
        case "renew_links":
            return {"data": {"chon": stage.world.department.reporter.membership_id}}
        case "log_call":
            duty = ReportingDuty.objects.get(organisation_id=stage.world.department.id)
            return {"data": {"duty": duty.pk, "ghi_chu": "Gặp văn thư."}}
        case name if name in _SENT:
            return {"data": _SENT[name] | {"dot": str(uuid.uuid4())}}
        case _:
            return {"data": {"version": version, "reason": REASON, "text": REASON, "cho": "BOTH"}}


def _status(stage: Stage, line: Line, column: str) -> int:
    """What the address answers; what it did is taken back."""
    client, address = _client(stage, column), stage.address(line)
    with transaction.atomic():
        sent = _posted(stage, line) if line.method == "POST" else {}
        answer = (client.post if line.method == "POST" else client.get)(address, **sent)
        transaction.set_rollback(True)
    return answer.status_code


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _patterns(each)
        else:
            yield each


def test_every_address_of_the_application_stands_in_the_table() -> None:
    assert {each.name for each in _patterns(get_resolver())} == {line.name for line in LINES}


def test_the_columns_are_everybody_and_nobody(stage: Stage) -> None:
    assert sorted(filter(None, COLUMNS.values())) == sorted(stage.world.usernames)


@pytest.mark.parametrize("line", LINES, ids=str)
def test_each_gets_what_the_table_says(stage: Stage, line: Line) -> None:
    found = {column: _status(stage, line, column) for column in COLUMNS}
    assert found == dict(zip(COLUMNS, line.statuses, strict=True))


@pytest.mark.parametrize("name", ONLY_POST)
def test_what_changes_something_is_not_reached_by_following_a_link(stage: Stage, name: str) -> None:
    line = next(each for each in LINES if each.name == name)
    assert _client(stage, "ban").get(stage.address(line)).status_code == 405


@pytest.mark.parametrize("name", ONLY_GET)
def test_what_is_only_read_takes_nothing_in(stage: Stage, name: str) -> None:
    line = next(each for each in LINES if each.name == name)
    assert _client(stage, "ban").post(stage.address(line)).status_code == 405


# What signing in, looking and speaking another language leave behind.
_TRACES: Final = ("django_session", "usersessions_usersession", "accounts_user", "axes_accesslog")


def _all_rows() -> dict[str, list[Any]]:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in _TRACES:
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608 - a table of our own
                found[table] = cursor.fetchall()
    return found


@pytest.mark.parametrize("column", ["ubn", "tuy", "kha", "---"])
def test_who_only_looks_on_changes_nothing_whatever_they_post(stage: Stage, column: str) -> None:
    before = _all_rows()
    client = _client(stage, column)
    for line in LINES:
        if line.method == "POST":
            client.post(stage.address(line), **_posted(stage, line))
    assert _all_rows() == before


NEIGHBOURS: Final = (
    "report",
    "history",
    "revision",
    "receipt",
    "receipt_code",
    "printed",
    "entry",
    "attachment",
)


@pytest.mark.parametrize("line", [each for each in LINES if each.name in NEIGHBOURS], ids=str)
def test_nobody_sees_a_neighbour(stage: Stage, line: Line) -> None:
    assert _status(stage, line, "kha") == 404
