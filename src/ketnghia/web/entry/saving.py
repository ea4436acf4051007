"""What a save brings in and takes back, as JSON."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final, Self

from django.urls import reverse
from django.utils.translation import gettext as _

from ketnghia.kernel.dates import vn_datetime
from ketnghia.kernel.findings import Finding
from ketnghia.kernel.refusals import Refusal
from ketnghia.reportforms.progress import Progress
from ketnghia.reportforms.sums import Sums
from ketnghia.reports.operations import Saved, StaleSave

_SAVE_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,40}", re.ASCII)
_LAST_VERSION: Final = 2**31 - 1
# Bytes; the longest report of the demo takes a twentieth.
LARGEST_SAVE: Final = 2**20
# A content has six levels. Python writes JSON level by level on its stack: thousands of them end the process.
_DEEPEST: Final = 32
_NO_BRACKETS: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[^"\[\]{}]++', re.DOTALL)


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """One save as the page sends it: ``save_id`` is the same in every retry of it."""

    base_version: int
    save_id: str
    content: dict[str, Any]

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Raises Refusal for anything of another shape or size."""
        if len(body) > LARGEST_SAVE:
            raise Refusal(
                "SAVE_TOO_LARGE", _("Báo cáo quá dài nên chưa lưu được. Rút gọn phần chữ rồi lưu lại.")
            )
        try:
            sent = _loaded(body.decode())
            base_version, save_id, content = sent["base_version"], sent["save_id"], sent["content"]
        except (ValueError, KeyError, TypeError) as problem:
            raise _misshapen() from problem
        if not (isinstance(base_version, int) and isinstance(save_id, str) and isinstance(content, dict)):
            raise _misshapen()
        if not (0 <= base_version <= _LAST_VERSION and _SAVE_ID.fullmatch(save_id)):
            raise _misshapen()
        return cls(base_version, save_id, content)


def _loaded(text: str) -> Any:
    """The JSON of a text. Raises ValueError where it is none, or nested deeper than any content."""
    steps = (1 if sign in "[{" else -1 for sign in _NO_BRACKETS.sub("", text))
    if max(accumulate(steps), default=0) > _DEEPEST:
        raise ValueError("too deep")
    return json.loads(text)


def _misshapen() -> Refusal:
    return Refusal(
        "SAVE_MISSHAPEN",
        _("Máy chủ không đọc được nội dung gửi lên. Tải lại trang; phần đang nhập vẫn còn trên máy này."),
    )


def findings_json(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Findings as the page takes them."""
    return [
        {"code": each.code, "severity": each.severity.value, "path": each.path, "message": each.message}
        for each in findings
    ]


def sums_json(sums: Sums) -> dict[str, Any]:
    """Sums in đồng."""
    return {
        "by_area": [line._asdict() for line in sums.by_area],
        "by_money_source": [line._asdict() for line in sums.by_money_source],
        "total": sums.total._asdict(),
    }


def progress_json(progress: Progress) -> dict[str, Any]:
    """How far the report is, section by section."""
    return {
        "done": progress.done,
        "total": progress.total,
        "sections": [
            {"code": each.code, "title": each.title, "state": each.state.value, "problems": each.problems}
            for each in progress.sections
        ],
    }


def saved_json(saved: Saved) -> dict[str, Any]:
    """The answer to a save that was kept."""
    return {
        "version": saved.version,
        "saved_at": saved.saved_at.isoformat(),
        "saved_at_text": vn_datetime(saved.saved_at),
        "findings": findings_json(saved.examined.findings),
        "sums": sums_json(saved.examined.sums),
        "progress": progress_json(saved.examined.progress),
    }


def stale_json(stale: StaleSave, report_id: int) -> dict[str, Any]:
    """The answer to a save that came too late; what it held is kept under ``yours_id``."""
    return {
        "code": stale.code,
        "message": stale.message,
        "current_version": stale.conflict.current_version,
        "yours_id": stale.conflict.conflict_id,
        "conflict_url": reverse("conflict", args=[report_id]),
    }
