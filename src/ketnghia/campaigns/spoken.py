"""Days and moments in the language of the screen; the kernel, which knows no languages, is Vietnamese."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ketnghia.kernel.dates import TZ, vn_date

_WEEKDAYS: Final = (
    gettext_noop("Thứ Hai"),
    gettext_noop("Thứ Ba"),
    gettext_noop("Thứ Tư"),
    gettext_noop("Thứ Năm"),
    gettext_noop("Thứ Sáu"),
    gettext_noop("Thứ Bảy"),
    gettext_noop("Chủ nhật"),
)


def weekday_name(day: date) -> str:
    """“Thứ Ba”, “Chủ nhật”."""
    return _(_WEEKDAYS[day.weekday()])


def moment_text(moment: datetime) -> str:
    """“22:04:11 ngày 24/11/2021”, in Vietnam time."""
    time = f"{moment.astimezone(TZ):%H:%M:%S}"
    return _("{time} ngày {day}").format(time=time, day=vn_date(moment))
