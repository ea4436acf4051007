"""A consolidated year written by hand: its sums are right, some of its words are hostile."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from ketnghia.consolidation.figures import (
    ActivityLine,
    Consolidated,
    DistrictLine,
    DonorLine,
    Duties,
    Figure,
    IndicatorLine,
    Line,
    MissingLine,
    YearLine,
    Years,
    YearTotal,
)
from ketnghia.documents.letterhead import Letterhead

SCRIPT = "<script>alert('x')</script> & Cty \"Tây Nguyên\""
FORMULA = "=cmd|'/c calc'!A1"
LONG = "Công ty trách nhiệm hữu hạn một thành viên " + "phát triển miền núi " * 11 + "Trà My"
BROKEN = "Hội \x0bChữ thập đỏ\x00"

LETTER = Letterhead(
    superior="UBND TỈNH A",
    issuer="BAN DÂN TỘC",
    issuer_in_text="Ban Dân tộc tỉnh",
    place="Tỉnh A",
    number_suffix="BC-BDT",
    subject="Kết quả thực hiện công tác kết nghĩa, giúp đỡ các huyện, xã miền núi năm {year}",
    addressees=("Ủy ban nhân dân tỉnh",),
    bases=(
        "Căn cứ Chỉ thị số 16-CT/TU ngày 09/9/2021 của Ban Thường vụ Tỉnh ủy về công tác kết nghĩa",
        "Căn cứ Quyết định số 1100/QĐ-UBND ngày 16/4/2020 của UBND tỉnh ban hành Kế hoạch kết nghĩa",
    ),
    signature=("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
    recipients=("Như trên", "Ban Thường vụ Tỉnh ủy (b/c)", "Các đơn vị liên quan", "Lưu: VT, TT&ĐB"),
)

YEAR_2021 = Consolidated(
    year=2021,
    as_of=datetime(2021, 12, 4, 22, 4, 11, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")).astimezone(ZoneInfo("UTC")),
    programme_name="Công tác kết nghĩa giai đoạn 2020–2025",
    reports={"NOT_STARTED": 2, "DRAFT": 1, "SUBMITTED": 1, "RETURNED": 1, "ACCEPTED": 3},
    report_labels={
        "NOT_STARTED": "Chưa bắt đầu",
        "DRAFT": "Đang nhập",
        "PENDING_APPROVAL": "Chờ duyệt",
        "SUBMITTED": "Đã nộp",
        "RETURNED": "Trả lại",
        "ACCEPTED": "Đã chấp nhận",
    },
    duties=Duties(must=6, encouraged=2, submitted=4, missing=4, missing_must=3),
    totals=Figure(1_234_567_891, 2_345_678_912, (3, 5, 8, 13)),
    by_area=(
        Line("A", "Hỗ trợ phát triển kinh tế – xã hội", Figure(1_000_000_001, 2_000_000_002, (3, 5, 8))),
        Line("B", "Xây dựng hệ thống chính trị", Figure(34_567_890, 45_678_910, (5,))),
        Line("C", "Tuyên truyền, vận động", Figure(0, 0)),
        Line("D", "An sinh xã hội", Figure(200_000_000, 300_000_000, (8, 13))),
    ),
    by_district=(
        DistrictLine(
            "504", "Huyện Tây Giang", Figure(1_000_000_000, 2_000_000_000, (3, 5)),
            received=Figure(990_000_000, 1_980_000_000, (21,)), households=412, communes=10,
        ),
        DistrictLine(
            "516", "Huyện Nam Trà My", Figure(234_567_891, 345_678_912, (8, 13)), households=None, communes=9,
        ),
    ),
    by_donor_kind=(
        Line("PROVINCIAL_AGENCY", "Sở, ban, ngành", Figure(1_034_567_891, 2_045_678_912, (3, 5))),
        Line("ENTERPRISE", "Doanh nghiệp", Figure(200_000_000, 300_000_000, (8, 13))),
    ),
    by_money_source=(
        Line("ngan_sach", "Ngân sách cơ quan", Figure(1_234_567_891, 2_345_678_912, (3, 5, 8, 13))),
        Line("phuc_loi", "Quỹ phúc lợi", Figure(0, 0)),
    ),
    by_donor=(
        DonorLine("d1", SCRIPT, "Sở, ban, ngành", ("Tây Giang", "Nam Trà My"), "Đã chấp nhận",
                  Figure(1_034_567_891, 2_045_678_912, (3, 5))),
        DonorLine("d2", LONG, "Doanh nghiệp", ("Tây Giang",), "Đã nộp",
                  Figure(200_000_000, 300_000_000, (8, 13))),
        DonorLine("d3", FORMULA, "Doanh nghiệp", (), "Chưa bắt đầu", Figure(0, 0)),
    ),
    by_activity=(
        ActivityLine("A", "mo_hinh_moi", "Mô hình xây dựng mới", "mô hình", Decimal(12), Decimal("17.5"),
                     Figure(1_000_000_001, 2_000_000_002, (3, 5, 8))),
        ActivityLine("B", "lop", "Lớp tập huấn, bồi dưỡng", "lớp", Decimal(3), Decimal(4),
                     Figure(34_567_890, 45_678_910, (5,))),
        ActivityLine("D", "nha_moi", "Nhà ở xây mới", "nhà", None, None,
                     Figure(200_000_000, 300_000_000, (8, 13))),
    ),
    indicators=(
        IndicatorLine("poor_households", "Hộ nghèo được giúp đỡ", "hộ", Decimal(1412), Decimal(1600), (3, 5)),
        IndicatorLine("study_visits", "Cuộc tham quan học tập", "cuộc", None, None),
    ),
    missing=(
        MissingLine(FORMULA, "Doanh nghiệp", "Khuyến khích", "Biểu số 1"),
        MissingLine(BROKEN, "Tổ chức chính trị – xã hội", "Phải báo cáo", "Biểu số 1"),
        MissingLine("Huyện Tây Giang", "Huyện miền núi", "Phải báo cáo", "Biểu số 2"),
        MissingLine("Xã Bha Lê", "Xã miền núi", "Phải báo cáo", "Báo cáo xã"),
    ),
)  # fmt: skip

WITH_YEARS = replace(
    YEAR_2021,
    years=Years(
        totals=(
            YearTotal(2020, 0),
            YearTotal(2021, 4, 1_234_567_891, 2_345_678_912, 990_000_000, 1_980_000_000),
            YearTotal(2022, 2, 500_000_000, 1_172_839_456),
        ),
        neighbours=(2020, 2022),
        lines=(
            YearLine(2022, "area", "A", Decimal(400_000_000), Decimal(1_000_000_001)),
            YearLine(2022, "indicator", "poor_households", Decimal(1000), Decimal(1200)),
        ),
    ),
)


def many_donors(count: int) -> Consolidated:
    """The same year with its donors repeated, for tables that run over several pages."""
    return replace(YEAR_2021, illustrative=True, by_donor=(YEAR_2021.by_donor[2],) * count)
