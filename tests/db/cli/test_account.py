"""`ketnghia account`: the first coordinator comes in, and whoever is shut out comes back."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from click.testing import CliRunner, Result
from django.utils import timezone

from ketnghia.accounts import issuing
from ketnghia.accounts.models import User
from ketnghia.accounts.queries import viewer_for
from ketnghia.accounts.states import Role
from ketnghia.campaigns import clock
from ketnghia.cli.account import account
from tests.db.units import person, unit

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(account, arguments)


def used(printed: str) -> User:
    token = printed.splitlines()[1].rstrip("/").rpartition("/")[2]
    real = timezone.now()
    return issuing.use_link(token=token, password="mot-cau-ngan-cua-toi", now=clock.now(), real=real)


def test_the_first_coordinator_comes_from_the_command() -> None:
    unit("Ban Dân tộc", code="ban-dan-toc")
    done = run("--unit", "ban-dan-toc", "--role", "COORDINATOR")
    assert done.exit_code == 0
    assert done.output.startswith("ban-dan-toc.dieu-hanh\nhttp")
    viewer = viewer_for(used(done.output).pk, None, now=clock.now())
    assert viewer is not None
    assert viewer.is_coordinator


def test_whoever_lost_the_telephone_comes_back_without_the_second_factor() -> None:
    user = person(unit("Ban Dân tộc"), Role.COORDINATOR, username="ban")
    TOTP.activate(user, generate_totp_secret())
    assert used(run("ban").output) == user
    assert Authenticator.objects.filter(user=user).exists()
    assert used(run("BAN", "--drop-second-factor").output) == user
    assert not Authenticator.objects.filter(user=user).exists()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 2, "Nêu tên đăng nhập"),
        (("ban", "--unit", "x", "--role", "REPORTER"), 2, "Nêu tên đăng nhập"),
        (("khong-co",), 1, "Không có tài khoản “khong-co”"),
        (("--unit", "khong-co", "--role", "REPORTER"), 1, "Không có đơn vị mang mã khong-co"),
    ],
)
def test_what_cannot_be_done_is_told(arguments: tuple[str, ...], code: int, told: str) -> None:
    done = run(*arguments)
    assert done.exit_code == code
    assert told in done.output
