"""The programme's own forms, and small contents for them."""

from functools import cache
from pathlib import Path
from typing import Any

from ketnghia.kernel.findings import Finding
from ketnghia.reportforms import engine
from ketnghia.reportforms.content import read_definitions
from ketnghia.reportforms.definition import FormDefinition

CONTENT = Path(__file__).parents[3] / "content" / "quang-nam-2020-2025"
ATTACHMENT = "0b8a3d0e-1111-4222-8333-944455556666"
LOOKUPS = engine.Lookups(
    {"recipients": {101: "Xã A", 102: "Xã B"}, "donors": {201: "Sở A"}}, frozenset({ATTACHMENT})
)


@cache
def definition(code: str) -> FormDefinition:
    return read_definitions(CONTENT)[code]


def donor_content(**row: Any) -> dict[str, Any]:
    """A report on form 1 without findings, but for what the row says otherwise."""
    activity = {
        "id": "r1",
        "hoat_dong": "nha_moi",
        "don_vi_nhan": 101,
        "so_luong": {"actual": "1", "estimate": "2"},
        "von_ngan_sach": {"actual": 50_000_000, "estimate": 100_000_000},
        "ho_ngheo": {"actual": 1, "estimate": 2},
    }
    return {
        "nil": None,
        "sections": {
            "ky_ket": {"so_van_ban": "15/CTr-STC", "ngay_ky": "2021-03-25"},
            "hoat_dong": [activity | row],
            "thuyet_minh": {"ket_qua": "Xong một nhà."},
            "nhan_xet": [{"id": "n1", "don_vi_nhan": 101}],
        },
        "waivers": {},
    }


def found(content: dict[str, Any], code: str = "bieu-1") -> dict[str, Finding]:
    """Findings by "CODE@path"."""
    findings = engine.check(definition(code), content, LOOKUPS, year=2021)
    return {f"{finding.code}@{finding.path}": finding for finding in findings}
