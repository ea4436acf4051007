"""The demo's data: made once, kept from then on, and never in a database that holds anything else."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from ketnghia.accounts.operations import load_demo_accounts
from ketnghia.campaigns import clock
from ketnghia.cli import content, database
from ketnghia.cli.seeding.diary import DIARY, Diary
from ketnghia.cli.seeding.plan import Plan
from ketnghia.cli.seeding.seed import FILE, seed
from ketnghia.config.paths import DEMO_MARK
from ketnghia.reportforms.content import ContentRefusedError
from ketnghia.twinning.operations import load_demo
from ketnghia.web.public.health import missing_migrations

FOLDER: Final = content.DEFAULT
_LOCK: Final = 20211124


def ensure(*, reset: bool = False) -> Plan:
    """Have the demo's data there, made anew with ``reset``; tells on the error stream what takes time.

    Raises `click.UsageError` for a database that is no demo, `click.ClickException` for one in use.
    """
    plan = Plan.read(FOLDER / FILE)
    with _alone():
        _check_is_ours()
        if reset:
            _wipe()
        if missing_migrations():
            _tell(_("Đang tạo cơ sở dữ liệu…"))
            database.migrate()
        current = database.content_hash(FOLDER)
        mark = database.demo_mark()
        if mark is None:
            _build(plan, current)
        elif mark != current:
            _refresh(current)
    (settings.DATA_FOLDER / DEMO_MARK).touch()
    return plan


@contextmanager
def _alone() -> Iterator[None]:
    """Two starts at once: the second waits and finds everything made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _check_is_ours() -> None:
    if database.demo_mark() is None and not database.is_empty():
        raise click.UsageError(
            _(
                "Cơ sở dữ liệu này đang chứa dữ liệu không phải của bản minh họa, nên không động vào. "
                "Đặt KETNGHIA_DATA hoặc DATABASE_URL sang chỗ khác rồi chạy lại."
            )
        )


def _wipe() -> None:
    if database.others_connected():
        raise click.ClickException(_("Bản minh họa đang chạy ở nơi khác. Dừng nó trước rồi làm lại."))
    database.wipe()
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@transaction.atomic
def _build(plan: Plan, current: str) -> None:
    _tell(_("Đang nạp nội dung và dựng báo cáo minh họa (dưới một phút)…"))
    load(FOLDER, plan.clock)
    seed(plan, Diary.read(FOLDER / DIARY))
    set_clock(plan.clock)
    clock.remember_seed(moment=plan.clock)
    database.set_demo_mark(current)


def set_clock(moment: datetime) -> None:
    """Let the demo's clock show a moment and run on; never a fraction of a second before it."""
    clock.set_clock(moment=moment, real=datetime.now(UTC).replace(microsecond=0))


@transaction.atomic
def _refresh(current: str) -> None:
    _tell(
        _(
            "Nội dung chương trình đã đổi; đang nạp lại, giữ nguyên báo cáo. "
            "Phần minh họa mới chỉ có sau “ketnghia demo --reset”."
        )
    )
    try:
        load(FOLDER, datetime.now(UTC))
    except ContentRefusedError as refused:
        said = "\n".join(f"{each.file}:{each.line}: {each.message}" for each in refused.problems)
        hint = _("Nội dung này không nạp được lên dữ liệu đang có. Chạy “ketnghia demo --reset” để dựng lại.")
        raise click.ClickException(f"{said}\n{hint}") from refused
    database.set_demo_mark(current)


def load(folder: Path, now: datetime) -> None:
    """Programme, donors, assignments, accounts and duties of a content folder; idempotent."""
    content.load_everything(folder)
    load_demo(folder, now)
    load_demo_accounts(folder, now)
    # Once more: the duties follow from the assignments that have just been loaded.
    content.load_everything(folder)


def _tell(text: str) -> None:
    click.echo(text, err=True)
