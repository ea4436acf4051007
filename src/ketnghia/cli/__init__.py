"""The `ketnghia` command: `main` is its door, every other module here is one command or serves one.

Exit codes: 0 done, 1 a check failed or the work could not be done, 2 wrong use or wrong settings.
"""

import importlib
import os
import signal
import sys
from typing import Final

import click
import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.utils import translation
from environs import EnvError

from ketnghia.config.paths import holds_demo

# Command: the module it lives in, under its own name.
COMMANDS: Final = {
    "demo": "ketnghia.cli.demo",
    "serve": "ketnghia.cli.serve",
    "worker": "ketnghia.cli.worker",
    "prepare": "ketnghia.cli.prepare",
    "content": "ketnghia.cli.content",
    "consolidate": "ketnghia.cli.consolidate",
    "account": "ketnghia.cli.account",
    "doctor": "ketnghia.cli.doctor",
}


class Commands(click.Group):
    """Loads a command's module when it is asked for: what it imports needs Django set up before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        _set_up()
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Django reads its settings once: whether this is the demo must be said before that."""
        if args[0] == "demo" or holds_demo():
            os.environ["KETNGHIA_DEMO"] = "1"
        return super().resolve_command(ctx, args)


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ketnghia.config.settings")
    django.setup()
    wanted = os.environ.get("LANGUAGE", "").partition(":")[0].partition("_")[0]
    translation.activate(wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Kết nghĩa: báo cáo, tổng hợp và lưu vết công tác kết nghĩa.",
)
@click.version_option(package_name="ketnghia")
def cli() -> None:
    """All commands; each tells more with --help."""


def main() -> None:
    """Run the command line; a wrong setting or an unreachable database is one line, not a traceback."""
    # An orderly end also stops the embedded database, which the bare signal would leave running.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(128 + signal.SIGTERM))
    try:
        cli(prog_name="ketnghia")
    except (ImproperlyConfigured, EnvError) as error:
        click.echo(f"ketnghia: {error}", err=True)
        sys.exit(2)
    except OperationalError as error:
        click.echo(f"ketnghia: PostgreSQL: {error}".strip(), err=True)
        sys.exit(1)
