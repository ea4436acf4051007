"""The pages of extensions, and where a unit finds its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ketnghia.campaigns.models import Extension
from ketnghia.reports.models import ReportingDuty
from tests.db.reports.test_extensions import DOCUMENT, STORM, grant
from tests.world import SHUT, World

TYPED = {"huyen": "", "den_ngay": "05/12/2021", "ly_do": STORM, "van_ban": DOCUMENT}


def _text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def _post(world: World, username: str, tail: str, **data: Any) -> Any:
    return world.client(username).post(f"/gia-han/2021/{tail}", data)


def test_the_board_gives_more_time_to_those_chosen_elsewhere_and_reads_it_in_the_list(
    open_world: World,
) -> None:
    client = open_world.client("ban.dieu-hanh")
    units = (open_world.department, open_world.business)
    query = "&".join(f"don-vi={unit.id}" for unit in units)
    page = _text(client.get(f"/gia-han/2021/ghi/?{query}"))
    assert all(f"<li>{unit.name}</li>" in page for unit in units)
    answer = _post(open_world, "ban.dieu-hanh", "ghi/", **TYPED, **{"don-vi": [unit.id for unit in units]})
    assert answer.status_code == 302
    listed = _text(client.get("/gia-han/2021/"))
    for told in ("Sở Y tế", "Công ty Trường Sơn", "05/12/2021", STORM, DOCUMENT, "Đang hiệu lực"):
        assert told in listed
    (given,) = Extension.objects.filter(organisation=open_world.business.id)
    assert _post(open_world, "ban.dieu-hanh", f"{given.pk}/rut/", reason="Ghi nhầm.").status_code == 302
    assert "Ghi nhầm." in _text(client.get("/gia-han/2021/"))


def test_a_search_without_marks_offers_units_to_add(open_world: World) -> None:
    client = open_world.client("ban.dieu-hanh")
    page = _text(client.get(f"/gia-han/2021/ghi/?don-vi={open_world.department.id}&q=truong+son"))
    assert f'name="don-vi" value="{open_world.business.id}"' in page
    assert f'name="don-vi" value="{open_world.department.id}"' in page
    assert "Không có đơn vị nào như vậy" in _text(client.get("/gia-han/2021/ghi/?q=khong-co&don-vi=x"))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"den_ngay": "31/02/2022"}, "không có trong lịch"),
        ({"den_ngay": "30/11/2021"}, "phải đến một ngày sau 30/11/2021"),
        ({"van_ban": ""}, "field__error"),
        ({"don-vi": []}, "Chọn đơn vị"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    open_world: World, changed: dict[str, Any], told: str
) -> None:
    typed = TYPED | {"don-vi": [str(open_world.business.id)]} | changed
    answer = _post(open_world, "ban.dieu-hanh", "ghi/", **typed)
    assert answer.status_code == 422
    assert told in _text(answer)
    assert STORM in _text(answer)
    assert not Extension.objects.exists()


def test_a_unit_sees_its_extension_at_once_on_its_card_its_report_and_where_it_types(
    open_world: World, at: Callable[[datetime], None]
) -> None:
    report = open_world.drafted(open_world.business)
    grant(open_world, open_world.business)
    at(SHUT)
    client = open_world.client("doanh-nghiep.nhap")
    told = f"Được gia hạn đến hết 05/12/2021 theo {DOCUMENT}"
    for path in (
        "/viec-can-lam/",
        f"/bao-cao/{report.pk}/",
        f"/bao-cao/{report.pk}/nhap/",
        f"/bao-cao/{report.pk}/in/",
    ):
        page = _text(client.get(path))
        assert told in page, path
        assert "Đóng từ" not in page
    assert "còn 4 ngày" in _text(client.get("/viec-can-lam/"))
    assert told not in _text(open_world.client("so-y.nhap").get("/viec-can-lam/"))


def test_a_whole_district_is_chosen_from_the_list_and_the_district_reads_who_got_it(
    open_world: World,
) -> None:
    answer = _post(open_world, "ban.dieu-hanh", "ghi/", **TYPED | {"huyen": str(open_world.district.id)})
    assert answer.status_code == 302
    page = _text(open_world.client("huyen.tong-hop").get("/gia-han/2021/"))
    assert "cả huyện" in page
    assert "Ghi gia hạn" not in page
    assert "Gia hạn chung cho Huyện" in _text(open_world.client("xa-1.nhap").get("/viec-can-lam/"))


def test_units_marked_on_the_board_are_there_to_be_given_more_time(open_world: World) -> None:
    duties = ReportingDuty.objects.filter(
        organisation__in=[open_world.department.id, open_world.business.id], form__code="bieu-1"
    )
    answer = _post(open_world, "ban.dieu-hanh", "chon/", duty=[duty.pk for duty in duties])
    page = _text(answer)
    for unit in (open_world.department, open_world.business):
        assert f"<li>{unit.name}</li>" in page
        assert f'name="don-vi" value="{unit.id}"' in page
    everything = open_world.client("ban.dieu-hanh").post("/gia-han/2021/chon/?q=truong+son", {"tat_ca": "1"})
    assert "<li>Công ty Trường Sơn</li>" in _text(everything)
    assert "<li>Sở Y tế</li>" not in _text(everything)


@pytest.mark.parametrize(
    ("username", "path"),
    [
        ("ban.dieu-hanh", "/gia-han/2021/"),
        ("huyen.tong-hop", "/gia-han/2021/"),
        ("xa-1.nhap", "/viec-can-lam/"),
        ("ban.dieu-hanh", "/dieu-hanh/2021/"),
    ],
)
def test_three_extensions_cost_no_more_questions_than_one(
    open_world: World, username: str, path: str
) -> None:
    def asked() -> int:
        client = open_world.client(username)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    grant(open_world, open_world.commune1)
    one = asked()
    grant(open_world, open_world.commune1, open_world.commune2, open_world.business, document="713/BDT")
    assert asked() == one
