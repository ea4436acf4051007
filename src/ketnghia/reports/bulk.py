"""Accepting many reports at once: those in which nothing asks to be looked at, one transaction each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.comments.queries import with_open_threads
from ketnghia.kernel.refusals import Refusal
from ketnghia.reports import policies, queries
from ketnghia.reports.models import Report
from ketnghia.reports.operations import Derive, perform
from ketnghia.reports.states import Action, State


@dataclass(frozen=True, slots=True)
class Waiting:
    """One report that waits to be accepted. `reasons`: why somebody has to look at it first."""

    report_id: int
    version: int
    unit: str
    form: str
    submitted_at: datetime
    was_sent_before: bool
    reasons: tuple[str, ...]

    @property
    def qualifies(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the reports picked: names of those accepted, and each left with the reason why."""

    accepted: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def waiting(viewer: Viewer, *, year: int) -> list[Waiting]:
    """Reports the viewer receives that wait for an answer, oldest first. Two queries. Raises Invisible."""
    policies.check_receives(viewer)
    found = list(
        Report.objects.filter(
            queries.visible(viewer),
            campaign__year=year,
            state=State.SUBMITTED,
            form__reviewed_by=viewer.role,
        )
        .exclude(organisation_id=viewer.organisation_id)
        .order_by("current_revision__submitted_at", "pk")
        .annotate(
            waivers=KeyTextTransform("waivers", KeyTransform("content", "current_revision__frozen")),
            number=F("current_revision__number"),
            submitted_at=F("current_revision__submitted_at"),
        )
        .values_list(
            "pk",
            "version",
            "container",
            "organisation__name",
            "form__short_title",
            "submitted_at",
            "number",
            "waivers",
        )
    )
    discussed = with_open_threads(container for _pk, _version, container, *_rest in found)
    return [
        Waiting(
            pk,
            version,
            unit,
            form,
            at,
            number > 1,
            tuple(_reasons(waivers, number, is_discussed=container in discussed)),
        )
        for pk, version, container, unit, form, at, number, waivers in found
    ]


def _reasons(waivers: str | None, number: int, *, is_discussed: bool) -> Iterable[str]:
    """A warning the unit answered is a finding somebody reads; so is what changed in a second submission."""
    if waivers not in (None, "{}"):
        yield _("Có nhắc nhở mà đơn vị tự giải thích.")
    if is_discussed:
        yield _("Còn ý kiến chưa khép lại.")
    if number > 1:
        yield _("Nộp lại lần %(number)s: xem những chỗ đã đổi.") % {"number": number}


def accept_many(
    *, viewer: Viewer, year: int, picked: Sequence[tuple[int, int]], now: datetime, derive: Derive
) -> Outcome:
    """Accept the reports picked, (id, version seen), by the same step as one alone.

    One transaction a report: what stands in the way of one leaves the others accepted. Raises Invisible.
    """
    known = {each.report_id: each for each in waiting(viewer, year=year)}
    accepted: list[str] = []
    left: list[tuple[str, str]] = []
    for report_id, version in picked:
        report = known.get(report_id)
        if report is None:
            left.append((_("Báo cáo số %(id)s") % {"id": report_id}, _("Không còn chờ chấp nhận.")))
        elif report.reasons:
            left.append((report.unit, " ".join(report.reasons)))
        else:
            refused = _accept(viewer, report_id, version, now, derive)
            if refused:
                left.append((report.unit, refused))
            else:
                accepted.append(report.unit)
    return Outcome(tuple(accepted), tuple(left))


def _accept(viewer: Viewer, report_id: int, version: int, now: datetime, derive: Derive) -> str:
    """Why the report could not be accepted; empty where it was."""
    try:
        perform(
            viewer=viewer,
            report_id=report_id,
            action=Action.ACCEPT,
            version=version,
            now=now,
            derive=derive,
        )
    except Refusal as refusal:
        return refusal.message
    return ""
