"""The database engine: statements stay planned, and a connection is asked about only when it has news."""

from typing import Any

import pghistory
import psycopg
import pytest
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from ketnghia.accounts.models import User


def _prepared() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


@pytest.mark.django_db
def test_a_statement_that_comes_again_stays_planned_at_the_server() -> None:
    for number in range(4):
        User.objects.filter(pk=number).exists()
    assert any('FROM "accounts_user"' in statement and "$1" in statement for statement in _prepared())


@pytest.mark.django_db
def test_the_context_of_a_history_is_written_with_its_statement() -> None:
    user = User.objects.create(username="lan", display_name="Lan")
    with pghistory.context(operation="đổi tên", actor=user.pk), transaction.atomic():
        User.objects.filter(pk=user.pk).update(display_name="Lan Anh")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('pghistory.context_metadata')::json ->> 'operation'")
            assert cursor.fetchone() == ("đổi tên",)
    assert User.objects.get(pk=user.pk).display_name == "Lan Anh"


@pytest.fixture
def kept(transactional_db: None) -> Any:
    """A connection as a request finds it: kept from the one before, its health not yet looked at."""
    wrapper: Any = connection
    wrapper.ensure_connection()
    wrapper.health_check_enabled = True
    wrapper.health_check_done = False
    return wrapper


def test_a_connection_that_is_silent_is_not_asked_whether_it_lives(kept: Any) -> None:
    before = kept.connection
    kept.close_if_health_check_failed()
    assert kept.connection is before
    assert kept.health_check_done


def test_a_connection_that_the_server_ended_is_made_anew(kept: Any) -> None:
    before = kept.connection
    with psycopg.connect(_address()) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [before.info.backend_pid])
    assert User.objects.count() == 0
    assert kept.connection is not before


def _address() -> str:
    info = connection.connection.info
    return make_conninfo(host=info.host, port=info.port, user=info.user, dbname=info.dbname)
