"""`ketnghia serve`: the application in production, or a demo that is already there."""

import click
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from ketnghia.cli import beside, server
from ketnghia.config.security import check_demo_binding
from ketnghia.web.public.health import missing_migrations


@click.command(help=_("Chạy ứng dụng web cho đến khi nhận SIGTERM hoặc Ctrl-C."))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Địa chỉ lắng nghe."))
@click.option(
    "--port", default=8000, show_default=True, envvar="PORT", type=click.IntRange(1, 65535), help=_("Cổng.")
)
@click.option(
    "--workers",
    default=server.WORKERS,
    show_default=True,
    type=click.IntRange(1, 64),
    help=_("Số tiến trình."),
)
@click.option(
    "--threads",
    default=server.THREADS,
    show_default=True,
    type=click.IntRange(1, 64),
    help=_("Số luồng của mỗi tiến trình; mỗi luồng giữ một kết nối đến cơ sở dữ liệu."),
)
@click.option(
    "--no-worker", is_flag=True, help=_("Không chạy tiến trình gửi thư; `ketnghia worker` chạy nơi khác.")
)
def serve(host: str, port: int, workers: int, threads: int, *, no_worker: bool) -> None:
    """Check what must be right before the first visitor, then serve."""
    check_settings(host)
    problems = [*_migration_problems(), *_static_problems()]
    if problems:
        raise click.ClickException("\n".join(problems))
    server.check_port(host, port)
    click.echo(_("Kết nghĩa phục vụ tại http://%(host)s:%(port)s") % {"host": host, "port": port})
    with beside.mail_worker(wanted=not no_worker):
        server.run(host=host, port=port, workers=workers, threads=threads)
    click.echo(_("Đã dừng."))


def check_settings(host: str) -> None:
    """Raises `click.UsageError`: a demo offered beyond this machine, a production without its key."""
    try:
        if settings.DEMO:
            check_demo_binding(host)
        _key = settings.SECRET_KEY
    except ImproperlyConfigured as error:
        raise click.UsageError(str(error)) from error


def _migration_problems() -> list[str]:
    missing = missing_migrations()
    if not missing:
        return []
    return [
        _(
            "Cơ sở dữ liệu chưa theo kịp phiên bản này, thiếu %(count)s bước (%(first)s…). "
            "Chạy `ketnghia prepare` rồi chạy lại."
        )
        % {"count": len(missing), "first": missing[0]}
    ]


def _static_problems() -> list[str]:
    # The demo serves them from the packages themselves.
    if not isinstance(staticfiles_storage, ManifestStaticFilesStorage) or staticfiles_storage.hashed_files:
        return []
    return [_("Chưa gom các tệp tĩnh (kiểu chữ, màu, mã của trang). Chạy `ketnghia prepare` rồi chạy lại.")]
