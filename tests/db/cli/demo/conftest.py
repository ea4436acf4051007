"""The demo's data, made once for all tests of this folder and undone after the last of them."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from ketnghia.cli import demo_data
from ketnghia.cli.seeding.plan import Plan


@pytest.fixture(scope="package")
def plan(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Plan]:
    """What the demo was made from; while a test has it the data are there."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(DEMO=True, MEDIA_ROOT=media), transaction.atomic():
        yield demo_data.ensure()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _seeded(plan: Plan, db: None) -> None:
    """Every test here sees the demo's data, and what it changes itself is undone."""
