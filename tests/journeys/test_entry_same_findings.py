"""The browser and the server find the same problems in the same content."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from ketnghia.reportforms import engine
from ketnghia.reports.definitions import definition_of
from tests.journeys.entry_page import EntryPage, sign_in
from tests.web.entry.drafts import Draft

pytestmark = pytest.mark.journey


def full_of_problems(commune: int) -> dict[str, Any]:
    """Every kind of finding once, and one waived warning."""
    return {
        "ky_ket": {"ngay_ky": "31/02/2021", "so_van_ban": "15/CTr-SY"},
        "hoat_dong": [
            {
                "id": "a",
                "von_ngan_sach": {"actual": 900_000, "estimate": 500_000},
                "so_luong": {"actual": "1"},
            },
            {
                "id": "b",
                "hoat_dong": "nha_moi",
                "don_vi_nhan": commune,
                "so_luong": {"actual": "1.5", "estimate": "2"},
                "von_ngan_sach": {"actual": "chưa rõ", "estimate": 5_000_000},
                "ho_ngheo": {"actual": "12a", "estimate": -4},
                "so_nguoi": {"actual": 1, "estimate": 1},
            },
            {"id": "c", "hoat_dong": "khong_co", "don_vi_nhan": 999_999, "ghi_chu": "a" * 600},
            {"id": "d"},
        ],
        "tham_quan": [
            {"id": "a", "don_vi_nhan": commune, "so_cuoc": {"estimate": 2}, "so_nguoi": {"actual": 3}}
        ],
        "mo_hinh": [{"id": "a", "don_vi_nhan": commune, "ten": "", "so_mo_hinh": {"estimate": 1}}],
        "so_ho": {"ho_ngheo_rieng": {"actual": 50, "estimate": 60}},
        "nhan_xet": [{"id": "a", "don_vi_nhan": commune}, {"id": "b", "don_vi_nhan": commune}],
    }


def listed(page: Page) -> list[str]:
    """What the last section lists, as it is read."""
    return sorted(page.locator("[data-problem-list] li").all_inner_texts())


def test_the_browser_finds_exactly_what_the_server_finds(
    draft: Draft, live_server: LiveServer, page: Page
) -> None:
    definition = definition_of(draft.report.form_version_id)
    content = draft.report.content | {"sections": full_of_problems(draft.commune.pk)}
    content["waivers"] = {"B1-W04@hoat_dong.b": "Nhà xây dở"}
    draft.report.content = engine.normalise(definition, content)
    draft.report.save(update_fields=["content"])
    sign_in(page.context, live_server, draft)
    entry = EntryPage(page, live_server.url + draft.path).open("kiem-tra")
    by_server = listed(page)
    assert len(by_server) > 15
    page.route("**/luu/", lambda route: route.abort())
    entry.section("ky_ket")
    entry.type(entry.cell("ky_ket.trich_yeu"), "Không ô nào kiểm tra ô này")
    expect(entry.status).to_contain_text("Chưa gửi được")
    entry.section("kiem-tra")
    assert listed(page) == by_server
