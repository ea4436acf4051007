"""`ketnghia consolidate` on the demo: three files that say the same, to the đồng."""

import json
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from ketnghia.cli.consolidate import consolidate
from ketnghia.kernel.numbers import vn_number
from ketnghia.reports.models import Report
from ketnghia.reports.states import COUNTED, State
from tests.unit.documents import reading


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tong-hop") / "2021"


@pytest.fixture
def figures(out: Path) -> dict[str, object]:
    arguments = ["--year", "2021", "--out", str(out), "--json"]
    result = CliRunner().invoke(consolidate, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_the_three_files_are_written_and_named(figures: dict[str, object], out: Path) -> None:
    names = ["bao-cao.docx", "phu-luc.xlsx", "so-lieu.json"]
    assert figures["files"] == [str(out / name) for name in names]
    assert all((out / name).stat().st_size > 1000 for name in names)


def test_what_is_printed_is_what_the_file_holds(figures: dict[str, object], out: Path) -> None:
    written = json.loads((out / "so-lieu.json").read_text(encoding="utf-8"))
    assert written["totals"] == figures["totals"]
    assert written["year"] == 2021


def test_every_breakdown_of_money_adds_up_to_the_total(figures: dict[str, object]) -> None:
    whole = figures["totals"]
    assert isinstance(whole, dict)
    assert whole["actual"] > 1_000_000_000
    for name in ("by_area", "by_district", "by_donor_kind", "by_money_source", "by_donor"):
        lines = figures[name]
        assert isinstance(lines, list)
        for side in ("actual", "estimate"):
            assert sum(line[side] for line in lines) == whole[side], name


def test_behind_the_total_stand_the_revisions_of_the_donors_reports_that_count(
    figures: dict[str, object],
) -> None:
    counted = Report.objects.filter(form__code="bieu-1", state__in=COUNTED)
    behind = {report.current_revision_id for report in counted if not report.content["nil"]}
    assert isinstance(figures["totals"], dict)
    assert set(figures["totals"]["revisions"]) == behind


def test_reports_are_counted_by_state(figures: dict[str, object]) -> None:
    assert isinstance(figures["reports"], dict)
    for state in State.values:
        assert figures["reports"][state] == Report.objects.filter(state=state).count()


def test_word_and_excel_name_the_same_totals_as_the_json(figures: dict[str, object], out: Path) -> None:
    assert isinstance(figures["totals"], dict)
    document = docx.Document(str(out / "bao-cao.docx"))
    book = openpyxl.load_workbook(out / "phu-luc.xlsx", data_only=True)
    in_word = {cell for table in reading.tables(document) for row in table for cell in row}
    in_excel = {cell for sheet in book.sheetnames for row in reading.values(book, sheet) for cell in row}
    for side in ("actual", "estimate"):
        assert vn_number(figures["totals"][side]) in in_word
        assert figures["totals"][side] in in_excel


def test_a_year_without_a_campaign_ends_with_one_and_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "nothing"
    result = CliRunner().invoke(consolidate, ["--year", "2019", "--out", str(out)])
    assert result.exit_code == 1
    assert "2019" in result.output
    assert not out.exists()


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    result = CliRunner().invoke(consolidate, ["--year", "2021", "--out", str(taken / "below")])
    assert result.exit_code == 1
    assert result.output.startswith("Error:")
