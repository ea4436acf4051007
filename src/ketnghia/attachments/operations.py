"""Writes of attachments: store a file, and take it out of the draft."""

from datetime import datetime
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ketnghia.attachments import policies, storage
from ketnghia.attachments.metadata import strip_metadata
from ketnghia.attachments.models import Attachment
from ketnghia.attachments.names import clean_name
from ketnghia.attachments.queries import get


@transaction.atomic
def store(
    *, container: UUID, name: str, stream: IO[bytes], consent: bool, user_id: int, now: datetime
) -> Attachment:
    """Keep one uploaded photo or PDF (at most ATTACHMENT_MAX_BYTES bytes).

    Sending the same bytes under the same name again (a retry) gives the file that is already there.
    Raises Refusal for the wrong kind, size, too many files, or a photo without consent.
    """
    limit: int = settings.ATTACHMENT_MAX_BYTES
    content = stream.read(limit + 1)
    policies.check_size(len(content), limit)
    policies.check_room(Attachment.objects.filter(container=container).count())
    media_type = policies.check_media_type(content, name)
    policies.check_consent(media_type, consent=consent)
    kept = strip_metadata(content, media_type)
    attachment, _created = Attachment.objects.get_or_create(
        container=container,
        sha256=storage.keep(kept),
        name=clean_name(name, media_type),
        removed_at=None,
        defaults={
            "media_type": media_type,
            "size": len(kept),
            "consent": consent,
            "uploaded_by_id": user_id,
            "uploaded_at": now,
        },
    )
    return attachment


@transaction.atomic
def remove(*, container: UUID, attachment_id: UUID, now: datetime) -> Attachment:
    """Take the file out of the draft; its bytes stay. Doing it again changes nothing. Raises Invisible."""
    attachment = get(container, attachment_id)
    if attachment.removed_at is None:
        attachment.removed_at = now
        attachment.save(update_fields=["removed_at"])
    return attachment
