"""`ketnghia doctor`: is everything this installation stands on in order."""

import json
from dataclasses import asdict

import click
from django.utils.translation import gettext as _

from ketnghia.cli.diagnosis import Diagnosis, Verdict, diagnose


@click.command(
    help=_("Xem cơ sở dữ liệu, đĩa, thư, đồng hồ và kiểu chữ có ổn không; kết thúc với 1 khi có lỗi.")
)
@click.option("--json", "as_json", is_flag=True, help=_("In JSON cho máy đọc."))
@click.pass_context
def doctor(ctx: click.Context, *, as_json: bool) -> None:
    """Run every check and tell."""
    found = list(diagnose())
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2))
    else:
        for each in found:
            click.echo(_line(each))
    ctx.exit(1 if any(each.verdict is Verdict.FAILED for each in found) else 0)


def _line(diagnosis: Diagnosis) -> str:
    words = {Verdict.OK: _("OK"), Verdict.WARNING: _("CẢNH BÁO"), Verdict.FAILED: _("LỖI")}
    line = f"{words[diagnosis.verdict]:<9} {diagnosis.subject}: {diagnosis.message}"
    needs_remedy = diagnosis.remedy and diagnosis.verdict is not Verdict.OK
    return f"{line}\n{'':<10}→ {diagnosis.remedy}" if needs_remedy else line
