"""What a report that came back had wrong: an amount said too high, asked about in its cell and corrected."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from typing import Any, Final

from ketnghia.accounts.viewer import Viewer
from ketnghia.cli.seeding.filling import Content
from ketnghia.comments.states import Audience
from ketnghia.reportforms.definition import FieldType, FormDefinition, SectionKind
from ketnghia.reports import discussion
from ketnghia.reports.models import Report

# Đồng: enough to be seen, too little to make a check speak up.
_TOO_MUCH: Final = 1_000_000
_QUESTION: Final = "Số ước cả năm ở ô này cao hơn chứng từ 1.000.000 đồng. Đơn vị xem lại giúp."
_ANSWER: Final = "Đã sửa theo chứng từ."


def mistaken(form: FormDefinition, content: Content) -> Content:
    """The content as it was before its correction."""
    first = deepcopy(content)
    for _path, pair in _amounts(form, first):
        pair["estimate"] += _TOO_MUCH
        break
    return first


def ask(report: Report, form: FormDefinition, content: Content, viewer: Viewer, at: datetime) -> None:
    """Whoever sent the report back says where, if it states any amount."""
    path = next((f"{path}.estimate" for path, _pair in _amounts(form, content)), "")
    if not path:
        return
    discussion.say(
        viewer=viewer,
        report_id=report.pk,
        path=path,
        text=_QUESTION,
        audience=Audience.BOTH,
        link=_link(report),
        now=at,
    )


def answer(report: Report, viewer: Viewer, at: datetime) -> None:
    """Who corrected it says so, where something was asked."""
    for thread in discussion.discussion(viewer, report).threads:
        discussion.answer(
            viewer=viewer,
            report_id=report.pk,
            thread_id=thread.first.id,
            text=_ANSWER,
            link=_link(report),
            now=at,
        )


def settle(report: Report, viewer: Viewer, at: datetime) -> None:
    """Whoever asked is content."""
    for thread in discussion.discussion(viewer, report).threads:
        discussion.settle(viewer=viewer, report_id=report.pk, thread_id=thread.first.id, now=at)


def _link(report: Report) -> str:
    return f"/bao-cao/{report.pk}/#y-kien"


def _amounts(form: FormDefinition, content: Content) -> Iterator[tuple[str, dict[str, Any]]]:
    """The amounts a content states for the whole year, with their paths."""
    for section in form.sections:
        codes = [each.code for each in section.fields if each.pair and each.type is FieldType.VND]
        if section.kind is not SectionKind.ROWS:
            continue
        for row in content["sections"].get(section.code) or []:
            for code in codes:
                pair = row.get(code)
                if isinstance(pair, dict) and isinstance(pair.get("estimate"), int):
                    yield f"{section.code}.{row['id']}.{code}", pair
