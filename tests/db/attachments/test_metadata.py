"""What a camera writes beside the pixels is gone before a photo is stored."""

from io import BytesIO

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base
from PIL.PngImagePlugin import PngInfo

from ketnghia.attachments.metadata import strip_metadata
from tests.db.attachments.files import PDF, picture, pixels

FORMATS = [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")]


@pytest.mark.parametrize(("format_", "media_type"), FORMATS)
def test_owner_and_place_are_gone_and_the_pixels_are_the_same(format_: str, media_type: str) -> None:
    before = picture(format_)
    after = strip_metadata(before, media_type)
    with Image.open(BytesIO(before)) as image:
        assert image.getexif()[Base.Artist]
    with Image.open(BytesIO(after)) as image:
        exif = image.getexif()
        assert Base.Artist not in exif
        assert not exif.get_ifd(IFD.GPSInfo)
    assert pixels(after) == pixels(before)


def test_a_jpeg_keeps_the_way_it_is_turned() -> None:
    after = strip_metadata(picture("JPEG", orientation=6), "image/jpeg")
    with Image.open(BytesIO(after)) as image:
        assert dict(image.getexif()) == {Base.Orientation: 6}


def test_a_second_picture_behind_the_end_of_a_jpeg_is_cut_off() -> None:
    alone = strip_metadata(picture("JPEG"), "image/jpeg")
    assert strip_metadata(picture("JPEG") + picture("JPEG"), "image/jpeg") == alone


def test_a_progressive_jpeg_with_a_comment_keeps_all_its_scans() -> None:
    out = BytesIO()
    Image.effect_mandelbrot((64, 64), (-2, -1, 1, 1), 50).save(out, "JPEG", progressive=True, comment=b"An")
    after = strip_metadata(out.getvalue(), "image/jpeg")
    assert b"An" in out.getvalue()
    assert b"\xff\xfe" not in after
    assert pixels(after) == pixels(out.getvalue())


def test_text_chunks_of_a_png_are_gone() -> None:
    info, out = PngInfo(), BytesIO()
    info.add_itxt("Author", "Người chụp")
    Image.new("RGB", (4, 4)).save(out, "PNG", pnginfo=info)
    assert b"iTXt" not in strip_metadata(out.getvalue(), "image/png")


def test_a_stripped_photo_is_not_changed_again() -> None:
    for format_, media_type in FORMATS:
        once = strip_metadata(picture(format_, orientation=3), media_type)
        assert strip_metadata(once, media_type) == once


def test_a_pdf_is_kept_byte_by_byte() -> None:
    assert strip_metadata(PDF, "application/pdf") == PDF
