"""The entry page as a person sees it: opening it signed in, finding cells, waiting for a save."""

import re
from dataclasses import dataclass

from django.test import Client
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.web.entry.drafts import Draft

BACKEND = "ketnghia.accounts.backends.Backend"
SAVED = re.compile(r"^Đã lưu \d\d:\d\d:\d\d$")


def sign_in(context: BrowserContext, live_server: LiveServer, draft: Draft) -> None:
    """Give the browser a session of the person who types."""
    client = Client()
    client.force_login(draft.user, backend=BACKEND)
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One open entry page."""

    page: Page
    url: str

    def open(self, section: str = "") -> "EntryPage":
        self.page.goto(f"{self.url}#{section}")
        expect(self.page.locator("[data-entry]")).to_be_visible()
        return self

    def section(self, code: str) -> Locator:
        self.page.goto(f"{self.url}#{code}")
        return self.page.locator(f"#muc-{code}")

    def cell(self, path: str) -> Locator:
        return self.page.locator(f'[data-path="{path}"]')

    def add_row(self, code: str = "hoat_dong") -> Locator:
        section = self.page.locator(f"#muc-{code}")
        section.locator("[data-add-row]").click()
        return section.locator("[data-row]").last

    def type(self, control: Locator, text: str) -> None:
        """Type into a cell and leave it."""
        control.fill(text)
        control.blur()

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-saved-text]")

    def saved(self) -> None:
        expect(self.status).to_have_text(SAVED)
        expect(self.page.locator("[data-saved]")).to_have_attribute("data-state", "saved")

    @property
    def said(self) -> Locator:
        return self.page.locator("[data-say]")

    def is_as_wide_as_the_screen(self) -> bool:
        wide = self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        return bool(wide)


def in_row(row: Locator, field: str) -> Locator:
    """A cell of a row by the end of its path, e.g. "von_ngan_sach.actual"."""
    return row.locator(f'[data-path$=".{field}"]')


def problem(control: Locator) -> Locator:
    """The words beside a cell."""
    return control.locator("xpath=following-sibling::*[@data-problem]")


def file(name: str, media_type: str, content: bytes) -> FilePayload:
    """A file as a person would pick it."""
    return {"name": name, "mimeType": media_type, "buffer": content}


def paste(control: Locator, text: str) -> None:
    """Paste a block into a cell as a spreadsheet would."""
    control.evaluate(
        """(cell, text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const options = { clipboardData: data, bubbles: true, cancelable: true };
          cell.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        text,
    )
