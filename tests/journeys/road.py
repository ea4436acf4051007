"""People of the cast, each in a browser of their own, on the way from the open window to the province."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from ketnghia.reports.models import Report, Revision
from tests.journeys.entry_page import EntryPage
from tests.journeys.patience import PATIENCE_MS
from tests.world import PASSWORD, World

WIDE: Final = 1280
PHONE: Final = 360
_HEIGHT: Final = 800


@dataclass(slots=True)
class Person:
    """Somebody at a screen. `complaints` is what their browser told its console."""

    page: Page
    origin: str
    complaints: list[str]

    def go(self, path: str) -> Page:
        answer = self.page.goto(self.origin + path)
        assert answer is not None
        assert answer.status == 200, path
        return self.page

    def status_of(self, path: str) -> int:
        """What a guessed address answers."""
        return self.page.request.get(self.origin + path, max_redirects=0).status

    def entry(self, report: Report) -> EntryPage:
        return EntryPage(self.page, f"{self.origin}/bao-cao/{report.pk}/nhap/").open()

    def report(self, report: Report) -> Page:
        return self.go(f"/bao-cao/{report.pk}/")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def give_back(self, label: str, reason: str) -> None:
        """Take a step that asks why."""
        step = self.page.locator("details.step--reason").filter(has_text=label)
        step.locator("summary").click()
        step.get_by_label("Lý do").fill(reason)
        step.get_by_role("button", name=label, exact=True).click()

    def is_told(self, text: str) -> None:
        """What the page says about the step just taken."""
        expect(self.page.locator(".notice").filter(has_text=text)).to_be_visible()

    def meets_no_barrier(self, *widths: int) -> None:
        """Nothing serious for axe, nothing wider than the screen, nothing told to the console."""
        shown = self.page.viewport_size
        for width in widths or (WIDE, PHONE):
            self.page.set_viewport_size({"width": width, "height": _HEIGHT})
            assert barriers(self.page) == [], (self.page.url, width)
        if shown:
            self.page.set_viewport_size(shown)
        assert self.complaints == []


def barriers(page: Page) -> list[str]:
    """What keeps somebody from using the page as it is now, in one line each."""
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    found = Axe().run(page).response["violations"]
    serious = [each for each in found if each["impact"] in {"serious", "critical"}]
    told = [f"{each['id']}: {each['nodes'][0]['html']}" for each in serious]
    return [*told, *([f"{over} px too wide"] if over > 0 else [])]


@dataclass(frozen=True, slots=True)
class Road:
    """The live server with the cast, and the browsers on it."""

    world: World
    server: LiveServer
    browser: Browser
    options: dict[str, Any]

    @contextmanager
    def visitor(self, *, width: int = WIDE) -> Iterator[Person]:
        """Somebody who has not signed in."""
        context = self.browser.new_context(**self.options | {"viewport": {"width": width, "height": _HEIGHT}})
        try:
            yield person(context, self.server.url)
        finally:
            context.close()

    @contextmanager
    def person(self, username: str, *, width: int = WIDE) -> Iterator[Person]:
        """A member of the cast, signed in already."""
        with self.visitor(width=width) as somebody:
            name = settings.SESSION_COOKIE_NAME
            key = self.world.client(username).cookies[name].value
            somebody.page.context.add_cookies([{"name": name, "value": key, "url": self.server.url}])
            yield somebody


def person(context: BrowserContext, origin: str) -> Person:
    """A fresh tab of a browser, with an ear for its console."""
    complaints: list[str] = []
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    return Person(page, origin, complaints)


def sign_in_by_hand(person: Person, username: str) -> None:
    """Type user name and password as everybody does."""
    person.go("/tai-khoan/dang-nhap/")
    person.page.locator("input[name=login]").fill(username)
    person.page.locator("input[name=password]").fill(PASSWORD)
    person.page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(person.page).to_have_url(f"{person.origin}/viec-can-lam/")


def revisions(report: Report) -> list[Revision]:
    """What was ever submitted of a report, in order."""
    return list(Revision.objects.filter(report=report).order_by("number"))


def facts_of(page: Page) -> dict[str, str]:
    """The lists of terms and what stands beside them, on the page's main part."""
    lines = page.get_by_role("main").locator("dl.facts > div")
    return {
        lines.nth(place).locator("dt").inner_text(): lines.nth(place).locator("dd").inner_text()
        for place in range(lines.count())
    }
