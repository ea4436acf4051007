"""Photos and PDF files beside a row: sent, refused in words, shown and taken back."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from ketnghia.attachments.models import Attachment
from tests.db.attachments.files import EXECUTABLE, PDF, picture
from tests.journeys.entry_page import EntryPage, file
from tests.web.entry.drafts import Draft

pytestmark = pytest.mark.journey


@pytest.fixture
def widget(entry: EntryPage) -> Locator:
    return entry.cell("ky_ket.ban_ky")


def test_a_pdf_with_an_nfd_name_is_stored_in_nfc_and_named_in_the_draft(
    entry: EntryPage, draft: Draft, widget: Locator
) -> None:
    widget.locator("[data-pick]").set_input_files(
        file("Ke\u0302\u0301 hoa\u0323ch.pdf", "application/pdf", PDF)
    )
    expect(widget.get_by_role("link", name="Kế hoạch.pdf")).to_be_visible()
    entry.saved()
    stored = Attachment.objects.get()
    assert stored.name == "Kế hoạch.pdf"
    assert draft.stored().content["sections"]["ky_ket"]["ban_ky"] == [str(stored.pk)]


def test_a_photo_waits_for_consent(widget: Locator) -> None:
    photo = file("nhà.jpg", "image/jpeg", picture("JPEG"))
    widget.locator("[data-pick]").set_input_files(photo)
    expect(widget.get_by_role("alert")).to_contain_text("đã đồng ý")
    assert not Attachment.objects.exists()
    widget.get_by_label("Người trong ảnh đã đồng ý").check()
    widget.locator("[data-pick]").set_input_files(photo)
    expect(widget.get_by_role("link", name="nhà.jpg")).to_be_visible()
    assert Attachment.objects.get().consent


def test_an_executable_called_pdf_is_refused_in_words(widget: Locator) -> None:
    widget.locator("[data-pick]").set_input_files(file("qd.pdf", "application/pdf", EXECUTABLE))
    expect(widget.get_by_role("alert")).to_contain_text("Tệp này không phải PDF")
    assert not Attachment.objects.exists()


def test_a_file_above_ten_megabytes_is_refused_before_it_is_sent(widget: Locator, tmp_path: Path) -> None:
    large = tmp_path / "to.pdf"
    large.write_bytes(PDF + b" " * (10 * 2**20))
    widget.locator("[data-pick]").set_input_files(large)
    expect(widget.get_by_role("alert")).to_contain_text("lớn hơn 10 MB")


def test_a_broken_upload_can_be_tried_again(entry: EntryPage, widget: Locator) -> None:
    entry.page.route("**/tep/", lambda route: route.abort())
    widget.locator("[data-pick]").set_input_files(file("a.pdf", "application/pdf", PDF))
    expect(widget.get_by_role("alert")).to_contain_text("Chưa tải lên được")
    entry.page.unroute("**/tep/")
    widget.get_by_role("button", name="Thử lại").click()
    expect(widget.get_by_role("link", name="a.pdf")).to_be_visible()


def test_a_removed_file_can_be_taken_back(entry: EntryPage, draft: Draft, widget: Locator) -> None:
    widget.locator("[data-pick]").set_input_files(file("a.pdf", "application/pdf", PDF))
    widget.get_by_role("button", name="Bỏ tệp a.pdf").click()
    expect(widget.get_by_role("link")).to_have_count(0)
    entry.said.get_by_role("button", name="Lấy lại").click()
    expect(widget.get_by_role("link", name="a.pdf")).to_be_visible()
    entry.saved()
    assert draft.stored().content["sections"]["ky_ket"]["ban_ky"]
    assert Attachment.objects.get().removed_at is None
