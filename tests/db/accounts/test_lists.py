"""The pasted list: what is read, and what each mistake is told as."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from ketnghia.accounts import directory
from ketnghia.accounts.lists import MOST_LINES
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from tests.db.units import NOW, Kind, coordinator, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Viewer:
    unit("Sở Y tế", code="so-y", aliases=("Y tế tỉnh",))
    unit("Công ty Trường Sơn", Kind.ENTERPRISE, code="truong-son")
    return coordinator()


def mistakes(board: Viewer, text: str) -> list[str]:
    return [str(each) for each in directory.read_for(board, text, now=NOW).mistakes]


@pytest.mark.parametrize("typed", ["Sở Y tế", "so y te", "SỞ Y TẾ", "so-y", "y te tinh"])
def test_a_unit_is_known_by_name_alias_or_code_without_marks(board: Viewer, typed: str) -> None:
    (wanted,) = directory.read_for(board, f"{typed}\tNgười nhập\tChuyên viên", now=NOW).wanted
    assert wanted.organisation.code == "so-y"


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("Người duyệt", Role.REVIEWER),
        ("duyet", Role.REVIEWER),
        ("Nhập", Role.REPORTER),
        ("REPORTER", Role.REPORTER),
    ],
)
def test_a_role_is_read_in_the_words_people_use(board: Viewer, typed: str, role: Role) -> None:
    (wanted,) = directory.read_for(board, f"so-y\t{typed}\tChuyên viên", now=NOW).wanted
    assert wanted.role is role


@pytest.mark.parametrize(
    "text", ["Đơn vị\tVai trò\nso-y\tNgười duyệt\tA", "Organisation\tRole\nso-y\tReviewer\tA"]
)
def test_an_english_screen_reads_lists_in_either_language(board: Viewer, text: str) -> None:
    with override("en"):
        (wanted,) = directory.read_for(board, text, now=NOW).wanted
    assert wanted.role is Role.REVIEWER


def test_the_heading_and_empty_lines_of_the_sheet_are_no_accounts_but_count_as_lines(board: Viewer) -> None:
    text = "Đơn vị\tVai trò\tChức danh\tThư điện tử\n\nso-y\tnhập\tA\t\n"
    (wanted,) = directory.read_for(board, text, now=NOW).wanted
    assert wanted.line == 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("\tnhập\tA", "Dòng 1, cột “Đơn vị”: Chưa ghi đơn vị."),
        ("Sở Mây\tnhập\tA", "Dòng 1, cột “Đơn vị”: Không tìm thấy “Sở Mây”."),
        ("so-y\tlái xe\tA", "Dòng 1, cột “Vai trò”: Chưa đọc được vai trò “lái xe”."),
        ("so-y\tPhòng Dân tộc\tA", "Dòng 1, cột “Vai trò”: Sở Y tế không có vai trò"),
        ("so-y\tĐiều hành\tA", "Dòng 1, cột “Vai trò”: Sở Y tế không có vai trò"),
        ("so-y\tnhập\t", "Dòng 1, cột “Chức danh”: Chưa ghi chức danh"),
        (f"so-y\tnhập\t{'a' * 121}", "Dòng 1, cột “Chức danh”: Chức danh dài quá 120"),
        ("so-y\tnhập\tA\tkhong-phai-thu", "Dòng 1, cột “Thư điện tử”: “khong-phai-thu” không phải"),
        ("so-y; nhập; A; sai@", "Dòng 1, cột “Thư điện tử”"),
    ],
)
def test_a_mistake_names_its_line_its_column_and_the_reason(board: Viewer, line: str, told: str) -> None:
    (said,) = mistakes(board, line)
    assert said.startswith(told)


def test_every_mistake_of_a_line_is_told_at_once(board: Viewer) -> None:
    assert len(mistakes(board, "Sở Mây\tlái xe\t\tsai")) == 4


def test_a_name_of_two_units_asks_for_the_code(board: Viewer) -> None:
    unit("Xã Trà Don", Kind.MOUNTAIN_COMMUNE, code="20956")
    unit("Xã Trà Dơn", Kind.MOUNTAIN_COMMUNE, code="20950")
    (said,) = mistakes(board, "xa tra don\tnhập\tA")
    assert "20950" in said
    assert "20956" in said


def test_the_same_line_twice_is_a_slip_and_two_desks_are_not(board: Viewer) -> None:
    assert mistakes(board, "so-y\tnhập\tA\nSở Y tế\tnhập\tA")[0].endswith("Trùng với dòng 1.")
    assert mistakes(board, "so-y\tnhập\tA\nso-y\tnhập\tB") == []


def test_a_list_has_an_end(board: Viewer) -> None:
    text = "\n".join(f"so-y\tnhập\tngười {number}" for number in range(MOST_LINES + 1))
    assert "nhiều nhất là 500" in mistakes(board, text)[0]
