"""Sums and computed columns of one report."""

from ketnghia.reportforms import engine
from tests.unit.reportforms.forms import definition, donor_content


def test_money_is_summed_per_area_and_per_source() -> None:
    content = donor_content(von_phuc_loi={"actual": None, "estimate": 7_000_000})
    sums = engine.sums(definition("bieu-1"), content)
    areas = {line.code: (line.actual, line.estimate) for line in sums.by_area}
    sources = {line.code: (line.actual, line.estimate) for line in sums.by_money_source}
    assert areas["D"] == (50_000_000, 107_000_000)
    assert areas["A"] == (0, 0)
    assert sources["ngan_sach"] == (50_000_000, 100_000_000)
    assert sources["phuc_loi"] == (0, 7_000_000)
    assert sums.total == (50_000_000, 107_000_000)


def test_a_nil_report_sums_to_nothing() -> None:
    content = donor_content() | {"nil": {"reason": "Không có gì."}}
    assert engine.sums(definition("bieu-1"), content).total == (0, 0)


def test_a_district_s_sum_adds_corrections_and_skips_lines_of_households() -> None:
    lines = [
        {"area": "D", "money_source": "ngan_sach", "indicator": "support_amount", "actual": 5, "estimate": 9},
        {"area": "", "money_source": "", "indicator": "households_distinct", "actual": 3, "estimate": 4},
    ]
    correction = {"id": "d1", "linh_vuc": "D", "nguon": "hien_vat", "so_tien": {"actual": -2, "estimate": -3}}
    content = {"sections": {"tong_hop": lines, "dieu_chinh": [correction]}}
    sums = engine.sums(definition("bieu-2"), content)
    assert sums.total == (3, 6)
    assert {line.code: line.estimate for line in sums.by_money_source}["hien_vat"] == -3


def test_the_total_of_a_row_is_computed_for_both_sides() -> None:
    computed = engine.computed(definition("bieu-1"), donor_content())
    assert computed["hoat_dong.r1"] == {"cong": {"actual": 50_000_000, "estimate": 100_000_000}}
