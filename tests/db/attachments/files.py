"""Small files made on the spot: photos with and without camera metadata, a PDF, an executable."""

from io import BytesIO

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
EXECUTABLE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 200
PLACE = "Xã A Vương"


def picture(format_: str, *, orientation: int = 1) -> bytes:
    """A 40 × 20 picture of the format with GPS, owner and orientation in its EXIF block."""
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    exif[Base.Artist] = PLACE.encode().decode("latin-1")
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    out = BytesIO()
    Image.linear_gradient("L").resize((40, 20)).convert("RGB").save(out, format_, exif=exif)
    return out.getvalue()


def pixels(content: bytes) -> bytes:
    """The decoded pixels."""
    with Image.open(BytesIO(content)) as image:
        return image.convert("RGB").tobytes()
