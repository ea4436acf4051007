"""A desk passes on together with what lies on it: accounts below, open reports here, one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import translation
from django.utils.translation import gettext as _

from ketnghia.accounts import managing
from ketnghia.accounts.managing import HandedOver, NewPerson
from ketnghia.accounts.viewer import Viewer
from ketnghia.notices.operations import notify
from ketnghia.reports.models import Report
from ketnghia.reports.states import State

_OPEN = (State.DRAFT, State.PENDING_APPROVAL, State.RETURNED)


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report the unit has not sent off: where it stands, and how many conflicting versions wait."""

    report_id: int
    title: str
    year: int
    state: str
    conflicts: int

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)


@dataclass(frozen=True, slots=True)
class Handover:
    """The desk that passed on, and what the successor found on it."""

    desk: HandedOver
    open_reports: tuple[OpenReport, ...]


def open_reports(organisation_id: int) -> tuple[OpenReport, ...]:
    """What a unit has in hand, newest year first. One query."""
    found = (
        Report.objects.filter(organisation_id=organisation_id, state__in=_OPEN)
        .select_related("form", "campaign")
        .annotate(waiting=Count("conflicts", filter=Q(conflicts__resolved_at__isnull=True)))
        .order_by("-campaign__year", "pk")
        .defer("content")
    )
    return tuple(
        OpenReport(each.pk, each.form.short_title, each.campaign.year, each.state, each.waiting)
        for each in found
    )


@transaction.atomic
def hand_over(
    *, viewer: Viewer, membership_id: int, successor: int | NewPerson, link: str, now: datetime
) -> Handover:
    """The leaver's desk with all that waits on it passes to the successor, who is told what there is.

    ``link`` leads the successor to it.

    Reports and versions in conflict belong to the unit, so nothing in them moves: each keeps its author,
    and what the leaver sent for approval still needs another pair of eyes. Raises what
    ``managing.hand_over`` raises.
    """
    desk = managing.hand_over(viewer=viewer, membership_id=membership_id, successor=successor, now=now)
    waiting = open_reports(desk.organisation_id)
    # A notice is Vietnamese, whatever language the leader's screen speaks.
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            user_ids=[desk.successor_id],
            subject=_("Bạn nhận bàn giao từ %(leaver)s") % {"leaver": desk.leaver_name},
            text=_told(desk, waiting),
            link=link,
            now=now,
            mail=True,
        )
    return Handover(desk, waiting)


def _told(desk: HandedOver, waiting: Sequence[OpenReport]) -> str:
    if not waiting:
        return _("%(unit)s không có báo cáo nào đang dở.") % {"unit": desk.organisation_name}
    lines = [_told_of(each) for each in waiting]
    head = _("%(unit)s có %(count)s báo cáo đang dở:") % {
        "unit": desk.organisation_name,
        "count": len(waiting),
    }
    return "\n".join([head, *lines])


def _told_of(each: OpenReport) -> str:
    told = {"title": each.title, "year": each.year, "state": each.state_label, "count": each.conflicts}
    if each.conflicts:
        return _("– %(title)s năm %(year)s: %(state)s, %(count)s bản nhập song song chờ chọn") % told
    return _("– %(title)s năm %(year)s: %(state)s") % told
