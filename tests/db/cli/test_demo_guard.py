"""The demo stays on this machine and away from data that are not its own."""

import pytest
from click.testing import CliRunner

from ketnghia.cli import database
from ketnghia.cli.demo import demo
from ketnghia.organisations.models import Organisation
from ketnghia.reports.models import Report
from tests.world import World


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "::", "example.org"])  # noqa: S104 - refused
def test_the_demo_refuses_to_listen_beyond_this_machine(host: str) -> None:
    result = CliRunner().invoke(demo, ["--host", host])
    assert result.exit_code == 2
    assert "this machine only" in result.output


@pytest.mark.parametrize("arguments", [["--no-serve"], ["--reset", "--no-serve"]])
def test_a_database_with_other_data_is_left_alone(world: World, arguments: list[str]) -> None:
    before = Organisation.objects.count(), Report.objects.count()
    result = CliRunner().invoke(demo, arguments)
    assert result.exit_code == 2
    assert "KETNGHIA_DATA" in result.output
    assert (Organisation.objects.count(), Report.objects.count()) == before
    assert world.board.organisation.pk


@pytest.mark.django_db
def test_an_empty_database_is_known_to_be_empty() -> None:
    assert database.is_empty()
    assert database.demo_mark() is None


@pytest.mark.django_db
def test_the_mark_of_the_demo_stays_with_the_database() -> None:
    database.set_demo_mark("abc123")
    assert database.demo_mark() == "abc123"
