"""`ketnghia consolidate`: the year's report as Word, its tables as Excel, its figures as JSON."""

import json
from pathlib import Path

import click
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer, board_viewer
from ketnghia.campaigns import clock
from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.queries import campaign_in
from ketnghia.consolidation.queries import consolidated
from ketnghia.documents import annex_tables, figures_json, provincial_report
from ketnghia.documents.letterhead import programme_letterhead
from ketnghia.kernel.numbers import vn_number


@click.command(help=_("Tổng hợp một năm: ghi bao-cao.docx, phu-luc.xlsx và so-lieu.json vào một thư mục."))
@click.option("--year", required=True, type=int, help=_("Năm của đợt báo cáo."))
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Thư mục ghi tệp; tạo nếu chưa có, tệp cũ cùng tên bị thay."),
)
@click.option("--accepted-only", is_flag=True, help=_("Chỉ tính báo cáo đã được chấp nhận."))
@click.option("--json", "as_json", is_flag=True, help=_("In JSON cho máy đọc: đường dẫn và số liệu."))
def consolidate(*, year: int, out: Path, accepted_only: bool, as_json: bool) -> None:
    """Consolidate as the Board sees the year, and write the three files."""
    campaign = campaign_in(year)
    if campaign is None:
        raise click.ClickException(_("Không có đợt báo cáo năm %(year)s.") % {"year": year})
    board = _board(campaign)
    # The documents are Vietnamese whatever language the command speaks.
    with translation.override(settings.LANGUAGE_CODE):
        found = consolidated(board, year=year, as_of=clock.now(), accepted_only=accepted_only)
        letter = programme_letterhead(campaign.programme.code)
        files = {
            "bao-cao.docx": provincial_report.docx(found, letter),
            "phu-luc.xlsx": annex_tables.xlsx(found),
            "so-lieu.json": figures_json.to_bytes(found),
        }
    paths = [out.resolve() / name for name in files]
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, data in zip(paths, files.values(), strict=True):
            path.write_bytes(data)
    except OSError as error:
        raise click.ClickException(f"{out}: {error.strerror}") from error
    if as_json:
        answer = {"files": [str(path) for path in paths], **figures_json.to_dict(found)}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    for path in paths:
        click.echo(path)
    click.echo(
        _("Thực hiện %(actual)s đồng, ước cả năm %(estimate)s đồng.")
        % {"actual": vn_number(found.totals.actual), "estimate": vn_number(found.totals.estimate)}
    )


def _board(campaign: Campaign) -> Viewer:
    """The agency the database belongs to, whoever has signed in on its screens."""
    board = campaign.programme.board
    if board is None:
        raise click.ClickException(_("Chương trình chưa nêu cơ quan thường trực (board)."))
    return board_viewer(organisation_id=board.pk, organisation_name=board.name, organisation_kind=board.kind)
