"""`ketnghia prepare`: bring database and static files to this version of the program."""

import click
from django.core.management import call_command
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketnghia.cli import database
from ketnghia.web.public.health import missing_migrations


@click.command(
    help=_("Đưa cơ sở dữ liệu và các tệp tĩnh về đúng phiên bản này. Chạy lại bao nhiêu lần cũng được.")
)
def prepare() -> None:
    """Migrate, then collect static files into the data folder."""
    missing = len(missing_migrations())
    database.migrate()
    call_command("collectstatic", interactive=False, verbosity=0)
    done = ngettext(
        "Đã thêm %(count)s bước vào cơ sở dữ liệu.", "Đã thêm %(count)s bước vào cơ sở dữ liệu.", missing
    )
    click.echo(done % {"count": missing})
    click.echo(_("Tệp tĩnh đã sẵn sàng."))
