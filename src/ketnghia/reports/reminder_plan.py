"""Who of the chosen units is reminded, who is spared and why, and whom a letter does not reach."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from django.db.models import QuerySet

from ketnghia.accounts.queries import members_of_units
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.queries import windows_for
from ketnghia.kernel.dates import TZ, vn_day
from ketnghia.kernel.windows import Window
from ketnghia.notices.queries import mail_addresses
from ketnghia.organisations.models import Organisation
from ketnghia.reports.models import Reminder, Report, ReportingDuty
from ketnghia.reports.reminder_words import Sender, Wording, worded
from ketnghia.reports.states import COUNTED, NOT_STARTED, WRITERS, ReminderChannel, State


class Spared(StrEnum):
    """Why a chosen unit is not reminded."""

    REPORTED = "REPORTED"
    SHUT = "SHUT"
    TODAY = "TODAY"
    NOBODY = "NOBODY"


@dataclass(frozen=True, slots=True)
class Planned:
    """One duty to remind of: which people, and in which words."""

    duty: ReportingDuty
    people: tuple[int, ...]
    wording: Wording


@dataclass(slots=True)
class Plan:
    """What a reminder comes to. `addresses` are the e-mail addresses of the people it reaches by letter."""

    reminders: list[Planned] = field(default_factory=list)
    spared: dict[Spared, list[Organisation]] = field(default_factory=lambda: {each: [] for each in Spared})
    addresses: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.reminders and not any(self.spared.values())

    def addresses_of(self, planned: Planned) -> list[str]:
        return [self.addresses[person] for person in planned.people if person in self.addresses]

    @property
    def to_call(self) -> list[Organisation]:
        """Units no letter reaches: without an account, or where nobody has an address and wants letters."""
        without_mail = [each.duty.organisation for each in self.reminders if not self.addresses_of(each)]
        return [*self.spared[Spared.NOBODY], *without_mail]

    @property
    def letters(self) -> int:
        return sum(len(self.addresses_of(each)) for each in self.reminders)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the chosen duties: by form and unit, by unit, by duty."""

    states: Mapping[tuple[int, int], tuple[str, bool]]
    windows: Mapping[int, Window]
    reminded_today: Collection[int]
    members: Mapping[int, Sequence[tuple[int, str]]]
    reviewers: Mapping[int, Sequence[tuple[int, str]]]

    def state(self, duty: ReportingDuty) -> tuple[str, bool]:
        """The report's state, and whether it is a correction, which no window binds."""
        return self.states.get((duty.form_id, duty.organisation_id), (NOT_STARTED, False))

    def people(self, duty: ReportingDuty) -> tuple[int, ...]:
        """Who can do something about it: only a reviewer, where the report waits for approval."""
        awaited = self.state(duty)[0] == State.PENDING_APPROVAL
        found = (self.reviewers if awaited else self.members).get(duty.organisation_id, ())
        return tuple(person for person, _email in found)

    def reason_to_spare(self, duty: ReportingDuty, now: datetime) -> Spared | None:
        state, is_correction = self.state(duty)
        if state in COUNTED:
            return Spared.REPORTED
        if now >= self.windows[duty.organisation_id].closes_at and not is_correction:
            return Spared.SHUT
        if duty.pk in self.reminded_today:
            return Spared.TODAY
        return None if self.people(duty) else Spared.NOBODY


def make_plan(
    viewer: Viewer,
    duties: QuerySet[ReportingDuty],
    note: str,
    *,
    again: bool,
    now: datetime,
    lock: bool = False,
) -> Plan:
    """Weigh the duties; with ``lock`` their reports stand still until the transaction ends.

    Eight queries, however many duties.
    """
    chosen, made = list(duties), Plan()
    if not chosen:
        return made
    known = _known(chosen, again=again, now=now, lock=lock)
    telephone = Organisation.objects.values_list("telephone", flat=True).get(pk=viewer.organisation_id)
    sender = Sender(viewer.organisation_name, telephone)
    for duty in chosen:
        reason = known.reason_to_spare(duty, now)
        if reason:
            made.spared[reason].append(duty.organisation)
            continue
        window = known.windows[duty.organisation_id]
        wording = worded(duty, known.state(duty)[0], window, note=note, sender=sender, now=now)
        made.reminders.append(Planned(duty, known.people(duty), wording))
    made.addresses = mail_addresses(person for each in made.reminders for person in each.people)
    return made


def _known(chosen: Sequence[ReportingDuty], *, again: bool, now: datetime, lock: bool) -> _Known:
    campaign, units = chosen[0].campaign, {duty.organisation_id for duty in chosen}
    reports = Report.objects.filter(campaign=campaign, organisation__in=units).order_by("pk")
    if lock:
        reports = reports.select_for_update(of=("self",), no_key=True)
    stated = reports.values_list("form_id", "organisation_id", "state", "is_correction")
    return _Known(
        states={(form, unit): (state, correction) for form, unit, state, correction in stated},
        windows=windows_for(campaign, units),
        reminded_today=frozenset() if again else _reminded_today(chosen, now),
        members=members_of_units(units, WRITERS, now=now),
        reviewers=members_of_units(units, [Role.REVIEWER], now=now),
    )


def _reminded_today(chosen: Sequence[ReportingDuty], now: datetime) -> frozenset[int]:
    """Those with a reminder since midnight, Vietnam time; a telephone call is none."""
    midnight = datetime.combine(vn_day(now), time.min, TZ)
    sent = Reminder.objects.filter(duty__in=[duty.pk for duty in chosen], sent_at__gte=midnight)
    return frozenset(sent.exclude(channel=ReminderChannel.PHONE).values_list("duty_id", flat=True))
