"""Writes of comments: say, answer, settle, open again. The container's owner says for whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.comments import policies, queries
from ketnghia.comments.models import Comment
from ketnghia.comments.states import Audience
from ketnghia.kernel.refusals import NotAllowed
from ketnghia.kernel.text import clean_lines


@transaction.atomic
def say(
    *,
    viewer: Viewer,
    container: UUID,
    path: str,
    text: str,
    audience: Audience,
    allowed: Collection[Audience],
    revision_number: int,
    now: datetime,
) -> Comment:
    """Begin a thread at a place. `revision_number` is the submission it is about, 0 for a draft.

    Raises NotAllowed for an audience that is not among those allowed, Refusal for a text nobody can read.
    """
    if audience not in allowed:
        raise NotAllowed("NOT_YOURS_TO_SAY", _("Vai trò của bạn chỉ xem, không góp ý được ở đây."))
    return _write(viewer, container, path, text, audience, revision_number, now, None)


@transaction.atomic
def answer(
    *,
    viewer: Viewer,
    container: UUID,
    thread_id: int,
    text: str,
    allowed: Collection[Audience],
    revision_number: int,
    now: datetime,
) -> Comment:
    """Answer a thread, which opens it again where it was settled. Raises Invisible, Refusal."""
    first = queries.first_of(container, thread_id, allowed)
    if first.settled_at is not None:
        _settle(first, None, None)
    audience = Audience(first.audience)
    return _write(viewer, container, first.path, text, audience, revision_number, now, first)


@transaction.atomic
def settle(
    *, viewer: Viewer, container: UUID, thread_id: int, allowed: Collection[Audience], now: datetime
) -> Comment:
    """End a thread. Doing it again changes nothing. Raises Invisible, NotAllowed."""
    first = queries.first_of(container, thread_id, allowed)
    policies.check_settle(viewer, first)
    if first.settled_at is None:
        _settle(first, now, viewer.user_id)
    return first


@transaction.atomic
def reopen(*, viewer: Viewer, container: UUID, thread_id: int, allowed: Collection[Audience]) -> Comment:
    """Open a settled thread again. Raises Invisible, NotAllowed."""
    first = queries.first_of(container, thread_id, allowed)
    policies.check_settle(viewer, first)
    _settle(first, None, None)
    return first


def _settle(first: Comment, at: datetime | None, user_id: int | None) -> None:
    first.settled_at, first.settled_by_id = at, user_id
    first.save(update_fields=("settled_at", "settled_by"))


def _write(
    viewer: Viewer,
    container: UUID,
    path: str,
    text: str,
    audience: Audience,
    revision_number: int,
    now: datetime,
    reply_to: Comment | None,
) -> Comment:
    said = clean_lines(text)
    policies.check_text(said)
    policies.check_room(Comment.objects.filter(container=container, audience=audience).count())
    return Comment.objects.create(
        container=container,
        path=path,
        revision_number=revision_number,
        text=said,
        audience=audience,
        author_id=viewer.user_id,
        organisation_id=viewer.organisation_id,
        organisation_name=viewer.organisation_name,
        role=viewer.role,
        at=now,
        reply_to=reply_to,
    )
