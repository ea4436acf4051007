"""`ketnghia doctor` finds what is wrong, says what to do, and ends accordingly."""

import json
import shutil
import socket
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from ketnghia.cli import diagnosis
from ketnghia.cli.diagnosis import Verdict
from ketnghia.cli.doctor import doctor
from ketnghia.notices.models import OutgoingMail

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")
DURABILITY = diagnosis._durability


@pytest.fixture(autouse=True)
def _durable(monkeypatch: pytest.MonkeyPatch) -> None:
    # The throwaway database of the tests is not durable, as the check itself would tell.
    sound = diagnosis.Diagnosis("Ghi bền", Verdict.OK, "")
    monkeypatch.setattr(diagnosis, "_durability", lambda *_settings: sound)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(doctor, arguments, catch_exceptions=False)


def found() -> dict[str, str]:
    return {each["subject"]: each["verdict"] for each in json.loads(run("--json").stdout)}


def test_a_sound_installation_ends_with_nought() -> None:
    result = run()
    assert result.exit_code == 0
    assert "LỖI" not in result.stdout


def test_every_part_is_looked_at() -> None:
    assert list(found()) == [
        "Cơ sở dữ liệu", "Ghi bền", "Cấu trúc dữ liệu", "Đồng hồ", "Hàng đợi thư",
        "Đĩa", "Thư điện tử", "Kiểu chữ",
    ]  # fmt: skip


def test_a_missing_migration_is_an_error_with_its_remedy() -> None:
    MigrationRecorder.Migration.objects.filter(app="reports").delete()
    result = run()
    assert result.exit_code == 1
    assert "LỖI       Cấu trúc dữ liệu" in result.stdout
    assert "ketnghia prepare" in result.stdout


def test_a_database_out_of_reach_is_an_error_and_the_rest_is_still_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused\nmore")

    monkeypatch.setattr(connection, "cursor", refuse)
    verdicts = found()
    assert verdicts["Cơ sở dữ liệu"] == "FAILED"
    assert "Kiểu chữ" in verdicts
    assert run().exit_code == 1


@pytest.mark.parametrize(("free", "verdict"), [(2**34, "OK"), (2**30, "WARNING"), (2**20, "FAILED")])
def test_a_disk_that_fills_up_is_told_in_time(
    free: int, verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(2**40, 0, free))
    assert found()["Đĩa"] == verdict


def test_a_mail_server_that_does_not_answer_is_a_warning() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        options = {"host": "127.0.0.1", "port": closed.getsockname()[1]}
    mailers = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
    with override_settings(MAILERS=mailers):
        assert found()["Thư điện tử"] == "WARNING"


def test_a_changed_font_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    changed = tmp_path / "font.woff2"
    changed.write_bytes(b"not the font")
    monkeypatch.setattr("django.contrib.staticfiles.finders.find", lambda _name: str(changed))
    assert found()["Kiểu chữ"] == "FAILED"


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        (("on", "on", "on"), Verdict.OK),
        (("on", "local", "on"), Verdict.OK),
        (("off", "on", "on"), Verdict.FAILED),
        (("on", "off", "on"), Verdict.FAILED),
        (("on", "on", "off"), Verdict.FAILED),
    ],
)
def test_settings_that_may_lose_a_report_are_an_error(values: tuple[str, str, str], verdict: Verdict) -> None:
    assert DURABILITY(*values).verdict is verdict


def test_an_old_postgresql_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "OLDEST_POSTGRESQL", 99)
    assert found()["Cơ sở dữ liệu"] == "FAILED"


def letter(**stands: Any) -> OutgoingMail:
    now = datetime.now(UTC)
    moments: dict[str, Any] = {"created_at": now, "next_attempt_at": now + timedelta(minutes=1)}
    return OutgoingMail.objects.create(
        to_address="so-y@example.com", subject="Nhắc", body="Còn 6 ngày.", **moments | stands
    )


def test_letters_nobody_takes_are_told_with_the_way_to_have_them_taken() -> None:
    letter(next_attempt_at=datetime.now(UTC) - timedelta(minutes=6))
    assert found()["Hàng đợi thư"] == "WARNING"
    assert "ketnghia worker" in run().stdout


def test_letters_that_wait_for_the_mail_server_are_told_with_what_it_said() -> None:
    letter()
    assert found()["Hàng đợi thư"] == "OK"
    letter(attempts=3, last_error="ConnectionRefusedError: nobody there")
    result = run()
    assert "2 thư đang chờ, 0 thư không gửi được" in result.stdout
    assert "→ ConnectionRefusedError: nobody there" in result.stdout
    assert result.exit_code == 0


def test_letters_given_up_are_told() -> None:
    letter(given_up_at=datetime.now(UTC))
    assert "0 thư đang chờ, 1 thư không gửi được" in run().stdout
    assert found()["Hàng đợi thư"] == "WARNING"
