"""The tests run on PostgreSQL, on a throwaway server that nobody's data lies in."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_tests_have_a_throwaway_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_database()")
        fsync, name = cursor.fetchone()
    assert connection.vendor == "postgresql"
    assert fsync == "off"
    assert name.startswith("test_")
