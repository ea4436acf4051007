"""The receipt's QR code is a drawing and nothing else."""

from xml.etree import ElementTree as ET

from ketnghia.documents.receipt import qr_svg

URL = 'https://bao-cao.example/xac-minh/"><script>alert(1)</script>'


def test_the_code_is_an_svg_without_style_script_or_event() -> None:
    drawing = ET.fromstring(qr_svg(URL))  # noqa: S314 -- made by this very process
    parts = [drawing, *drawing.iter()]
    assert {part.tag.rpartition("}")[2] for part in parts} == {"svg", "path"}
    attributes = {name for part in parts for name in part.attrib}
    assert attributes == {"viewBox", "class", "fill", "stroke", "d"}


def test_the_address_itself_is_nowhere_in_the_markup() -> None:
    assert "example" not in qr_svg(URL)


def test_another_address_gives_another_code() -> None:
    assert qr_svg("https://a.example/1") != qr_svg("https://a.example/2")
    assert qr_svg("https://a.example/1") == qr_svg("https://a.example/1")
