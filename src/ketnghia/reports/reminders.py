"""Reminding units of reports they have not handed in; every reminder is a line in the log of its duty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Refusal
from ketnghia.kernel.text import clean_lines
from ketnghia.notices.operations import Message, send
from ketnghia.reports import policies
from ketnghia.reports.models import Reminder, ReportingDuty
from ketnghia.reports.queries import duties_within_reach, duty_within_reach
from ketnghia.reports.reminder_plan import Plan, Planned, make_plan
from ketnghia.reports.states import ReminderChannel

LONGEST_NOTE: Final = 1000


def plan(
    *, viewer: Viewer, campaign_id: int, duty_ids: Iterable[int], note: str, again: bool, now: datetime
) -> Plan:
    """Who would be reminded of the chosen duties, and in which words; nothing is written.

    Duties out of the viewer's reach are passed over. ``again`` also reminds who was reminded today already.
    Raises ``NotAllowed``, and a refusal of a note that is too long.
    """
    policies.check_remind(viewer)
    chosen = _chosen(viewer, campaign_id, duty_ids)
    return make_plan(viewer, chosen, _checked(note), again=again, now=now)


@transaction.atomic
def remind(
    *,
    viewer: Viewer,
    campaign_id: int,
    duty_ids: Iterable[int],
    note: str,
    link: str,
    again: bool,
    now: datetime,
) -> Plan:
    """Remind as ``plan`` says at this very moment: a notice, a letter, and their lines in the log.

    A report handed in since the page was looked at spares its unit; one just being handed in is waited for.
    ``link`` is where the notice leads. Raises as ``plan``, and a refusal when nobody was chosen.
    """
    policies.check_remind(viewer)
    # Two people who press at once: the second finds the log of the first.
    chosen = _chosen(viewer, campaign_id, duty_ids).select_for_update(of=("self",), no_key=True)
    made = make_plan(viewer, chosen, _checked(note), again=again, now=now, lock=True)
    if made.is_empty:
        raise Refusal("NOBODY_CHOSEN", _("Chưa chọn đơn vị nào. Đánh dấu đơn vị trong bảng rồi bấm “Nhắc”."))
    messages = [
        Message(person, each.wording.subject, each.wording.notice, link, each.wording.letter)
        for each in made.reminders
        for person in each.people
    ]
    letters = iter(send(messages=messages, now=now, mail=True))
    lines = [
        line
        for each in made.reminders
        for line in _lines(each, made, [next(letters) for _person in each.people])
    ]
    for line in lines:
        line.sent_by_id, line.sent_at = viewer.user_id, now
    Reminder.objects.bulk_create(lines)
    return made


@transaction.atomic
def log_call(*, viewer: Viewer, duty_id: int, note: str, now: datetime) -> Reminder:
    """Write down that a unit was telephoned.

    Raises ``NotAllowed``, ``Invisible`` for a duty out of reach, and a refusal of a note that says nothing.
    """
    policies.check_remind(viewer)
    duty = duty_within_reach(viewer, duty_id)
    note = _checked(note)
    if not note:
        raise Refusal("CALL_WITHOUT_NOTE", _("Ghi đã gọi ai và được trả lời thế nào."))
    return Reminder.objects.create(
        duty=duty,
        channel=ReminderChannel.PHONE,
        sent_by_id=viewer.user_id,
        sent_at=now,
        to=duty.organisation.telephone or duty.organisation.name,
        text=note,
    )


def _checked(note: str) -> str:
    note = clean_lines(note)
    if len(note) > LONGEST_NOTE:
        raise Refusal("NOTE_TOO_LONG", _("Lời nhắn dài quá %d ký tự. Rút gọn lại.") % LONGEST_NOTE)
    return note


def _chosen(viewer: Viewer, campaign_id: int, duty_ids: Iterable[int]) -> QuerySet[ReportingDuty]:
    return (
        duties_within_reach(viewer)
        .filter(campaign_id=campaign_id, pk__in=list(duty_ids))
        .select_related(
            "campaign__instrument",
            "campaign__window_citation",
            "campaign__lateness_citation",
            "form",
            "organisation",
        )
        .order_by("organisation__sort_key", "form__code")
    )


def _lines(planned: Planned, made: Plan, letters: list[UUID | None]) -> list[Reminder]:
    """The lines of the log for one duty: the notice, and the letter where there is one."""
    told = f"{len(planned.people)} người của {planned.duty.organisation.short_name}"
    lines = [
        Reminder(duty=planned.duty, channel=ReminderChannel.NOTICE, to=told, text=planned.wording.notice)
    ]
    if addresses := made.addresses_of(planned):
        lines.append(
            Reminder(
                duty=planned.duty,
                channel=ReminderChannel.MAIL,
                to=", ".join(addresses)[:300],
                text=planned.wording.letter,
                letters=[each for each in letters if each],
            )
        )
    return lines
