"""Days and sentences of one year, said for another."""

from datetime import date

import pytest

from ketnghia.kernel.dates import is_weekend
from ketnghia.kernel.shifting import shift_day, shift_text


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2021, 11, 30), 1, date(2022, 11, 30)),
        (date(2021, 11, 30), -1, date(2020, 11, 30)),
        (date(2020, 2, 29), 1, date(2021, 2, 28)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
    ],
)
def test_a_day_moves_to_the_same_day_of_another_year(day: date, years: int, expected: date) -> None:
    assert shift_day(day, years) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Từ ngày 01/11/2021 đến 30/11/2021.", "Từ ngày 01/11/2022 đến 30/11/2022."),
        ("Báo cáo năm 2021.", "Báo cáo năm 2022."),
        ("trước 31/01/2022", "trước 31/01/2022"),
        ("ngày 09/9/2021", "ngày 09/9/2022"),
        ("giai đoạn 2020-2025 và 2021–2025", "giai đoạn 2020-2025 và 2021–2025"),
        ("Quyết định 1143/QĐ-UBND ngày 21/4/2020", "Quyết định 1143/QĐ-UBND ngày 21/4/2020"),
        ("số 2021/QĐ-UBND, mã cv-2021, 12021", "số 2021/QĐ-UBND, mã cv-2021, 12021"),
        ("ngày 13/13/2021", "ngày 13/13/2021"),
        ("", ""),
    ],
)
def test_only_the_year_itself_is_said_anew(text: str, expected: str) -> None:
    assert shift_text(text, source=2021, to=2022) == expected


def test_the_last_of_february_follows_the_calendar() -> None:
    assert shift_text("đến 29/02/2024", source=2024, to=2025) == "đến 28/02/2025"


def test_saturday_and_sunday_are_the_weekend() -> None:
    assert [is_weekend(date(2022, 11, day)) for day in (25, 26, 27)] == [False, True, True]
