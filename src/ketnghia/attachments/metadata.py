"""Photos without what the camera wrote about people: place, owner, device, time, comments.

The pixels are not touched (no decoding, no loss); only the blocks beside them are dropped. A JPEG keeps
its orientation, or it would be shown lying down, and its colour profile.
"""

from collections.abc import Iterator
from io import BytesIO
from struct import pack, unpack_from

from PIL import Image

_START, _SCAN, _END = 0xD8, 0xDA, 0xD9
_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_ORIENTATION = 0x0112
_PNG_SIGNATURE_BYTES = 8
_PNG_DROPPED = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_DROPPED = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS_KEPT = ~0b0000_1100 & 0xFF


def strip_metadata(content: bytes, media_type: str) -> bytes:
    """The same picture without personal metadata; a PDF comes back as it is."""
    match media_type:
        case "image/jpeg":
            return b"".join(_jpeg(content))
        case "image/png":
            return b"".join(_png(content))
        case "image/webp":
            return _webp(content)
    return content


def _jpeg(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    yield _orientation_block(content)
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            at += 1
            continue
        marker = content[at + 1]
        if marker == _END:
            # A second picture behind the end (depth, preview) carries metadata of its own.
            yield content[at : at + 2]
            return
        if marker == 0xFF or marker == 0x00 or 0xD0 <= marker <= _START:
            at += 1
            continue
        (length,) = unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if marker == _SCAN:
            end = _end_of_scan(content, end)
        if _keeps_jpeg_block(marker, content[at + 4 : at + 16]):
            yield content[at:end]
        at = end
    yield content[at:] if content[at : at + 2] == b"\xff\xd9" else b""


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the compressed pixels end: at the first marker that is neither stuffing nor a restart."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        follower = content[at + 1]
        if follower == 0x00 or 0xD0 <= follower <= 0xD7:
            at += 2
        elif follower == 0xFF:
            at += 1
        else:
            return at
    return len(content)


def _keeps_jpeg_block(marker: int, head: bytes) -> bool:
    if marker == _APP2:
        return head.startswith(b"ICC_PROFILE")
    if marker in {_APP0, _APP14}:
        return True
    return not (_APP1 <= marker <= _APP15 or marker == _COMMENT)


def _orientation_block(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=["JPEG"]) as image:
        orientation = image.getexif().get(_ORIENTATION, 1)
    if orientation not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    body = exif.tobytes()
    return pack(">BBH", 0xFF, _APP1, len(body) + 2) + body


def _png(content: bytes) -> Iterator[bytes]:
    yield content[:_PNG_SIGNATURE_BYTES]
    at = _PNG_SIGNATURE_BYTES
    while at + 12 <= len(content):
        (length,) = unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if kind not in _PNG_DROPPED:
            yield content[at:end]
        if kind == b"IEND":
            return
        at = end


def _webp(content: bytes) -> bytes:
    kept = bytearray()
    at = 12
    while at + 8 <= len(content):
        kind = content[at : at + 4]
        (length,) = unpack_from("<I", content, at + 4)
        end = at + 8 + length + length % 2
        if kind not in _WEBP_DROPPED:
            block = bytearray(content[at:end])
            if kind == b"VP8X":
                block[8] &= _WEBP_FLAGS_KEPT
            kept += block
        at = end
    return b"RIFF" + pack("<I", len(kept) + 4) + b"WEBP" + bytes(kept)
