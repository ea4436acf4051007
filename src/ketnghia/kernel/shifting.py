"""Last year's dates and sentences, moved to another year."""

import calendar
import re
from datetime import date

# A day, a span of years (kept as it is), or a year alone; never a part of a longer number or of a code.
_DATED = re.compile(
    r"(?P<span>(?<![\w/-])\d{4}\s?[-–]\s?\d{4}(?![\w/-]))"
    r"|(?P<day>(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d))"
    r"|(?P<year>(?<![\w/-])\d{4}(?![\w/-]))",
    re.ASCII,
)


def shift_day(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the last day of the month where there is none."""
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def shift_text(text: str, *, source: int, to: int) -> str:
    """The text with ``source`` said as ``to``, alone and in days: "đến 30/11/2021" is "đến 30/11/2022".

    Other years stay, and so do spans of years ("2020–2025") and numbers of documents.
    """

    def moved(found: re.Match[str]) -> str:
        whole = found.group()
        if found["span"]:
            return whole
        if found["year"]:
            return str(to) if whole == str(source) else whole
        day, month, year = int(found[3]), int(found[4]), int(found[5])
        if year != source or not 1 <= month <= 12:
            return whole
        last = calendar.monthrange(to, month)[1]
        return f"{found[3] if day <= last else last}/{found[4]}/{to}"

    return _DATED.sub(moved, text)
