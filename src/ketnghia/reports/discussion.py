"""What is said about a report: by the unit among itself, and between the unit and who receives it.

A unit's own remarks never leave it. Who merely may read the report reads no remark.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ketnghia.accounts.queries import members_in, still_holding
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.comments import operations as comments
from ketnghia.comments import queries as comment_queries
from ketnghia.comments.models import Comment
from ketnghia.comments.queries import Thread
from ketnghia.comments.states import Audience
from ketnghia.kernel.refusals import Invisible
from ketnghia.notices.operations import notify
from ketnghia.reportforms.places import is_place
from ketnghia.reports import policies, queries
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.models import Report, Transition
from ketnghia.reports.states import WRITERS, Action

_RECEIVING: Final = (Action.RETURN, Action.ACCEPT, Action.REOPEN)


@dataclass(frozen=True, slots=True)
class Discussion:
    """The threads the viewer may read, for whom they may begin one, how many wait for their side's answer."""

    threads: tuple[Thread, ...]
    audiences: tuple[Audience, ...]
    may_answer: bool
    unanswered: int


def discussion(viewer: Viewer, report: Report) -> Discussion:
    """Everything said about a report that the viewer may read. Two queries at most."""
    heard = _heard(viewer, report)
    threads = comment_queries.threads(viewer, report.container, heard)
    said = policies.speaks_to(viewer, report, heard)
    side = viewer.organisation_id
    return Discussion(
        threads=threads,
        audiences=policies.begins_with(report, said),
        may_answer=bool(said),
        unanswered=sum(each.awaits(side) for each in threads),
    )


def _heard(viewer: Viewer, report: Report) -> frozenset[Audience]:
    is_own = viewer.organisation_id == report.organisation_id
    return policies.hears(viewer, report, district_id=None if is_own else queries.district_id_of(report))


@transaction.atomic
def say(
    *,
    viewer: Viewer,
    report_id: int,
    path: str,
    text: str,
    audience: Audience,
    link: str,
    now: datetime,
) -> Comment:
    """Begin a thread at a place of a report, and tell the others. `link` leads there.

    Raises Invisible where the form has no such place, NotAllowed, Refusal.
    """
    report, said = _speaking(viewer, report_id)
    if not is_place(definition_of(report.form_version_id), path):
        raise Invisible("NO_PLACE", _("Biểu mẫu không có ô này."))
    comment = comments.say(
        viewer=viewer,
        container=report.container,
        path=path,
        text=text,
        audience=audience,
        allowed=policies.begins_with(report, said),
        revision_number=_revision_number(viewer, report),
        now=now,
    )
    _tell(viewer, report, comment, link, now)
    return comment


@transaction.atomic
def answer(*, viewer: Viewer, report_id: int, thread_id: int, text: str, link: str, now: datetime) -> Comment:
    """Answer a thread, and tell the others. Raises Invisible, Refusal."""
    report, said = _speaking(viewer, report_id)
    comment = comments.answer(
        viewer=viewer,
        container=report.container,
        thread_id=thread_id,
        text=text,
        allowed=said,
        revision_number=_revision_number(viewer, report),
        now=now,
    )
    _tell(viewer, report, comment, link, now)
    return comment


def settle(*, viewer: Viewer, report_id: int, thread_id: int, now: datetime) -> Comment:
    """End a thread the viewer's organisation began. Raises Invisible, NotAllowed."""
    report, said = _speaking(viewer, report_id)
    return comments.settle(
        viewer=viewer, container=report.container, thread_id=thread_id, allowed=said, now=now
    )


def reopen(*, viewer: Viewer, report_id: int, thread_id: int) -> Comment:
    """Open it again. Raises Invisible, NotAllowed."""
    report, said = _speaking(viewer, report_id)
    return comments.reopen(viewer=viewer, container=report.container, thread_id=thread_id, allowed=said)


def _speaking(viewer: Viewer, report_id: int) -> tuple[Report, frozenset[Audience]]:
    report = queries.get_report(viewer, report_id)
    return report, policies.speaks_to(viewer, report, _heard(viewer, report))


def _revision_number(viewer: Viewer, report: Report) -> int:
    """The submission a remark is about: whoever receives the report sees the last one, the unit its draft."""
    is_draft = policies.holds_draft(viewer, report) and not report.is_submitted
    return 0 if is_draft or report.current_revision is None else report.current_revision.number


def _tell(viewer: Viewer, report: Report, comment: Comment, link: str, now: datetime) -> None:
    heard = set(_listeners(viewer, report, Audience(comment.audience), now)) - {viewer.user_id}
    # Notices are Vietnamese whatever language the sender's screen speaks.
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Ý kiến về %(form)s năm %(year)s, %(unit)s") % {
            "form": report.form.short_title,
            "year": report.campaign.year,
            "unit": report.organisation.name,
        }
    text = f"{viewer.display_name}, {viewer.organisation_name}: {comment.text}"
    notify(user_ids=sorted(heard), subject=subject, text=text, link=link, now=now)


def _listeners(viewer: Viewer, report: Report, audience: Audience, now: datetime) -> Iterable[int]:
    """The writers of the unit; of what goes to the other side too, who received or discussed the report,
    as long as they are still where it is received.
    """
    yield from (user_id for user_id, _role in members_in(report.organisation_id, WRITERS, now=now))
    if audience is Audience.UNIT or viewer.organisation_id != report.organisation_id:
        return
    district_id = queries.district_id_of(report)
    if report.form.reviewed_by == Role.DISTRICT_COORDINATOR:
        if district_id is not None:
            members = members_in(district_id, (Role.DISTRICT_COORDINATOR,), now=now)
            yield from (user_id for user_id, _role in members)
        return
    received = Transition.objects.filter(report=report, action__in=_RECEIVING)
    spoken = Comment.objects.filter(container=report.container, audience=Audience.BOTH)
    involved = {*received.values_list("actor_id", flat=True), *spoken.values_list("author_id", flat=True)}
    yield from still_holding(involved, Role(report.form.reviewed_by), now=now)
