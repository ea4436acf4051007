"""Reads of comments. Whoever asks was first told by the container's owner which audiences they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.comments.models import Comment
from ketnghia.comments.policies import may_settle
from ketnghia.comments.states import Audience
from ketnghia.kernel.refusals import Invisible


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said, by whom as they were then. ``revision_number`` 0: about the draft."""

    id: int
    text: str
    author: str
    author_id: int
    organisation_id: int
    organisation: str
    role: str
    at: datetime
    revision_number: int


@dataclass(frozen=True, slots=True)
class Thread:
    """A remark with its answers, oldest first."""

    path: str
    audience: Audience
    first: Remark
    answers: tuple[Remark, ...]
    settled_at: datetime | None
    settled_by: str
    may_settle: bool

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    @property
    def is_internal(self) -> bool:
        return self.audience is Audience.UNIT

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return (self.first, *self.answers)

    def awaits(self, organisation_id: int) -> bool:
        """Whether the last word was said to this organisation, and the thread is still open."""
        return self.is_open and not self.is_internal and self.remarks[-1].organisation_id != organisation_id


def threads(viewer: Viewer, container: UUID, audiences: Collection[Audience]) -> tuple[Thread, ...]:
    """The threads of a container for these audiences, in the order they were begun. One query."""
    if not audiences:
        return ()
    said = Comment.objects.filter(container=container, audience__in=audiences)
    answers: defaultdict[int, list[Comment]] = defaultdict(list)
    begun: list[Comment] = []
    for each in said.select_related("author", "settled_by"):
        if each.reply_to_id is None:
            begun.append(each)
        else:
            answers[each.reply_to_id].append(each)
    return tuple(_thread(viewer, each, answers[each.pk]) for each in begun)


def _thread(viewer: Viewer, first: Comment, answers: Iterable[Comment]) -> Thread:
    return Thread(
        path=first.path,
        audience=Audience(first.audience),
        first=_remark(first),
        answers=tuple(map(_remark, answers)),
        settled_at=first.settled_at,
        settled_by=first.settled_by.display_name if first.settled_by else "",
        may_settle=may_settle(viewer, first.organisation_id),
    )


def _remark(comment: Comment) -> Remark:
    return Remark(
        id=comment.pk,
        text=comment.text,
        author=comment.author.display_name,
        author_id=comment.author_id,
        organisation_id=comment.organisation_id,
        organisation=comment.organisation_name,
        role=str(Role(comment.role).label),
        at=comment.at,
        revision_number=comment.revision_number,
    )


def first_of(container: UUID, thread_id: int, audiences: Collection[Audience]) -> Comment:
    """The remark that began a thread of these audiences. Raises Invisible."""
    found = Comment.objects.filter(
        pk=thread_id, container=container, reply_to=None, audience__in=audiences
    ).first()
    if found is None:
        raise Invisible("NO_COMMENT", _("Không có ý kiến này."))
    return found


def unanswered(organisation_id: int, containers: Iterable[UUID]) -> Mapping[UUID, int]:
    """By container, the open threads between both sides whose last word was said to this organisation.

    One query.
    """
    wanted = tuple(containers)
    rows = (
        Comment.objects.filter(container__in=wanted, audience=Audience.BOTH)
        .order_by("at", "pk")
        .values_list("container", "pk", "reply_to", "organisation_id", "settled_at")
    )
    last: dict[tuple[UUID, int], int] = {}
    settled: set[int] = set()
    for container, pk, reply_to, spoken_by, settled_at in rows:
        last[container, reply_to or pk] = spoken_by
        if settled_at is not None:
            settled.add(pk)
    counts: defaultdict[UUID, int] = defaultdict(int)
    for (container, first), spoken_by in last.items():
        if first not in settled and spoken_by != organisation_id:
            counts[container] += 1
    return counts


def with_open_threads(containers: Iterable[UUID]) -> frozenset[UUID]:
    """The containers in which a thread between both sides is not settled. One query."""
    unsettled = Comment.objects.filter(
        container__in=tuple(containers), audience=Audience.BOTH, reply_to=None, settled_at=None
    )
    return frozenset(unsettled.values_list("container", flat=True))
