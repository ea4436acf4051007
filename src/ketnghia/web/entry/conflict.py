"""Two versions of a draft side by side: what both sides changed is chosen cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ketnghia.consolidation import operations
from ketnghia.kernel.refusals import Changed, Refusal
from ketnghia.reportforms.comparing import values
from ketnghia.reportforms.merging import Question, Whose
from ketnghia.reports import policies, queries
from ketnghia.reports.conflicts import RefusedSave, open_conflict, put_together, stamp
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.states import Action
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request
from ketnghia.web.reports.changes import ChangeReader
from ketnghia.web.reports.sheet import Names

_SIDES: Final = {each.value: each for each in Whose}
_CELL: Final = "o:"
# Digits of any id there is; Python refuses to read thousands of them.
_LONGEST_NUMBER: Final = 18


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One place to choose: `name` of its radio buttons, both versions in words, and what is chosen so far."""

    name: str
    place: str
    mine: str
    theirs: str
    is_row: bool
    chosen: str


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def conflict(request: Request, report_id: int) -> HttpResponse:
    """Both versions where they differ; the chosen cells become the next version of the draft."""
    viewer = member(request)
    report = queries.get_report(viewer, report_id)
    policies.check_step(viewer, report, Action.SAVE, district_id=None)
    sent = request.POST
    refusal = _resolve(request, report_id) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        return redirect("conflict", report_id=report_id)
    refused = open_conflict(viewer, report)
    if refused is None:
        return redirect("entry", report_id=report_id)
    context = _context(report, refused, _choices(sent)) | {"refusal": refusal}
    status = HTTPStatus.CONFLICT if isinstance(refusal, Changed) else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "web/entry/conflict.html", context, status=status if refusal else HTTPStatus.OK)


@require_safe
@member_required
def draft_version(request: Request, report_id: int) -> HttpResponse:
    """The draft's version, for a page that wonders whether somebody else has saved meanwhile."""
    found = stamp(member(request), report_id)
    return JsonResponse(
        {
            "version": found.version,
            "saved_at": found.saved_at.isoformat(),
            "saved_by": found.saved_by,
        }
    )


def _resolve(request: Request, report_id: int) -> Refusal | None:
    """Settle the refused save; a refusal that another look at the page answers is given back."""
    sent = request.POST
    try:
        operations.resolve_conflict(
            viewer=member(request),
            report_id=report_id,
            conflict_id=_number(sent.get("conflict", "")),
            version=_number(sent.get("version", "")),
            choices=_choices(sent),
            rest=_SIDES.get(sent.get("take", "")),
            now=request.now,
        )
    except Changed as changed:
        return changed
    except Refusal as refusal:
        if refusal.code != "CHOICE_MISSING":
            raise
        return refusal
    return None


def _choices(sent: QueryDict) -> dict[str, Whose]:
    return {
        name.removeprefix(_CELL): _SIDES[side]
        for name in sent
        if name.startswith(_CELL) and (side := str(sent[name])) in _SIDES
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 0


def _context(report: Any, refused: RefusedSave, choices: Mapping[str, Whose]) -> dict[str, Any]:
    definition = definition_of(report.form_version_id)
    merged = put_together(report, refused, choices)
    organisations: dict[int, str] = {}
    for known in queries.lookups(report, definition).organisations.values():
        organisations |= known
    names = Names(organisations, queries.evidence_names(report))
    reader = ChangeReader(definition, names, report.content, refused.content)
    return {
        "report": report,
        "definition": definition,
        "refused": refused,
        "questions": [_shown(reader, each, choices) for each in merged.questions],
        "from_mine": [reader.change(each) for each in merged.from_mine],
        "from_theirs": [reader.change(each) for each in merged.from_theirs],
        "year": report.campaign.year,
    }


def _shown(reader: ChangeReader, question: Question, choices: Mapping[str, Whose]) -> ShownQuestion:
    told = _row if question.is_row else _cell
    return ShownQuestion(
        name=f"{_CELL}{question.path}",
        place=reader.place(question.path),
        mine=told(reader, question.path, question.mine),
        theirs=told(reader, question.path, question.theirs),
        is_row=question.is_row,
        chosen=choices.get(question.path, ""),
    )


def _cell(reader: ChangeReader, path: str, stored: Any) -> str:
    return reader.value(path, stored)


def _row(reader: ChangeReader, path: str, row: Mapping[str, Any] | None) -> str:
    """Everything a row says, a line each; that it was removed, where it was."""
    return _("Bỏ dòng này") if row is None else "\n".join(_lines(reader, path, row))


def _lines(reader: ChangeReader, path: str, row: Mapping[str, Any]) -> Iterator[str]:
    section = path.partition(".")[0]
    for at, stored in values({"sections": {section: [row]}}).items():
        text = reader.value(at, stored)
        if text:
            yield f"{reader.label(at)}: {text}"
