"""Who was reminded, when, how, by whom and in which words: reads of the log of reminders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Invisible
from ketnghia.notices.queries import Letter, letters
from ketnghia.organisations.models import Organisation
from ketnghia.reports.models import Reminder, Report, ReportingDuty
from ketnghia.reports.queries import duties_within_reach
from ketnghia.reports.states import COUNTED, NOT_STARTED, ReminderChannel

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


@dataclass(frozen=True, slots=True)
class LogLine:
    """One reminder through one channel. `letters` says what became of its letters; empty without any."""

    channel: ReminderChannel
    at: datetime
    by: str
    to: str
    text: str
    letters: str


@dataclass(frozen=True, slots=True)
class DutyLog:
    """A duty of a unit, how its report stands, and its reminders, the newest first."""

    duty_id: int
    unit: Organisation
    form: str
    state: str
    lines: tuple[LogLine, ...]

    @property
    def is_in(self) -> bool:
        return self.state in COUNTED


def unit_logs(viewer: Viewer, *, organisation_id: int, campaign_id: int) -> list[DutyLog]:
    """The log of every duty of a unit in a campaign. Four queries.

    For who coordinates the unit, and for those who see the whole province. Raises Invisible.
    """
    reach = ReportingDuty.objects.all() if viewer.sees_everything else duties_within_reach(viewer)
    duties = list(
        reach.filter(organisation_id=organisation_id, campaign_id=campaign_id)
        .select_related("organisation", "form")
        .order_by("form__code")
    )
    if not duties:
        raise Invisible("NO_DUTY", _("Không có trang này."))
    reports = Report.objects.filter(organisation_id=organisation_id, campaign_id=campaign_id)
    states = dict(reports.values_list("form_id", "state"))
    reminders = list(Reminder.objects.filter(duty__in=duties).select_related("sent_by"))
    posted = letters(each for reminder in reminders for each in reminder.letters)
    return [
        DutyLog(
            duty_id=duty.pk,
            unit=duty.organisation,
            form=duty.form.short_title,
            state=states.get(duty.form_id, NOT_STARTED),
            lines=tuple(_line(each, posted) for each in reminders if each.duty_id == duty.pk),
        )
        for duty in duties
    ]


def _line(reminder: Reminder, posted: Mapping[UUID, Letter]) -> LogLine:
    return LogLine(
        channel=ReminderChannel(reminder.channel),
        at=reminder.sent_at,
        by=reminder.sent_by.display_name,
        to=reminder.to,
        text=reminder.text,
        letters=_became(posted[each] for each in reminder.letters),
    )


def _became(found: Iterable[Letter]) -> str:
    """ "2 thư đã gửi, 1 thư đang chờ gửi": only what there is."""
    letters = list(found)
    sent = sum(letter.sent_at is not None for letter in letters)
    given_up = sum(letter.given_up_at is not None for letter in letters)
    counted = (
        (sent, ngettext("%(count)d thư đã gửi", "%(count)d thư đã gửi", sent)),
        (
            len(letters) - sent - given_up,
            ngettext("%(count)d thư đang chờ gửi", "%(count)d thư đang chờ gửi", len(letters)),
        ),
        (given_up, ngettext("%(count)d thư không gửi được", "%(count)d thư không gửi được", given_up)),
    )
    return ", ".join(words % {"count": count} for count, words in counted if count)


def last_reminders(duty_ids: Iterable[int]) -> dict[int, LastReminder]:
    """The last reminder of each of these duties that was reminded at all. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [list(duty_ids)])
        return {duty_id: LastReminder(at, tuple(channels)) for duty_id, at, channels in cursor.fetchall()}
