"""A published form version cannot be changed, not even by plain SQL."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from ketnghia.reportforms.content.loading import load_content
from ketnghia.reportforms.models import FormVersion, ReportForm

pytestmark = pytest.mark.django_db
CONTENT = Path(__file__).parents[3] / "content" / "quang-nam-2020-2025"


@pytest.fixture
def version() -> FormVersion:
    load_content(CONTENT, datetime(2021, 10, 15, tzinfo=UTC))
    return FormVersion.objects.get(form__code="bieu-1")


def test_saving_a_change_is_refused(version: FormVersion) -> None:
    version.number = 7
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        version.save()


def test_deleting_is_refused(version: FormVersion) -> None:
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        FormVersion.objects.filter(pk=version.pk)._raw_delete("default")


def test_plain_sql_is_refused(version: FormVersion) -> None:
    statement = "UPDATE reportforms_formversion SET definition = '{}' WHERE id = %s"
    with (
        pytest.raises(DatabaseError, match="Cannot update or delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [version.pk])


def test_a_number_is_used_once_per_form(version: FormVersion) -> None:
    with pytest.raises(IntegrityError, match="reportforms_version_number"), transaction.atomic():
        FormVersion.objects.create(
            form=version.form, number=1, definition={}, sha256="0" * 64, published_at=version.published_at
        )


def test_a_form_s_perspective_is_one_of_the_known(version: FormVersion) -> None:
    with pytest.raises(IntegrityError, match="reportforms_form_perspective"), transaction.atomic():
        ReportForm.objects.update(perspective="NOBODY")
