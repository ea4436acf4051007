"""Findings are data, refusals are exceptions."""

from datetime import UTC, datetime

import pytest

from ketnghia.kernel.findings import Finding, Severity
from ketnghia.kernel.refusals import Changed, Closed, Incomplete, Invisible, NotAllowed, Refusal


def test_only_an_error_blocks() -> None:
    found = [Finding("m01", severity, "von", "Ghi số tiền.") for severity in Severity]
    assert [finding.blocks for finding in found] == [True, False]


@pytest.mark.parametrize("kind", [Invisible, NotAllowed, Changed, Closed, Incomplete])
def test_a_refusal_says_its_sentence_its_rule_since_when_and_who_helps(kind: type[Refusal]) -> None:
    since = datetime(2021, 12, 1, tzinfo=UTC)
    refusal = kind("shut", "Đã hết hạn.", rule="Công văn", since=since, help="Ban Dân tộc")
    assert str(refusal) == refusal.message == "Đã hết hạn."
    assert (refusal.code, refusal.rule, refusal.since, refusal.help) == (
        "shut",
        "Công văn",
        since,
        "Ban Dân tộc",
    )


def test_an_incomplete_report_brings_its_findings() -> None:
    finding = Finding("m01", Severity.ERROR, "von", "Ghi số tiền.")
    assert Incomplete("incomplete", "Còn 1 chỗ.", findings=(finding,)).findings == (finding,)
