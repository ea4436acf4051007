"""The accounts of the demo: who can sign in, and what there is for them to try."""

import json

import pytest
from click.testing import CliRunner

from ketnghia.accounts.models import User
from ketnghia.accounts.states import Role
from ketnghia.cli.demo import demo
from ketnghia.cli.seeding.plan import Plan
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reports import queries
from ketnghia.reports.models import Report
from ketnghia.reports.states import State


@pytest.fixture
def listed() -> list[dict[str, str]]:
    result = CliRunner().invoke(demo, ["--accounts", "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    found: list[dict[str, str]] = json.loads(result.stdout)
    return found


def test_the_list_for_machines_has_one_object_an_account(listed: list[dict[str, str]]) -> None:
    assert len(listed) > 200
    assert all(set(each) == {"username", "password", "organisation", "kind", "role"} for each in listed)
    assert {each["role"] for each in listed} == set(Role.values)
    assert {each["kind"] for each in listed} <= set(OrganisationKind.values)


def test_a_listed_password_opens_the_account(listed: list[dict[str, str]]) -> None:
    user = User.objects.get(username=listed[0]["username"])
    assert user.check_password(listed[0]["password"])


def test_every_account_to_try_first_is_there(plan: Plan, listed: list[dict[str, str]]) -> None:
    assert {showcase.username for showcase in plan.showcases} <= {each["username"] for each in listed}


def test_the_department_shown_first_has_a_draft_that_says_what_is_missing() -> None:
    report = Report.objects.select_related("campaign").get(organisation__code="so-y-te")
    examined = queries.examine(report)
    assert report.state == State.DRAFT
    assert 0 < examined.progress.done < examined.progress.total
    assert examined.findings


def test_the_commune_shown_first_has_not_begun() -> None:
    assert not Report.objects.filter(organisation__code="20698").exists()


def test_without_serving_the_accounts_to_try_are_printed(plan: Plan) -> None:
    result = CliRunner().invoke(demo, ["--no-serve"], catch_exceptions=False)
    assert result.exit_code == 0
    assert all(showcase.username in result.stdout for showcase in plan.showcases)


def test_the_clock_can_be_set_from_the_command_line() -> None:
    result = CliRunner().invoke(demo, ["--no-serve", "--clock", "2021-11-30T23:58"], catch_exceptions=False)
    assert "23:58" in result.stdout
    assert "30/11/2021" in result.stdout


def test_json_without_accounts_is_wrong_use() -> None:
    assert CliRunner().invoke(demo, ["--json"]).exit_code == 2


def test_no_letter_of_the_demo_could_ever_reach_anybody(listed: list[dict[str, str]]) -> None:
    addresses = set(User.objects.exclude(email="").values_list("email", flat=True))
    assert len(addresses) > 100
    assert {address.partition("@")[2] for address in addresses} == {"example.com"}
    # Some are left to be telephoned.
    businesses = [each["username"] for each in listed if each["kind"] == OrganisationKind.ENTERPRISE]
    assert not User.objects.filter(username__in=businesses).exclude(email="").exists()
