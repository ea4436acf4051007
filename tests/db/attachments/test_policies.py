"""What may be attached, told by the bytes and not by the name."""

import pytest

from ketnghia.attachments import policies
from ketnghia.attachments.names import clean_name
from ketnghia.kernel.refusals import Refusal
from tests.db.attachments.files import EXECUTABLE, PDF, picture


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (picture("JPEG"), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (PDF, "application/pdf"),
    ],
)
def test_photos_and_pdf_are_told_by_their_bytes(content: bytes, media_type: str) -> None:
    assert policies.check_media_type(content, "khong-ten") == media_type


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (EXECUTABLE, "quyet-dinh.pdf", "không phải PDF"),
        (b"\x7fELF" + b"\x00" * 60, "quyet-dinh.pdf", "không phải PDF"),
        (picture("PNG")[:40], "anh.png", "bị hỏng"),
        (EXECUTABLE, "anh.jpg", "bị hỏng"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "hinh.svg", "Chỉ nhận"),
        (b"GIF89a" + b"\x00" * 40, "hinh.gif", "Chỉ nhận"),
    ],
)
def test_anything_else_is_refused_with_a_sentence_to_act_on(content: bytes, name: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence) as refused:
        policies.check_media_type(content, name)
    assert refused.value.code == "ATTACHMENT_TYPE"


def test_a_picture_of_more_pixels_than_any_camera_takes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "MAX_PIXELS", 799)
    with pytest.raises(Refusal):
        policies.check_media_type(picture("PNG"), "anh.png")


def test_an_empty_file_and_one_above_the_limit_are_refused() -> None:
    policies.check_size(10, 10)
    with pytest.raises(Refusal, match="rỗng"):
        policies.check_size(0, 10)
    with pytest.raises(Refusal, match="lớn hơn 10 MB"):
        policies.check_size(10 * 2**20 + 1, 10 * 2**20)


def test_a_photo_needs_consent_and_a_pdf_does_not() -> None:
    policies.check_consent("application/pdf", consent=False)
    policies.check_consent("image/png", consent=True)
    with pytest.raises(Refusal, match="đồng ý"):
        policies.check_consent("image/png", consent=False)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Nha\u0300 mo\u031b\u0301i.pdf", "Nhà mới.pdf"),
        ("C:\\Users\\van-thu\\QĐ 15.PDF", "QĐ 15.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("quyết\u202eđịnh\r\n.pdf", "quyếtđịnh .pdf"),
        ("<script>.pdf", "script.pdf"),
        (" . ", "tep.pdf"),
        ("a" * 300 + ".pdf", "a" * 156 + ".pdf"),
    ],
)
def test_a_file_name_is_kept_in_nfc_without_path_and_traps(name: str, shown: str) -> None:
    assert clean_name(name, "application/pdf") == shown
