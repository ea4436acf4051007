"""`ketnghia content check` and `ketnghia content load`."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from ketnghia.cli.content import content
from ketnghia.organisations.models import Organisation
from ketnghia.reportforms.models import FormVersion

CONTENT = Path(__file__).parents[3] / "content" / "quang-nam-2020-2025"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the folder with a campaign that closes before it opens."""
    target = tmp_path / "content"
    shutil.copytree(CONTENT, target)
    campaign = target / "campaigns" / "2021.toml"
    text = campaign.read_text("utf-8").replace("last_day = 2021-11-30", "last_day = 2021-10-30")
    campaign.write_text(text, "utf-8")
    return target


def test_checking_the_right_folder_ends_with_zero() -> None:
    result = CliRunner().invoke(content, ["check", str(CONTENT)])
    assert (result.exit_code, result.output) == (0, "Nội dung không có lỗi.\n")


def test_checking_a_wrong_folder_names_file_line_and_reason_and_ends_with_one(broken: Path) -> None:
    result = CliRunner().invoke(content, ["check", str(broken)])
    assert result.exit_code == 1
    assert "campaigns/2021.toml:9: Thời gian nhập đóng trước khi mở." in result.output


def test_mistakes_can_be_read_by_a_program(broken: Path) -> None:
    result = CliRunner().invoke(content, ["check", "--json", str(broken)])
    assert json.loads(result.output)["problems"] == [
        {"file": "campaigns/2021.toml", "line": 9, "message": "Thời gian nhập đóng trước khi mở."}
    ]


def test_a_folder_that_is_not_there_is_wrong_use() -> None:
    assert CliRunner().invoke(content, ["check", "khong-co"]).exit_code == 2


@pytest.mark.django_db
def test_loading_brings_organisations_forms_and_duties_and_can_be_repeated() -> None:
    first = CliRunner().invoke(content, ["load", str(CONTENT)], catch_exceptions=False)
    assert first.exit_code == 0
    assert "bieu-1/1" in first.output
    assert FormVersion.objects.count() == 3
    again = CliRunner().invoke(content, ["load", str(CONTENT)], catch_exceptions=False)
    assert "Đã ghi 0 dòng" in again.output


@pytest.mark.django_db
def test_a_wrong_folder_is_not_loaded_at_all(broken: Path) -> None:
    result = CliRunner().invoke(content, ["load", str(broken)])
    assert result.exit_code == 1
    assert "campaigns/2021.toml:9" in result.output
    assert not Organisation.objects.exists()
