"""`ketnghia demo`: the 2021 campaign with made-up figures, on this machine only."""

import json
import os
from datetime import datetime

import click
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from ketnghia.accounts.content import read_demo
from ketnghia.accounts.queries import accounts
from ketnghia.campaigns import clock
from ketnghia.cli import beside, demo_data, server
from ketnghia.cli.seeding.plan import Plan
from ketnghia.config.security import check_demo_binding
from ketnghia.kernel.dates import TZ, vn_datetime


def _loopback(_ctx: click.Context, _parameter: click.Parameter, host: str) -> str:
    try:
        check_demo_binding(host)
    except ImproperlyConfigured as error:
        raise click.BadParameter(str(error)) from error
    return host


@click.command(
    help=_(
        "Dựng đợt báo cáo 2021 với số liệu minh họa rồi phục vụ trên chính máy này. "
        "Chạy lại thì giữ nguyên dữ liệu."
    )
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    callback=_loopback,
    help=_("Chỉ địa chỉ của máy này."),
)
@click.option(
    "--port", default=8000, show_default=True, envvar="PORT", type=click.IntRange(1, 65535), help=_("Cổng.")
)
@click.option("--reset", is_flag=True, help=_("Bỏ hết dữ liệu minh họa và dựng lại từ đầu, không hỏi."))
@click.option("--accounts", "only_accounts", is_flag=True, help=_("Chỉ in mọi tài khoản rồi kết thúc."))
@click.option("--json", "as_json", is_flag=True, help=_("Cùng với --accounts: in JSON cho máy đọc."))
@click.option(
    "--clock",
    "moment",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]),
    help=_("Đặt giờ của bản minh họa, giờ Việt Nam, ví dụ 2021-11-30T23:58."),
)
@click.option("--no-worker", is_flag=True, help=_("Không chạy tiến trình gửi thư bên cạnh."))
@click.option("--no-serve", is_flag=True, help=_("Chuẩn bị dữ liệu rồi kết thúc."))
def demo(
    host: str,
    port: int,
    *,
    reset: bool,
    only_accounts: bool,
    as_json: bool,
    moment: datetime | None,
    no_worker: bool,
    no_serve: bool,
) -> None:
    """Have the data there, then say where and who, then serve."""
    if as_json and not only_accounts:
        raise click.UsageError(_("--json đi cùng --accounts."))
    serving = not (only_accounts or no_serve)
    if serving:
        server.check_port(host, port)
        # Links in letters, also those made with the data, lead to this demo; a worker may read settings anew.
        settings.SITE_ADDRESS = os.environ.setdefault("KETNGHIA_ADDRESS", f"http://{host}:{port}")
    plan = demo_data.ensure(reset=reset)
    if moment:
        demo_data.set_clock(moment.replace(tzinfo=TZ))
    password = read_demo(demo_data.FOLDER).password
    if only_accounts:
        print_accounts(password, as_json=as_json)
        return
    _print_showcases(plan, password)
    if serving:
        click.echo(_("Mở http://%(host)s:%(port)s  (dừng: Ctrl-C)") % {"host": host, "port": port})
        with beside.mail_worker(wanted=not no_worker):
            server.run(host=host, port=port)
        click.echo(_("Đã dừng; dữ liệu vẫn giữ."))


def print_accounts(password: str, *, as_json: bool) -> None:
    """Every account of the demo, as a table or as JSON."""
    found = [
        {
            "username": each.username,
            "password": password,
            "organisation": each.organisation,
            "kind": each.kind,
            "role": each.role,
        }
        for each in accounts(now=clock.now())
    ]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for each in found:
        click.echo(f"{each['username']:<34} {each['role']:<21} {each['organisation']}")
    click.echo(_("Mật khẩu chung: %(password)s") % {"password": password})


def _print_showcases(plan: Plan, password: str) -> None:
    now = clock.now()
    known = {each.username: each for each in accounts(now=now)}
    click.echo(_("Giờ của bản minh họa: %(moment)s") % {"moment": vn_datetime(now)})
    click.echo(_("Mật khẩu chung: %(password)s") % {"password": password})
    width = max(len(showcase.username) for showcase in plan.showcases)
    for showcase in plan.showcases:
        click.echo(f"  {showcase.username:<{width}} {known[showcase.username].role:<20} {showcase.what}")
