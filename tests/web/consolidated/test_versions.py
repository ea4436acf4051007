"""Frozen versions on screen: making one, sending it, reading it, and what it differs by."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document

from ketnghia.consolidation import versions
from ketnghia.documents import annex_tables, figures_json, provincial_report
from ketnghia.documents.letterhead import programme_letterhead
from ketnghia.kernel.money import dong
from ketnghia.reports.models import Report
from ketnghia.reports.states import State
from tests.db.consolidation.campaign import in_every_state, with_form2
from tests.db.consolidation.test_versions import corrected, freeze, read, send
from tests.unit.documents.reading import tables, texts
from tests.web.consolidated.test_consolidated import MOST_QUERIES, Clock, text_of
from tests.world import OPEN, SHUT, World

YEAR = "/tong-hop/2021/"
LIST = YEAR + "ban-chot/"
FIRST = LIST + "1/"


@pytest.fixture
def board(world: World, at: Clock) -> Client:
    at(OPEN)
    return world.client("ban.dieu-hanh")


@pytest.fixture
def frozen(world: World, board: Client) -> dict[str, Report]:
    reports = in_every_state(world)
    with_form2(world)
    freeze(world)
    return reports


def test_the_coordinator_sees_what_would_be_frozen_and_freezes_it(
    world: World, board: Client, at: Clock
) -> None:
    in_every_state(world)
    page = text_of(board, LIST)
    assert "Chốt bản số 1" in page
    assert "Thời gian nhập chưa đóng" in page
    answer = board.post(LIST + "chot/", {"note": "Báo cáo năm.", "counted": "accepted"})
    assert answer["Location"] == FIRST
    assert read(world).accepted_only
    page = text_of(board, FIRST)
    assert "Bản chốt số 1, chốt lúc 10:00:00, 24/11/2021" in page
    assert read(world).sha256 in page
    at(SHUT)
    assert "Thời gian nhập chưa đóng" not in text_of(board, LIST)


def test_a_version_without_a_note_is_asked_for_one_and_nothing_is_frozen(world: World, board: Client) -> None:
    in_every_state(world)
    answer = board.post(LIST + "chot/", {"note": "   ", "counted": "counted"})
    assert answer.status_code == 422
    assert 'id="id_note_error"' in answer.content.decode()
    assert versions.versions_of(world.board.coordinator, 2021) == []


def test_sending_asks_for_the_document_and_is_told_on_the_version(
    world: World, board: Client, frozen: dict[str, Report]
) -> None:
    assert "Ban Thường vụ Tỉnh ủy; Ủy ban nhân dân tỉnh" in text_of(board, FIRST)
    assert board.post(FIRST + "gui/", {"document": "", "to": "UBND tỉnh"}).status_code == 422
    answer = board.post(FIRST + "gui/", {"document": "15/BC-BDT, 05/12/2021", "to": "UBND tỉnh"})
    assert answer["Location"] == FIRST
    page = text_of(world.client("ubnd.theo-doi"), FIRST)
    assert "Văn bản 15/BC-BDT, 05/12/2021" in page
    assert FIRST + "gui/" not in page


def test_a_version_reads_the_same_after_a_correction_and_its_documents_too(
    world: World, board: Client, frozen: dict[str, Report]
) -> None:
    files = [FIRST + name for name in ("phu-luc.xlsx", "so-lieu.json")]
    before = [board.get(each).content for each in files]
    c = versions.opened(read(world)).figures
    corrected(world, frozen["submitted"])
    assert [board.get(each).content for each in files][1] == before[1]
    assert figures_json.to_bytes(c) == before[1]
    letter = programme_letterhead(read(world).campaign.programme.code)
    word = Document(BytesIO(board.get(FIRST + "bao-cao.docx").content))
    expected = Document(BytesIO(provincial_report.docx(c, letter)))
    assert (texts(word), tables(word)) == (texts(expected), tables(expected))
    assert any("Số liệu theo bản chốt số 1" in text for text in texts(word))
    assert len(board.get(files[0]).content) == len(annex_tables.xlsx(c))
    page = text_of(board, FIRST)
    assert f"{dong(c.totals.actual)} đồng" in page
    assert "Số liệu hiện nay đã khác." in page
    assert json.loads(before[1])["version"] == 1
    assert json.loads(board.get(YEAR + "so-lieu.json").content)["version"] is None


def test_a_download_of_a_version_names_it(board: Client, frozen: dict[str, Report]) -> None:
    named = board.get(FIRST + "bao-cao.docx")["Content-Disposition"]
    assert named == 'attachment; filename="bao-cao-ket-nghia-2021-ban-chot-1.docx"'


def test_every_figure_of_a_version_opens_into_what_it_rested_on(
    world: World, board: Client, frozen: dict[str, Report]
) -> None:
    corrected(world, frozen["submitted"])
    screen = text_of(board, FIRST)
    links = re.findall(rf'<a href="({FIRST}nguon/\?[^"]+)" title="([\d.]+) đồng"', screen)
    assert len(links) > 30
    for address, amount in set(links):
        assert f"{amount} đồng" in text_of(board, address)
    assert f'"{YEAR}nguon/' not in screen
    drawer = text_of(board, FIRST + "nguon/?theo=total", hx_request="true")
    assert f"/bao-cao/{frozen['submitted'].pk}/ban-nop/1/" in drawer
    assert f"/bao-cao/{frozen['submitted'].pk}/ban-nop/2/" not in drawer


def test_the_year_says_that_it_left_its_version_behind(
    world: World, board: Client, frozen: dict[str, Report]
) -> None:
    assert "Các báo cáo được tính vẫn đúng như" in text_of(board, YEAR)
    corrected(world, frozen["submitted"])
    page = text_of(board, YEAR)
    assert "Số liệu hiện nay đã khác" in page
    assert f'href="{FIRST}so-sanh/"' in page
    observer = world.client("ubnd.theo-doi")
    assert "bản chốt số 1" not in text_of(observer, YEAR)
    send(world)
    assert "bản chốt số 1" in text_of(observer, YEAR)


def test_the_difference_names_lines_amounts_and_reports(
    world: World, board: Client, frozen: dict[str, Report]
) -> None:
    assert "Không có gì khác" in text_of(board, FIRST + "so-sanh/")
    corrected(world, frozen["submitted"])
    freeze(world, note="Sau khi sửa.")
    old, new = (versions.opened(read(world, each)).figures.totals for each in (1, 2))
    forwards = text_of(board, FIRST + "so-sanh/?voi=2")
    for page in (forwards, text_of(board, LIST + "2/so-sanh/?voi=1")):
        assert "Khác gì: từ bản chốt số 1 đến bản chốt số 2" in page
        assert page.index(dong(old.estimate)) < page.index(dong(new.estimate))
        assert f"−{dong(old.estimate - new.estimate)}" in page
        assert f"{world.city.name} (lần 1 → 2)" in page
        assert world.department.name not in page
    assert "Không có gì khác" in text_of(board, LIST + "2/so-sanh/")


def test_two_versions_that_count_other_reports_say_so(
    world: World, board: Client, frozen: dict[str, Report]
) -> None:
    told = "Một bên chỉ tính báo cáo đã chấp nhận"
    freeze(world, accepted_only=True)
    assert told in text_of(board, FIRST + "so-sanh/?voi=2")
    assert told not in text_of(board, FIRST + "so-sanh/")
    assert told not in text_of(board, LIST + "2/so-sanh/")


@pytest.mark.parametrize("query", ["?voi=9", "?voi=1%00", "?voi=²", "?voi=-1"])
def test_what_is_no_version_is_compared_with_nothing_or_with_now(
    board: Client, frozen: dict[str, Report], query: str
) -> None:
    assert board.get(FIRST + "so-sanh/" + query).status_code == (404 if query == "?voi=9" else 200)


@pytest.mark.parametrize("address", [LIST, FIRST, FIRST + "so-sanh/", FIRST + "nguon/?theo=total"])
def test_the_number_of_queries_does_not_grow_with_versions_and_reports(
    world: World, board: Client, django_assert_max_num_queries: Any, address: str
) -> None:
    world.brought_to(world.department, State.ACCEPTED)
    freeze(world)
    board.get(address)
    with django_assert_max_num_queries(MOST_QUERIES + 2) as before:
        board.get(address)
    world.brought_to(world.city, State.SUBMITTED)
    world.brought_to(world.commune1, State.ACCEPTED)
    freeze(world)
    with_form2(world)
    freeze(world)
    with django_assert_max_num_queries(MOST_QUERIES + 2) as after:
        board.get(address)
    assert len(before) == len(after)
