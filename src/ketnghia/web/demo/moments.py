"""Moments worth going to, worked out from the campaign's own window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from ketnghia.kernel.windows import Window

_MORNING: Final = timedelta(hours=8)
_DAYS_LEFT: Final = 6


@dataclass(frozen=True, slots=True)
class Preset:
    """One button: what happens at that moment."""

    key: str
    label: str
    moment: datetime


def presets(window: Window | None, seeded_at: datetime | None) -> list[Preset]:
    """The turning points of a campaign, in order, and the way back."""
    found: list[Preset] = []
    if window is not None:
        last_midnight = window.closes_at
        found = [
            Preset("mo-dot", _("Sáng ngày mở nhập"), window.opens_at + _MORNING),
            Preset(
                "con-sau-ngay",
                _("Còn sáu ngày"),
                last_midnight - timedelta(days=_DAYS_LEFT + 1) + _MORNING,
            ),
            Preset("dem-cuoi", _("Đêm cuối, còn hai giờ"), last_midnight - timedelta(hours=2)),
            Preset("het-han", _("Hết hạn năm phút"), last_midnight + timedelta(minutes=5)),
        ]
    if seeded_at is not None:
        found.append(Preset("ban-dau", _("Về lúc dựng số liệu minh họa"), seeded_at))
    return found
