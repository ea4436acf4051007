"""Who was reminded, when, how, by whom and in which words: reads of the log of reminders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ketnghia.reports.states import ReminderChannel

# What was sent at one moment is one reminder, through however many channels.
_LAST: Final = """
    SELECT DISTINCT ON (duty_id) duty_id, sent_at, array_agg(channel ORDER BY id)
    FROM reports_reminder WHERE duty_id = ANY(%s)
    GROUP BY duty_id, sent_at ORDER BY duty_id, sent_at DESC
"""


@dataclass(frozen=True, slots=True)
class LastReminder:
    """When a unit was last reminded of a duty, and through which channels."""

    at: datetime
    channels: tuple[str, ...]

    @property
    def channels_label(self) -> str:
        return get_text_list([str(ReminderChannel(each).label) for each in self.channels], _("và"))


def last_reminders(duty_ids: Iterable[int]) -> dict[int, LastReminder]:
    """The last reminder of each of these duties that was reminded at all. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [list(duty_ids)])
        return {duty_id: LastReminder(at, tuple(channels)) for duty_id, at, channels in cursor.fetchall()}
