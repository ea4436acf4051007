"""Remarks on a report: as its pages show them, and what people send to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from ketnghia.accounts.viewer import Viewer
from ketnghia.comments.queries import Thread
from ketnghia.comments.states import Audience
from ketnghia.reports import discussion
from ketnghia.reports.definitions import definition_of
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request
from ketnghia.web.reports.changes import ChangeReader
from ketnghia.web.reports.sheet import Names

if TYPE_CHECKING:
    from ketnghia.reports.models import Report


@dataclass(frozen=True, slots=True)
class ShownThread:
    """A thread with its place in words; `is_waiting`: for an answer of the viewer's side."""

    thread: Thread
    place: str
    is_waiting: bool

    @property
    def section(self) -> str:
        return self.thread.path.partition(".")[0]

    @property
    def anchor(self) -> str:
        return self.thread.path.replace(".", "-")


def remarks(
    viewer: Viewer, report: Report, content: Mapping[str, Any], *, path: str = "", picking: bool = False
) -> dict[str, Any]:
    """Every thread the viewer may read, those about one place when `path` is given, open ones first.

    `marks` counts the open ones by place; `picking` offers a link at every cell.
    """
    found = discussion.discussion(viewer, report)
    reader = ChangeReader(definition_of(report.form_version_id), Names({}, {}), content)
    shown = [
        ShownThread(each, reader.place(each.path), each.awaits(viewer.organisation_id))
        for each in sorted(found.threads, key=lambda each: not each.is_open)
        if not path or f"{each.path}.".startswith(f"{path}.")
    ]
    return {
        "discussion": found,
        "threads": shown,
        "marks": Counter(each.path for each in found.threads if each.is_open),
        "about": path,
        "about_place": reader.place(path) if path else "",
        "about_anchor": path.replace(".", "-"),
        "picking": picking and bool(found.audiences),
    }


@require_POST
@member_required
def say(request: Request, report_id: int) -> HttpResponse:
    """Begin a thread at a place."""
    sent, path = request.POST, request.POST.get("o", "")
    audience = sent.get("cho", "")
    discussion.say(
        viewer=member(request),
        report_id=report_id,
        path=path,
        text=sent.get("text", ""),
        audience=Audience(audience) if audience in Audience.values else Audience.UNIT,
        link=_address(report_id, path),
        now=request.now,
    )
    return redirect(_address(report_id, path))


@require_POST
@member_required
def answer(request: Request, report_id: int, thread_id: int) -> HttpResponse:
    """Answer a thread, on the report's page or on the page where it is filled in."""
    comment = discussion.answer(
        viewer=member(request),
        report_id=report_id,
        thread_id=thread_id,
        text=request.POST.get("text", ""),
        link=_address(report_id, ""),
        now=request.now,
    )
    return _back(request, report_id, comment.path)


@require_POST
@member_required
def settle(request: Request, report_id: int, thread_id: int) -> HttpResponse:
    """End a thread."""
    viewer = member(request)
    comment = discussion.settle(viewer=viewer, report_id=report_id, thread_id=thread_id, now=request.now)
    return _back(request, report_id, comment.path)


@require_POST
@member_required
def reopen(request: Request, report_id: int, thread_id: int) -> HttpResponse:
    """Open a settled thread again."""
    comment = discussion.reopen(viewer=member(request), report_id=report_id, thread_id=thread_id)
    return _back(request, report_id, comment.path)


def _back(request: Request, report_id: int, path: str) -> HttpResponse:
    if request.POST.get("ve") == "nhap":
        return redirect(f"{reverse('entry', args=[report_id])}#{path.partition('.')[0]}")
    return redirect(_address(report_id, request.POST.get("o", "")))


def _address(report_id: int, path: str) -> str:
    query = f"?{urlencode({'o': path})}" if path else ""
    return f"{reverse('report', args=[report_id])}{query}#y-kien"
