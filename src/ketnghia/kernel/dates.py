"""Dates and times as Vietnam reads them. Every moment is shown in Vietnam time."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ketnghia.kernel.text import clean, fold_words

TZ = ZoneInfo("Asia/Ho_Chi_Minh")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100

UNREADABLE = "Chưa đọc được ngày. Ghi ngày/tháng/năm, ví dụ 25/03/2021."
SHORT_YEAR = "Năm phải đủ bốn chữ số. Ghi ngày/tháng/năm, ví dụ 25/03/2021."
IMPOSSIBLE = "Ngày {typed} không có trong lịch. Kiểm tra lại ngày và tháng."
FAR_YEAR = "Năm {year} nằm ngoài khoảng 1900–2100. Kiểm tra lại năm."

_DAY_FIRST = re.compile(r"(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d+)", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date, or the Vietnamese sentence that says what to type; neither for blank text."""

    value: date | None = None
    error: str | None = None


def parse_date(text: str) -> ParsedDate:
    """Read d/m/yyyy (also with - or .), yyyy-mm-dd, or "ngày 25 tháng 3 năm 2021"."""
    typed = clean(text)
    if not typed:
        return ParsedDate()
    if match := _YEAR_FIRST.fullmatch(typed):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(typed):
        day, _, month, year = match.groups()
    elif match := _IN_WORDS.fullmatch(fold_words(typed)):
        day, month, year = match.groups()
    else:
        return ParsedDate(error=UNREADABLE)
    return _calendar_date(day, month, year)


def _calendar_date(day: str, month: str, year: str) -> ParsedDate:
    if len(year) != 4:
        return ParsedDate(error=SHORT_YEAR if len(year) < 4 else UNREADABLE)
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return ParsedDate(error=FAR_YEAR.format(year=year))
    try:
        return ParsedDate(date(int(year), int(month), int(day)))
    except ValueError:
        return ParsedDate(error=IMPOSSIBLE.format(typed=f"{day:0>2}/{month:0>2}/{year}"))


def vn_date(day: date) -> str:
    """ "25/03/2021". A moment is first brought to Vietnam time."""
    if isinstance(day, datetime):
        day = vn_day(day)
    return f"{day:%d/%m}/{day.year:04}"


def vn_datetime(moment: datetime) -> str:
    """ "22:04:11 ngày 24/11/2021", in Vietnam time."""
    local = moment.astimezone(TZ)
    return f"{local:%H:%M:%S} ngày {vn_date(local)}"


def is_weekend(day: date) -> bool:
    """Saturday and Sunday."""
    return day.weekday() >= 5


def vn_day(moment: datetime) -> date:
    """The calendar day in Vietnam at that moment."""
    return moment.astimezone(TZ).date()


def administrative_date(day: date) -> str:
    """Date line of a document: a zero leads days below 10 and months 1 and 2 (Decree 30/2020)."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def days_left(now: datetime, closes_at: datetime) -> int:
    """Calendar days in Vietnam from today to the last day before ``closes_at``; negative once past."""
    last_day = vn_day(closes_at - timedelta(microseconds=1))
    return (last_day - vn_day(now)).days
