"""The coordinator's pages of a campaign, before and after it is opened."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.states import CampaignStatus
from ketnghia.reportforms.models import CampaignForm, DutyRule
from ketnghia.reportforms.states import Obligation
from ketnghia.reports.models import ReportingDuty
from tests.db.campaigns.preparing import EARLY, next_year, numbered, opened
from tests.world import OPEN, World

type Clock = Callable[[datetime], None]

ROOT = "/dot-bao-cao/"
PAGE = "/dot-bao-cao/2022/"
MOST_QUERIES = 28


@pytest.fixture
def board(world: World, at: Clock) -> Client:
    at(EARLY)
    return world.client("ban.dieu-hanh")


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def campaign() -> Campaign:
    return Campaign.objects.get(year=2022)


def filled(html: str, part: str) -> dict[str, str]:
    """What a browser would send of a part of the page, untouched."""
    section = html.split(f'id="{part}"')[1].split("</section>", maxsplit=1)[0]
    found = dict(re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', section))
    boxes = re.findall(r'<input type="checkbox" name="([^"]+)"([^>]*)>', section)
    found |= {name: "on" for name, rest in boxes if "checked" in rest}
    found |= {
        name: text.strip("\n")
        for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', section, re.DOTALL)
    }
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', section, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[0] if chosen else ""
    return found


def save(client: Client, part: str, **changed: str) -> Any:
    sent = filled(read(client, PAGE), part) | changed
    return client.post(f"{PAGE}sua/{part}/", sent)


def test_a_campaign_is_begun_from_the_board(board: Client) -> None:
    assert "Chuẩn bị đợt năm 2022" in read(board, "/dieu-hanh/2021/")
    assert f'href="{ROOT}"' in read(board, "/don-vi/")
    assert "Chuẩn bị đợt năm 2022" in read(board, ROOT)
    answer = board.post(f"{ROOT}sao-chep/", {"year": "2022", "from_year": "2021"})
    assert answer.headers["Location"] == PAGE
    html = read(board, PAGE)
    assert "Chưa đơn vị nào thấy đợt này" in html
    assert "chưa đối chiếu bản gốc" in html
    assert "Từ ngày 01/11/2022 đến 30/11/2022." in html


def test_the_year_being_prepared_is_in_no_switch_and_has_no_board(board: Client, world: World) -> None:
    next_year(world)
    assert "?nam=2022" not in read(board, "/bao-cao/")
    assert board.get("/dieu-hanh/2022/").status_code == 404
    assert board.get("/tong-hop/2022/").status_code == 404
    assert "2022" not in read(Client(), "/bieu-mau/").replace("2020–2025", "")


@pytest.mark.parametrize("part", ["thoi-gian", "van-ban", "bieu-mau", "nghia-vu", "gioi-thieu"])
def test_a_part_saved_untouched_changes_nothing_but_the_version(
    board: Client, world: World, part: str
) -> None:
    next_year(world)
    kept = [
        list(CampaignForm.objects.values("form_version", "citation")),
        list(DutyRule.objects.values("form", "kinds", "twinned", "obligation", "citation")),
        Campaign.objects.values().exclude(year=2022).get(),
        {**Campaign.objects.values().get(year=2022), "version": 1},
    ]
    assert save(board, part).headers["Location"] == f"{PAGE}#{part}"
    assert kept == [
        list(CampaignForm.objects.values("form_version", "citation")),
        list(DutyRule.objects.values("form", "kinds", "twinned", "obligation", "citation")),
        Campaign.objects.values().exclude(year=2022).get(),
        Campaign.objects.values().get(year=2022),
    ]


def test_what_is_wrong_with_a_day_is_told_beside_it_and_what_was_typed_stays(
    board: Client, world: World
) -> None:
    next_year(world)
    for typed, told in (
        ("31/11/2022", "Ngày 31/11/2022 không có trong lịch"),
        ("1/10/2022", "Ngày cuối của thời gian nhập phải từ ngày đầu trở đi"),
        ("ba mươi", "Chưa đọc được ngày"),
    ):
        answer = save(board, "thoi-gian", last_day=typed)
        assert answer.status_code == 422
        html = unescape(answer.content.decode())
        assert told in html
        assert f'value="{typed}"' in html
    assert campaign().version == 0


def test_the_second_of_two_coordinators_is_told_and_keeps_what_was_typed(board: Client, world: World) -> None:
    next_year(world)
    sent = filled(read(board, PAGE), "thoi-gian")
    assert save(board, "thoi-gian", last_day="20/11/2022").status_code == 302
    answer = board.post(f"{PAGE}sua/thoi-gian/", sent | {"last_day": "25/11/2022"})
    assert answer.status_code == 409
    html = unescape(answer.content.decode())
    assert "Người khác vừa sửa đợt này" in html
    again = filled(html, "thoi-gian")
    assert (again["last_day"], again["version"]) == ("25/11/2022", "1")
    assert board.post(f"{PAGE}sua/thoi-gian/", again).status_code == 302


def test_a_form_in_use_needs_its_sentence_and_a_rule_too(board: Client, world: World) -> None:
    used = CampaignForm.objects.get(campaign=next_year(world), form_version__form__code="bieu-1")
    form_id = used.form_version.form_id
    answer = save(board, "bieu-mau", **{f"cau_{form_id}": ""})
    assert answer.status_code == 422
    assert "Chọn câu trong văn bản yêu cầu biểu này" in unescape(answer.content.decode())
    answer = save(board, "nghia-vu", **{f"nv_{form_id}_SUBORDINATE_UNIT": "MUST"})
    assert answer.status_code == 422
    assert "Chọn câu trong văn bản giao việc này" in unescape(answer.content.decode())


def test_a_rule_is_changed_in_the_table(board: Client, world: World) -> None:
    used = CampaignForm.objects.get(campaign=next_year(world), form_version__form__code="bieu-1")
    name = f"nv_{used.form_version.form_id}_ENTERPRISE"
    assert save(board, "nghia-vu", **{name: Obligation.MUST}).status_code == 302
    html = read(board, f"{PAGE}he-qua/?nhom=thanh-phai")
    assert world.business.name in html
    assert "Từ khuyến khích thành phải" in html


def test_a_form_can_be_left_out_and_its_rules_go_with_the_next_save(board: Client, world: World) -> None:
    used = CampaignForm.objects.get(campaign=next_year(world), form_version__form__code="bieu-2")
    assert save(board, "bieu-mau", **{f"bieu_{used.form_version.form_id}": ""}).status_code == 302
    assert "đợt không dùng biểu đó" in read(board, f"{PAGE}he-qua/")
    assert save(board, "nghia-vu").status_code == 302
    assert "đợt không dùng biểu đó" not in read(board, f"{PAGE}he-qua/")


def test_every_number_opens_the_list_of_what_it_counts(board: Client, world: World) -> None:
    next_year(world)
    html = read(board, f"{PAGE}he-qua/")
    counts = re.findall(r'href="\?([^"#]+)#don-vi"[^>]*>(\d+)</a>', html)
    assert len(counts) >= 6
    for query, number in counts:
        listed = read(board, f"{PAGE}he-qua/?{query}")
        assert f'<span class="badge">{number}</span>' in listed


@pytest.mark.parametrize("query", ["?nhom=la", "?huyen=abc", "?huyen=99999999999", "?trang=x", "?loai=LA"])
def test_a_mistyped_address_breaks_nothing(board: Client, world: World, query: str) -> None:
    next_year(world)
    assert board.get(f"{PAGE}he-qua/{query}").status_code == 200


@pytest.mark.parametrize("page", ["", "he-qua/", "xem-thu/", "mo/", "cong-van/"])
def test_no_page_asks_more_queries_for_more_units(board: Client, world: World, page: str) -> None:
    copied = next_year(world)
    read(board, PAGE + page)
    with CaptureQueriesContext(connection) as few:
        read(board, PAGE + page)
    copied.duty_rules.update(twinned=False)
    with CaptureQueriesContext(connection) as many:
        read(board, PAGE + page)
    assert len(few) == len(many) <= MOST_QUERIES


def test_a_form_is_previewed_as_a_business_and_nothing_in_it_can_be_sent(board: Client, world: World) -> None:
    next_year(world)
    html = read(board, f"{PAGE}xem-thu/?bieu=bieu-1&loai=ENTERPRISE")
    assert f"Bản xem thử như {world.business.name} sẽ thấy" in html
    page = html.split('class="entry-main entry-preview"')[1]
    assert f">{world.commune1.name}</option>" in page
    assert f">{world.commune2.name}</option>" not in page
    assert "<form" not in page.split("</main>")[0]
    assert "entry/main.js" not in html
    assert "hidden aria" not in page


def test_the_form_of_the_district_is_previewed_with_its_communes(board: Client, world: World) -> None:
    next_year(world)
    html = read(board, f"{PAGE}xem-thu/?bieu=bieu-2&q=tay+giang")
    assert world.district.name in html
    assert world.commune1.name in html
    assert "Không đơn vị nào như vậy" in read(board, f"{PAGE}xem-thu/?q=khong+co")


def test_it_is_opened_only_when_nothing_is_missing_and_then_stands(board: Client, world: World) -> None:
    next_year(world)
    html = read(board, f"{PAGE}mo/")
    assert "Công văn mở đợt chưa có số." in html
    assert "Mở đợt năm 2022</button>" not in html
    assert board.post(f"{PAGE}mo/", {"version": "0"}).status_code == 422
    numbered(world, campaign())
    assert "(Thứ Ba) – 30/11/2022 (Thứ Tư), 30 ngày" in read(board, f"{PAGE}mo/")
    assert board.post(f"{PAGE}mo/", {"version": "0"}).status_code == 409
    assert board.post(f"{PAGE}mo/", {"version": "1"}).headers["Location"] == "/dieu-hanh/2022/"
    assert campaign().status == CampaignStatus.OPENED
    assert "Đã mở đợt năm 2022" in read(board, "/dieu-hanh/2022/")


def test_an_open_campaign_names_its_lock_and_only_its_words_change(board: Client, world: World) -> None:
    opened(world)
    html = read(board, PAGE)
    assert "Người của ban.dieu-hanh mở đợt lúc 09:00:00 ngày 03/10/2022, theo Công văn 512/BDT-CS." in html
    assert 'id="thoi-gian"' not in html
    assert board.post(f"{PAGE}sua/thoi-gian/", {"version": "2"}).status_code == 422
    assert board.post(f"{PAGE}bo/", {"version": "2"}).status_code == 422
    assert save(board, "gioi-thieu", name="Tên sửa lại").status_code == 302
    assert campaign().name == "Tên sửa lại"
    assert board.get(f"{PAGE}mo/").headers["Location"] == PAGE


def test_a_prepared_campaign_is_thrown_away(board: Client, world: World) -> None:
    next_year(world)
    assert board.post(f"{PAGE}bo/", {"version": "x"}).status_code == 302
    assert "Đã bỏ đợt năm 2022" in read(board, ROOT)
    assert board.get(PAGE).status_code == 404


def test_a_unit_sees_the_campaign_that_comes_beside_the_one_that_runs(world: World, at: Clock) -> None:
    opened(world)
    at(OPEN)
    client = world.client("so-y.nhap")
    html = read(client, "/viec-can-lam/")
    now, coming = html.split("Đợt sắp tới", 1)
    assert "còn 6 ngày" in now
    assert "mở nhập từ 01/11/2022" in coming
    assert "mở nhập từ 01/11/2022" in read(client, "/viec-can-lam/?nam=2022")
    assert "01/11/2021" in read(Client(), "/")


def test_two_campaigns_are_kept_apart(board: Client, world: World, at: Clock) -> None:
    opened(world)
    at(OPEN)
    for address in ("/dieu-hanh/2021/", "/dieu-hanh/2022/", "/tong-hop/2021/", "/tong-hop/2022/"):
        html = read(board, address)
        assert address.replace("2021", "2022") in html
    assert board.get("/").headers["Location"] == "/dieu-hanh/2021/"
    assert "tile--late" in read(board, "/dieu-hanh/2021/")
    assert "tile--late" not in read(board, "/dieu-hanh/2022/")
    assert ReportingDuty.objects.filter(campaign__year=2022).count() == (
        ReportingDuty.objects.filter(campaign__year=2021).count()
    )


def test_the_dispatch_is_printed_with_its_list_number_and_date_left_to_the_clerk(
    board: Client, world: World
) -> None:
    next_year(world)
    html = read(board, f"{PAGE}cong-van/")
    assert "Số: ……/BDT" in html
    assert "Phụ lục I" in html
    listed = re.findall(r"<tr><td class=\"num\">\d+</td>", html)
    document = Document(BytesIO(board.get(f"{PAGE}cong-van.docx").content))
    annex = document.tables[-1]
    assert len(annex.rows) - 1 == len(listed) == ReportingDuty.objects.count()
    assert [cell.text for cell in annex.rows[1].cells][1:] == [
        *(world.department.name, "Sở, ban, ngành", "", "Biểu số 1", "Phải báo cáo"),
    ]
    assert [section.orientation for section in document.sections] == [0, 1]
    words = "\n".join(each.text for each in document.paragraphs)
    assert "Từ ngày 01/11/2022 đến 30/11/2022." in words
    assert "Quá thời hạn trên được xem đơn vị không triển khai" in words
    head = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert "V/v triển khai thực hiện công tác kết nghĩa" in head
    assert "/BDT" in head


def test_the_clerk_s_number_and_date_stand_in_the_dispatch(board: Client, world: World) -> None:
    opened(world)
    document = Document(BytesIO(board.get(f"{PAGE}cong-van.docx").content))
    head = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert "Số: 512/BDT-CS" in head
    assert "ngày 01 tháng 10 năm 2022" in head
    words = "\n".join(each.text for each in document.paragraphs)
    assert "(Kèm theo Công văn số 512/BDT-CS ngày 01 tháng 10 năm 2022 của Ban Dân tộc tỉnh)" in words
