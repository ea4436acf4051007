"""The pages of one campaign, in the order they are gone through."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ketnghia.campaigns import policies

_TABS: Final = (
    ("campaign", _("Nội dung đợt")),
    ("campaign_consequences", _("Hệ quả")),
    ("campaign_preview", _("Xem thử biểu")),
    ("campaign_dispatch", _("Công văn")),
    ("campaign_open", _("Mở đợt")),
)


def tabs_of(campaign: Any, current: str) -> list[dict[str, object]]:
    """Context of `web/partials/tabs.html`; an open campaign is not opened again."""
    locked = policies.is_locked(campaign)
    return [
        {
            "url": reverse(name, args=[campaign.year]),
            "label": label,
            "current": name == current,
            "count": None,
        }
        for name, label in _TABS
        if not (locked and name == "campaign_open")
    ]
