"""`ketnghia content`: check the folder of a programme, and load it into the database."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from django.db import transaction
from django.utils.translation import gettext as _

from ketnghia.campaigns import clock
from ketnghia.config.paths import CHECKOUT
from ketnghia.organisations.content import Mistake, MistakesFoundError, read_organisations
from ketnghia.organisations.operations import load_organisations
from ketnghia.reportforms.content import ContentProblem, ContentRefusedError, check_content
from ketnghia.reportforms.content.loading import LoadResult, load_content
from ketnghia.reportforms.duties import duties_of
from ketnghia.reports.operations import issue_duties

DEFAULT = CHECKOUT / "content" / "quang-nam-2020-2025"
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(help=_("Kiểm tra và nạp nội dung của chương trình (văn bản, danh mục, biểu mẫu, đợt báo cáo)."))
def content() -> None:
    """Commands on the content folder of a programme."""


@content.command(help=_("Nêu mọi lỗi trong thư mục PATH: tệp, dòng, lý do. Mã thoát 1 khi có lỗi."))
@click.argument("path", type=FOLDER, default=DEFAULT)
@click.option("--json", "as_json", is_flag=True, help=_("In danh sách lỗi dạng JSON."))
def check(path: Path, *, as_json: bool) -> None:
    """Print every mistake at once."""
    problems = all_problems(path)
    if as_json:
        found = [asdict(problem) for problem in problems]
        click.echo(json.dumps({"problems": found}, ensure_ascii=False, indent=2))
    else:
        _print(problems)
    sys.exit(1 if problems else 0)


@content.command(help=_("Nạp thư mục PATH vào cơ sở dữ liệu. Nạp lại không đổi gì nếu nội dung không đổi."))
@click.argument("path", type=FOLDER, default=DEFAULT)
def load(path: Path) -> None:
    """Load organisations, then the programme, then who must report; all or nothing."""
    try:
        result = load_everything(path)
    except MistakesFoundError as refused:
        _print([_as_problem(path, mistake) for mistake in refused.mistakes])
        sys.exit(1)
    except ContentRefusedError as refused:
        _print(refused.problems)
        sys.exit(1)
    published = ", ".join(result.published) or _("không có")
    click.echo(
        _("Đã ghi %(count)s dòng; biểu mẫu mới công bố: %(forms)s.")
        % {
            "count": result.written,
            "forms": published,
        }
    )


@transaction.atomic
def load_everything(path: Path) -> LoadResult:
    """Load a folder and issue the duties of its campaigns; units twinned later get theirs with the next load.

    Raises MistakesFoundError or ContentRefusedError, and then nothing has changed.
    """
    now = clock.now()
    load_organisations(path, now)
    result = load_content(path, now)
    for campaign_id in result.campaign_ids:
        issue_duties(campaign_id=campaign_id, duties=duties_of(campaign_id))
    return result


def all_problems(path: Path) -> list[ContentProblem]:
    """Mistakes of the programme's files and of its organisations, by file and line."""
    _rows, mistakes = read_organisations(path / "organisations")
    return sorted([*check_content(path), *(_as_problem(path, mistake) for mistake in mistakes)])


def _as_problem(path: Path, mistake: Mistake) -> ContentProblem:
    return ContentProblem(mistake.file.relative_to(path).as_posix(), max(mistake.line, 1), mistake.message)


def _print(problems: list[ContentProblem]) -> None:
    for problem in problems:
        click.echo(str(problem))
    if problems:
        click.echo(_("%(count)s lỗi.") % {"count": len(problems)}, err=True)
    else:
        click.echo(_("Nội dung không có lỗi."))
