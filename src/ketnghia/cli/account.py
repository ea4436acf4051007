"""`ketnghia account`: the first coordinator's account, and a way back in when nobody else can help."""

from uuid import uuid4

import click
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnghia.accounts.issuing import Issued, open_account, reopen_account
from ketnghia.accounts.states import Role
from ketnghia.campaigns import clock
from ketnghia.kernel.dates import vn_datetime, vn_day
from ketnghia.kernel.refusals import Refusal
from ketnghia.organisations.queries import existing_on


@click.command(help=_("In liên kết một lần cho một tài khoản đã có, hoặc mở tài khoản mới (--unit, --role)."))
@click.argument("username", required=False)
@click.option("--unit", help=_("Mã đơn vị của tài khoản mới."))
@click.option("--role", type=click.Choice(Role.values), help=_("Vai trò của tài khoản mới."))
@click.option("--position", default="Chuyên viên", show_default=True, help=_("Chức danh."))
@click.option("--drop-second-factor", is_flag=True, help=_("Bỏ bước xác nhận thứ hai (mất điện thoại)."))
def account(
    *, username: str | None, unit: str | None, role: str | None, position: str, drop_second_factor: bool
) -> None:
    """Who runs the server stands above every role, so no viewer is asked. The link is kept nowhere."""
    wanted = (unit, role) if unit and role else None
    if bool(username) == bool(wanted):
        raise click.UsageError(_("Nêu tên đăng nhập, hoặc cả --unit và --role."))
    try:
        issued = _opened(*wanted, position) if wanted else _reopened(str(username), drop_second_factor)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    address = settings.SITE_ADDRESS + reverse("open_link", args=[issued.token])
    click.echo(f"{issued.username}\n{address}")
    click.echo(_("Dùng một lần, trước %(until)s.") % {"until": vn_datetime(issued.expires_at)})


def _reopened(username: str, drop: bool) -> Issued:  # noqa: FBT001 - the flag of the command
    return reopen_account(username=username, drop_second_factor=drop, issue_id=uuid4(), now=clock.now())


def _opened(code: str, role: str, position: str) -> Issued:
    now = clock.now()
    organisation = existing_on(vn_day(now)).filter(code=code).first()
    if organisation is None:
        raise click.ClickException(_("Không có đơn vị mang mã %(code)s.") % {"code": code})
    return open_account(
        organisation=organisation, role=Role(role), position=position, issue_id=uuid4(), now=now
    )
