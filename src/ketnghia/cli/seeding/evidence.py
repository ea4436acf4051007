"""Small files that stand for evidence: a drawn landscape as PNG, one page of text as PDF."""

import random
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

_SIZE: Final = (480, 320)
_HILLS: Final = 3


def picture(dice: random.Random) -> bytes:
    """A PNG of hills under a sky; nobody is in it."""
    width, height = _SIZE
    image = Image.new("RGB", _SIZE, (dice.randint(180, 210), dice.randint(205, 225), 235))
    draw = ImageDraw.Draw(image)
    for hill in range(_HILLS):
        base = height * (hill + 2) // (_HILLS + 2)
        tops = [(x, base + dice.randint(-40, 40)) for x in range(0, width + 60, 60)]
        green = 150 - 30 * hill
        draw.polygon([(0, height), *tops, (width, height)], fill=(60 + 10 * hill, green, 70))
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def page(line: str) -> bytes:
    """A PDF of one page with one line of ASCII text."""
    text = line.encode("ascii").replace(b"(", b"").replace(b")", b"")
    drawing = b"BT /F1 14 Tf 72 760 Td (" + text + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    body, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return bytes(body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail)
