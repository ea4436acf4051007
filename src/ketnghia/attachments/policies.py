"""What may be attached: kind, size, consent. Each check raises a Refusal with a sentence to act on."""

from io import BytesIO

import puremagic
from django.utils.translation import gettext as _
from PIL import Image

from ketnghia.attachments.models import MEDIA_TYPES
from ketnghia.kernel.refusals import Refusal

MAX_PIXELS = 100_000_000
# Of one container, those taken out again included: they stay on the disk.
MAX_FILES = 200
_HEAD = 4096
_PILLOW_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def check_size(size: int, limit: int) -> None:
    """Refuse an empty file and one above ``limit`` bytes."""
    if size == 0:
        raise Refusal("ATTACHMENT_EMPTY", _("Tệp này rỗng. Chọn lại tệp có nội dung."))
    if size > limit:
        raise Refusal(
            "ATTACHMENT_TOO_LARGE",
            _("Tệp này lớn hơn {limit} MB. Giảm cỡ ảnh hoặc tách tệp rồi tải lại.").format(
                limit=limit // 2**20
            ),
        )


def check_room(stored: int) -> None:
    """A report has as many files as people look at, not as many as a machine can send."""
    if stored >= MAX_FILES:
        raise Refusal(
            "ATTACHMENT_TOO_MANY",
            _("Ở đây đã có {count} tệp, nhiều nhất là {limit}. Gộp ảnh vào một tệp PDF.").format(
                count=stored, limit=MAX_FILES
            ),
        )


def check_media_type(content: bytes, name: str) -> str:
    """The media type told by the bytes themselves; refuses all but JPEG, PNG, WebP and PDF.

    The name is only used to word the refusal: an executable called ``.pdf`` is told it is no PDF.
    """
    found = _sniff(content)
    if found == "application/pdf" and content.startswith(b"%PDF-"):
        return found
    if found in _PILLOW_FORMATS and _is_sound_image(content, _PILLOW_FORMATS[found]):
        return found
    raise Refusal("ATTACHMENT_TYPE", _type_sentence(name))


def check_consent(media_type: str, *, consent: bool) -> None:
    """A photo may show people: whoever sends it says that they agreed (Law 91/2025)."""
    if media_type.startswith("image/") and not consent:
        raise Refusal(
            "ATTACHMENT_CONSENT",
            _("Đánh dấu xác nhận người trong ảnh đã đồng ý, rồi tải ảnh lên."),
        )


def _sniff(content: bytes) -> str:
    try:
        found = puremagic.from_string(content[:_HEAD], mime=True)
    except puremagic.PureError:
        return ""
    return found if found in MEDIA_TYPES else ""


def _is_sound_image(content: bytes, expected: str) -> bool:
    try:
        with Image.open(BytesIO(content), formats=[expected]) as image:
            width, height = image.size
            image.verify()
    except Exception:  # noqa: BLE001 - a decoder fed damaged bytes raises anything; all of it means "not sound"
        return False
    return 0 < width * height <= MAX_PIXELS


def _type_sentence(name: str) -> str:
    suffix = name.rpartition(".")[2].lower()
    if suffix == "pdf":
        return _("Tệp này không phải PDF dù tên có đuôi .pdf. Xuất lại từ phần mềm gốc rồi tải lên.")
    if suffix in {"jpg", "jpeg", "png", "webp"}:
        return _("Ảnh này bị hỏng hoặc không đúng loại như tên. Chụp hoặc lưu lại rồi tải lên.")
    return _("Chỉ nhận ảnh JPEG, PNG, WebP và tệp PDF. Chuyển tệp sang một trong các loại đó rồi tải lên.")
