"""Storing and removing evidence."""

import uuid
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from ketnghia.attachments import operations, policies, queries, storage
from ketnghia.attachments.models import Attachment
from ketnghia.kernel.refusals import Invisible, Refusal
from tests.db.attachments.files import EXECUTABLE, PDF, picture

pytestmark = pytest.mark.django_db

NOW = datetime(2021, 11, 24, 3, 0, tzinfo=UTC)
CONTAINER = uuid.UUID(int=1)
OTHER = uuid.UUID(int=2)


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def user_id() -> int:
    return get_user_model().objects.create(username="so-y.nhap").pk


def store(
    user_id: int, content: bytes = PDF, name: str = "Ký kết.pdf", *, consent: bool = False
) -> Attachment:
    return operations.store(
        container=CONTAINER, name=name, stream=BytesIO(content), consent=consent, user_id=user_id, now=NOW
    )


def files_in(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_a_stored_file_is_read_back_byte_by_byte(user_id: int) -> None:
    attachment = store(user_id)
    with queries.open_file(attachment) as file:
        assert file.read() == PDF
    assert (attachment.name, attachment.size) == ("Ký kết.pdf", len(PDF))


def test_the_same_file_sent_twice_is_one_attachment(user_id: int, media: Path) -> None:
    assert store(user_id) == store(user_id)
    assert Attachment.objects.count() == 1
    assert len(files_in(media)) == 1


def test_the_same_bytes_under_two_names_are_kept_once_on_disk(user_id: int, media: Path) -> None:
    assert store(user_id) != store(user_id, name="Bản sao.pdf")
    assert len(files_in(media)) == 1


def test_the_hash_is_that_of_the_photo_without_metadata(user_id: int) -> None:
    attachment = store(user_id, picture("JPEG"), "nhà.jpg", consent=True)
    with queries.open_file(attachment) as file:
        kept = file.read()
    assert len(kept) == attachment.size < len(picture("JPEG"))
    assert queries.as_evidence(attachment).is_image
    assert storage.keep(kept) == attachment.sha256


def test_a_refused_file_leaves_nothing_behind(user_id: int, media: Path) -> None:
    for content, name in ((EXECUTABLE, "a.pdf"), (b"", "b.pdf"), (picture("PNG"), "c.png")):
        with pytest.raises(Refusal):
            store(user_id, content, name)
    assert not Attachment.objects.exists()
    assert not files_in(media)


def test_a_file_above_the_limit_is_refused_without_reading_all_of_it(
    user_id: int, settings: Settings
) -> None:
    settings.ATTACHMENT_MAX_BYTES = 100
    stream = BytesIO(PDF + b" " * 500)
    with pytest.raises(Refusal) as refused:
        operations.store(
            container=CONTAINER, name="a.pdf", stream=stream, consent=False, user_id=user_id, now=NOW
        )
    assert refused.value.code == "ATTACHMENT_TOO_LARGE"
    assert stream.tell() == 101


def test_a_container_takes_no_more_files_than_people_look_at(
    user_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policies, "MAX_FILES", 2)
    removed = store(user_id, name="Một.pdf")
    operations.remove(container=CONTAINER, attachment_id=removed.pk, now=NOW)
    store(user_id, name="Hai.pdf")
    with pytest.raises(Refusal, match="đã có 2 tệp") as refused:
        store(user_id, name="Ba.pdf")
    assert refused.value.code == "ATTACHMENT_TOO_MANY"
    assert Attachment.objects.count() == 2


def test_a_removed_file_leaves_the_list_but_a_revision_can_still_cite_it(user_id: int) -> None:
    attachment = store(user_id)
    later = NOW + timedelta(minutes=1)
    operations.remove(container=CONTAINER, attachment_id=attachment.id, now=later)
    operations.remove(container=CONTAINER, attachment_id=attachment.id, now=later + timedelta(hours=1))
    assert queries.listing(CONTAINER) == ()
    assert queries.known_ids([CONTAINER]) == frozenset()
    assert queries.get(CONTAINER, attachment.id).removed_at == later
    assert queries.open_file(attachment).read() == PDF


def test_a_removed_file_can_be_sent_again(user_id: int) -> None:
    first = store(user_id)
    operations.remove(container=CONTAINER, attachment_id=first.id, now=NOW)
    second = store(user_id)
    assert second != first
    assert [each.id for each in queries.listing(CONTAINER)] == [str(second.id)]


def test_another_container_does_not_see_the_file(user_id: int) -> None:
    attachment = store(user_id)
    assert queries.listing(OTHER) == ()
    with pytest.raises(Invisible):
        queries.get(OTHER, attachment.id)


def test_a_write_that_breaks_off_leaves_no_half_file(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(_handle: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(OSError, match="no space"):
        storage.keep(PDF)
    assert not files_in(media)


def test_the_database_keeps_no_photo_without_consent(user_id: int) -> None:
    attachment = store(user_id, picture("PNG"), "a.png", consent=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=attachment.pk).update(consent=False)
