"""Frozen versions of the consolidated year: listing, freezing, sending, reading, comparing them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ketnghia.consolidation import operations, policies, versions
from ketnghia.consolidation import trace as tracing
from ketnghia.consolidation.differences import compare
from ketnghia.documents.letterhead import programme_letterhead
from ketnghia.web.access import member, member_required
from ketnghia.web.consolidated import downloads, sources
from ketnghia.web.consolidated.forms import FreezeForm, SendForm
from ketnghia.web.consolidated.pages import (
    Addresses,
    changes_page,
    compared_with,
    version_page,
    versions_page,
)
from ketnghia.web.http import Request


@require_safe
@member_required
def version_list(request: Request, year: int) -> HttpResponse:
    """The versions of a year; for who freezes, what freezing now would hold."""
    context = versions_page(member(request), year, FreezeForm(), now=request.now)
    return render(request, "web/consolidated/versions.html", context)


@require_POST
@member_required
def freeze(request: Request, year: int) -> HttpResponse:
    """Freeze the year as the next version."""
    viewer = member(request)
    policies.check_freezer(viewer)
    form = FreezeForm(request.POST)
    if not form.is_valid():
        context = versions_page(viewer, year, form, now=request.now)
        return render(request, "web/consolidated/versions.html", context, status=422)
    version = operations.freeze(
        viewer=viewer,
        year=year,
        accepted_only=form.accepted_only,
        note=form.cleaned_data["note"],
        now=request.now,
    )
    messages.success(request, _("Đã chốt bản số %(number)s.") % {"number": version.number})
    return redirect("version", year, version.number)


@require_safe
@member_required
def version(request: Request, year: int, number: int) -> HttpResponse:
    """A version as it was frozen, in the layout of the year as it stands."""
    found = versions.version_of(member(request), year, number)
    form = SendForm(initial={"to": found.campaign.programme.report_to})
    context = version_page(member(request), found, form, request.GET)
    return render(request, "web/consolidated/version.html", context)


@require_POST
@member_required
def send_version(request: Request, year: int, number: int) -> HttpResponse:
    """Note that a version went up, under which document, to whom."""
    viewer = member(request)
    policies.check_freezer(viewer)
    form = SendForm(request.POST)
    if not form.is_valid():
        context = version_page(viewer, versions.version_of(viewer, year, number), form, request.GET)
        return render(request, "web/consolidated/version.html", context, status=422)
    operations.send(viewer=viewer, year=year, number=number, now=request.now, **form.cleaned_data)
    messages.success(request, _("Đã ghi: bản chốt số %(number)s gửi đi.") % {"number": number})
    return redirect("version", year, number)


@require_safe
@member_required
def version_changes(request: Request, year: int, number: int) -> HttpResponse:
    """What tells a version from another one (`?voi=`), or from the figures as they stand now."""
    viewer = member(request)
    this = versions.version_of(viewer, year, number)
    other = compared_with(request.GET)
    if other:
        that = versions.opened(versions.version_of(viewer, year, other))
    else:
        that = versions.snapshot_now(viewer, year=year, as_of=request.now, accepted_only=this.accepted_only)
    pair = versions.opened(this), that
    earlier, later = reversed(pair) if other and other < number else pair
    context = changes_page(compare(earlier, later), versions.versions_of(viewer, year), number, other)
    return render(request, "web/consolidated/changes.html", context)


@require_safe
@member_required
def version_trace(request: Request, year: int, number: int) -> HttpResponse:
    """From what a frozen figure is the sum of: the submissions it rested on."""
    viewer = member(request)
    frozen = versions.opened(versions.version_of(viewer, year, number))
    asked = sources.Asked.of(request.GET, accepted_only=False)
    found = tracing.trace(viewer, year=year, by=asked.by, code=asked.code, frozen=frozen)
    rows = sources.rows_of(viewer, year, found, asked, frozen)
    address = Addresses.of_version(year, number).trace
    context = sources.drawer(found, asked, rows, year=year, trace_url=address) | {"number": number}
    return render(request, sources.template(asked, request.headers), context)


@require_safe
@member_required
def version_docx(request: Request, year: int, number: int) -> HttpResponse:
    """The report to the provincial People's Committee, from the frozen figures."""
    found = versions.version_of(member(request), year, number)
    letter = programme_letterhead(found.campaign.programme.code)
    return downloads.word(versions.opened(found).figures, letter)


@require_safe
@member_required
def version_xlsx(request: Request, year: int, number: int) -> HttpResponse:
    """The annex tables, from the frozen figures."""
    return downloads.workbook(versions.opened(versions.version_of(member(request), year, number)).figures)


@require_safe
@member_required
def version_json(request: Request, year: int, number: int) -> HttpResponse:
    """The frozen figures for machines."""
    return downloads.machine(versions.opened(versions.version_of(member(request), year, number)).figures)
