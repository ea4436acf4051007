"""The sentences of the provincial report. Pure: figures in, Vietnamese out; prose in triệu đồng."""

from ketnghia.consolidation.figures import Consolidated, Figure, Line
from ketnghia.documents.letterhead import Letterhead
from ketnghia.documents.wording import UNKNOWN, millions, plain, share, shown
from ketnghia.kernel.dates import vn_datetime
from ketnghia.kernel.numbers import vn_number

TO_COMPLETE = (
    "[Phần này do người soạn thảo viết trước khi trình ký: đánh giá chung, hạn chế và nguyên nhân, "
    "phương hướng năm sau, đề xuất và kiến nghị. Xóa dòng này khi đã viết xong.]"
)


def state_of_reporting(c: Consolidated) -> tuple[str, ...]:
    """How many reports are due, have come, are missing."""
    duties = c.duties
    due = (
        f"Năm {c.year} có {vn_number(duties.must + duties.encouraged)} báo cáo được theo dõi, gồm "
        f"{vn_number(duties.must)} báo cáo phải nộp và {vn_number(duties.encouraged)} báo cáo khuyến khích "
        "nộp."
    )
    come = (
        f"Đến {vn_datetime(c.as_of)}, đã nhận {vn_number(duties.submitted)} báo cáo; còn "
        f"{vn_number(duties.missing)} báo cáo chưa nộp, trong đó {vn_number(duties.missing_must)} báo cáo "
        "thuộc diện phải nộp."
    )
    return (due, come)


def how_counted(c: Consolidated) -> tuple[str, ...]:
    """What the figures are, so that nobody adds what must not be added."""
    scope = (
        "Chỉ tính các báo cáo đã được chấp nhận."
        if c.accepted_only
        else "Tính các báo cáo đã nộp và đã được chấp nhận."
    )
    whose = (
        "Kinh phí là số do đơn vị giúp đỡ báo cáo, mỗi khoản tính một lần. Số địa phương báo nhận được đặt "
        f"bên cạnh để đối chiếu, không cộng vào tổng. {scope}"
    )
    pair = (
        "Số liệu tách thành “thực hiện đến ngày chốt” và “ước cả năm”. Số ước cả năm đã gồm phần đã thực "
        f"hiện, hai số không cộng với nhau. Dấu “{UNKNOWN}” nghĩa là chưa đơn vị nào báo cáo, không phải "
        "bằng 0."
    )
    return (whose, pair, frozen_as(c)) if c.version else (whose, pair)


def frozen_as(c: Consolidated) -> str:
    """Which frozen version the figures are."""
    return f"Số liệu theo bản chốt số {c.version}, chốt lúc {vn_datetime(c.as_of)}."


def money_in_all(c: Consolidated) -> str:
    """The headline: what was done, what the year will bring."""
    return (
        f"Tổng kinh phí giúp đỡ thực hiện đến ngày chốt là {millions(c.totals.actual)}; ước cả năm "
        f"{c.year} là {millions(c.totals.estimate)}. Đến ngày chốt đã thực hiện "
        f"{share(c.totals.actual, c.totals.estimate)} số ước cả năm."
    )


def money_by_area(c: Consolidated) -> tuple[str, ...]:
    """One sentence for each area of support."""
    return tuple(f"- {plain(line.label)}: {_money(line, c.totals)}" for line in c.by_area)


def _money(line: Line, totals: Figure) -> str:
    figure = line.figure
    if not figure.is_reported:
        return "chưa có đơn vị nào báo cáo."
    return (
        f"thực hiện {millions(figure.actual)}, ước cả năm {millions(figure.estimate)}, "
        f"chiếm {share(figure.estimate, totals.estimate)} tổng số ước."
    )


def other_years(c: Consolidated) -> str:
    """Which years of the programme have figures, and which have none."""
    known = [str(each.year) for each in c.years.totals if each.has_data and each.year != c.year]
    unknown = [str(each.year) for each in c.years.totals if not each.has_data]
    beside = f"Đặt cạnh năm {c.year} là số liệu năm {', '.join(known)}. " if known else ""
    return f"{beside}Chưa có số liệu trên hệ thống: năm {', '.join(unknown)}." if unknown else beside.strip()


def counts(c: Consolidated) -> tuple[str, ...]:
    """One sentence for each count that somebody reported."""
    return tuple(
        f"- {plain(line.label)}: thực hiện {shown(line.actual)}, ước cả năm "
        f"{shown(line.estimate)} {plain(line.unit)}".rstrip()
        + "."
        for line in c.indicators
        if line.actual is not None or line.estimate is not None
    )


def missing(c: Consolidated, annex: str) -> str:
    """Who has not submitted. That is stated, never judged: the deciding belongs to people."""
    if not c.missing:
        return "Tất cả các đơn vị được theo dõi đã nộp báo cáo."
    return (
        f"Còn {vn_number(len(c.missing))} báo cáo chưa nộp, danh sách tại {annex}. Các đơn vị thuộc diện "
        "khuyến khích không nộp báo cáo thì không coi là vi phạm."
    )


def closing(letter: Letterhead, subject: str) -> str:
    """The last sentence, ended the administrative way."""
    readers = ", ".join(letter.addressees)
    return (
        f"Trên đây là báo cáo {subject[:1].lower()}{subject[1:]}, {letter.issuer_in_text} kính báo cáo "
        f"{readers} xem xét, chỉ đạo./."
    )
