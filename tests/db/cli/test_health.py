"""`/healthz` says the truth, and why."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from ketnghia.web.public import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health._Migrations, "complete", False)


@pytest.fixture
def unmigrated() -> str:
    last = MigrationRecorder.Migration.objects.filter(app="reports").latest("pk")
    last.delete()
    return f"reports.{last.name}"


def test_all_is_well_with_a_migrated_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


def test_a_missing_migration_is_named(client: Client, unmigrated: str) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "failed", "reason": "migrations", "missing": [unmigrated]}


def test_a_database_out_of_reach_is_said_without_naming_its_host(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise DatabaseError("connection to server at 10.1.2.3 failed")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["reason"] == "database"
    assert b"10.1.2.3" not in answer.content


def test_the_answer_is_never_kept(client: Client) -> None:
    assert "no-store" in client.get("/healthz")["Cache-Control"]


def test_once_all_is_well_only_a_sign_of_life_is_asked_for(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/healthz")
    with django_assert_num_queries(1):
        assert client.get("/healthz").status_code == 200


@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["ketnghia.example"])
def test_a_monitor_needs_neither_tls_nor_the_right_host_name(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).status_code == 200


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
