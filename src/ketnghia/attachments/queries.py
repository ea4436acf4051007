"""Reads of attachments. Whoever asks has first been shown the report that owns the container."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from ketnghia.attachments import storage
from ketnghia.attachments.models import Attachment
from ketnghia.kernel.refusals import Invisible


@dataclass(frozen=True, slots=True)
class Evidence:
    """One file as screens and documents name it; ``size`` in bytes."""

    id: str
    name: str
    media_type: str
    size: int

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


def as_evidence(attachment: Attachment) -> Evidence:
    """What a screen needs to know of a file."""
    return Evidence(str(attachment.id), attachment.name, attachment.media_type, attachment.size)


def listing(container: UUID) -> tuple[Evidence, ...]:
    """The files of a container that were not removed, oldest first."""
    return tuple(map(as_evidence, Attachment.objects.filter(container=container, removed_at=None)))


def known_ids(containers: Iterable[UUID]) -> frozenset[str]:
    """Ids, as text, of every file not removed of these containers."""
    kept = Attachment.objects.filter(container__in=tuple(containers), removed_at=None)
    return frozenset(str(each) for each in kept.values_list("id", flat=True))


def get(container: UUID, attachment_id: UUID) -> Attachment:
    """One file of the container, removed or not: a frozen revision may cite it. Raises Invisible."""
    found = Attachment.objects.filter(container=container, id=attachment_id).first()
    if found is None:
        raise Invisible("ATTACHMENT_UNKNOWN", _("Không tìm thấy tệp này."))
    return found


def open_file(attachment: Attachment) -> BinaryIO:
    """The bytes of the file. Raises FileNotFoundError when the disk has lost them."""
    return storage.read(attachment.sha256)
