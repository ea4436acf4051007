"""The settings: closed by default, and Vietnamese in their numbers and dates."""

import os
import stat
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from django.utils import formats, translation

from ketnghia.config import database, security
from ketnghia.config.embedded import server


def settings_say(expression: str, **variables: str) -> str:
    """What an expression over the real settings gives in a process of its own."""
    code = f"from django.conf import settings\nprint({expression})"
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "KETNGHIA_DATA"}}
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "ketnghia.config.settings", **variables}
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    return run.stdout.strip() or run.stderr.strip().splitlines()[-1]


def test_production_does_not_go_without_its_secret_key() -> None:
    assert "SECRET_KEY setting must not be empty" in settings_say("settings.SECRET_KEY")


def test_production_is_reached_by_https_alone() -> None:
    secure = "(settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)"
    assert settings_say(secure) == "(True, True, True)"
    assert settings_say("settings.SECURE_HSTS_SECONDS") == "31536000"


def test_the_demo_keeps_one_secret_key_of_its_own(tmp_path: Path) -> None:
    first = settings_say("settings.SECRET_KEY", KETNGHIA_DEMO="1", KETNGHIA_DATA=str(tmp_path))
    again = settings_say("settings.SECRET_KEY", KETNGHIA_DEMO="1", KETNGHIA_DATA=str(tmp_path))
    assert len(first) >= 50
    assert again == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_the_demo_answers_to_this_machine_only_whatever_hosts_are_named() -> None:
    hosts = settings_say("settings.ALLOWED_HOSTS", KETNGHIA_DEMO="1", KETNGHIA_HOSTS="example.vn")
    assert hosts == "['localhost', '127.0.0.1', '[::1]']"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1", "[::1]"])
def test_the_demo_may_listen_on_loopback(host: str) -> None:
    security.check_demo_binding(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "", "example.vn", "localhost.example.vn"])  # noqa: S104 - refused here
def test_the_demo_refuses_to_listen_anywhere_else(host: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="this machine only"):
        security.check_demo_binding(host)


def test_the_policy_lets_no_inline_code_in() -> None:
    assert security.POLICY["script-src"] == ["'self'"]
    assert security.POLICY["style-src"] == ["'self'"]
    assert security.POLICY["frame-ancestors"] == ["'none'"]


def test_an_address_of_a_database_becomes_the_settings_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b%40c@db.example.vn:5433/kn?sslmode=require")
    found = database.django_database()
    assert found["ENGINE"] == "ketnghia.config.postgresql"
    named = {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert named == {
        "NAME": "kn",
        "USER": "a",
        "PASSWORD": "b@c",
        "HOST": "db.example.vn",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require", "server_side_binding": True, "prepare_threshold": 2},
    }


def test_without_an_address_the_embedded_server_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    assert database.django_database()["ENGINE"] == "ketnghia.config.embedded"


def test_numbers_and_dates_are_written_as_in_vietnam() -> None:
    with translation.override("vi"):
        assert formats.number_format("1234567.8", 1, force_grouping=True) == "1.234.567,8"
        assert formats.date_format(date(2021, 4, 3)) == "03/04/2021"
        assert formats.date_format(datetime(2021, 4, 3, 22, 4), "DATETIME_FORMAT") == "22:04 03/04/2021"  # noqa: DTZ001 - a clock face


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_typed_date_is_read_day_first_in_either_language(language: str) -> None:
    with translation.override(language):
        assert forms.DateField(localize=True).clean("03/04/2021") == date(2021, 4, 3)
        with pytest.raises(forms.ValidationError):
            forms.DateField(localize=True).clean("31/02/2021")


def test_english_keeps_the_days_and_groups_by_commas() -> None:
    with translation.override("en"):
        assert formats.number_format("1234567.8", 1, force_grouping=True) == "1,234,567.8"
        assert formats.date_format(date(2021, 4, 3)) == "03/04/2021"


def test_a_data_folder_with_a_space_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KETNGHIA_DATA", str(tmp_path / "of mine"))
    with pytest.raises(ImproperlyConfigured, match="a path without spaces"):
        server.address()


def test_a_year_or_a_number_of_a_record_is_never_grouped_by_itself() -> None:
    with translation.override("vi"):
        assert Template("{{ year }} {{ share }}").render(Context({"year": 2021, "share": 0.5})) == "2021 0,5"
