"""What tells two states of a consolidated year apart: lines, and the submissions behind them.

Pure: two snapshots in, the difference out. Nothing reported is not zero: it has no amount, so no change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from ketnghia.consolidation.flat import TABLES, Amounts, amounts
from ketnghia.consolidation.snapshot import CountedReport, Snapshot


@dataclass(frozen=True, slots=True)
class Change:
    """One amount before and after, in đồng or in the unit of its line; None: reported by nobody."""

    before: Decimal | None
    after: Decimal | None

    @property
    def differs(self) -> bool:
        return self.before != self.after

    @property
    def by(self) -> Decimal | None:
        """How much more (or less) it became; None where one of the two is not known."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class ReportChange:
    """A report that came (no `before`), went (no `after`), or whose submission was replaced.

    `report` is the later of the two.
    """

    report: CountedReport
    before: CountedReport | None
    after: CountedReport | None


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line that differs, and the reports it differs by (none for a line that only appeared or left)."""

    line: Amounts
    actual: Change
    estimate: Change
    reports: tuple[ReportChange, ...]


@dataclass(frozen=True, slots=True)
class ChangedTable:
    """The lines of one table that differ; `by` names the table as `consolidation.trace` does."""

    by: str
    is_money: bool
    lines: tuple[ChangedLine, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs: table by table, how many reports are in and missing, and which reports."""

    before: Snapshot
    after: Snapshot
    tables: tuple[ChangedTable, ...]
    submitted: Change
    missing: Change
    reports: tuple[ReportChange, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.tables or self.reports or self.submitted.differs or self.missing.differs)


def compare(before: Snapshot, after: Snapshot) -> Difference:
    """The difference from one state of a year to another."""
    first, second = before.figures.duties, after.figures.duties
    changed = _changed_lines(before, after)
    return Difference(
        before=before,
        after=after,
        tables=tuple(_tables(changed)),
        submitted=Change(Decimal(first.submitted), Decimal(second.submitted)),
        missing=Change(Decimal(first.missing), Decimal(second.missing)),
        reports=tuple(_report_changes(before.reports, after.reports)),
    )


def _tables(lines: Iterable[ChangedLine]) -> Iterator[ChangedTable]:
    for by, some in groupby(lines, key=lambda each: each.line.by):
        members = tuple(some)
        yield ChangedTable(by, members[0].line.is_money, members)


def _changed_lines(before: Snapshot, after: Snapshot) -> Iterator[ChangedLine]:
    """The lines that differ, in the order of the tables; a line only one side has stands at the end."""
    known = {line.key: line for line in amounts(before.figures)}
    now = {line.key: line for line in amounts(after.figures)}
    sources = {each.revision_id: each for each in (*before.reports, *after.reports)}
    for line in sorted((now | known | now).values(), key=lambda each: TABLES.index(each.by)):
        nothing = replace(line, actual=None, estimate=None, revisions=())
        old, new = known.get(line.key, nothing), now.get(line.key, nothing)
        actual, estimate = Change(old.actual, new.actual), Change(old.estimate, new.estimate)
        if actual.differs or estimate.differs:
            behind = [[sources[each] for each in side.revisions if each in sources] for side in (old, new)]
            yield ChangedLine(line, actual, estimate, tuple(_report_changes(*behind)))


def _report_changes(
    before: Collection[CountedReport], after: Collection[CountedReport]
) -> Iterator[ReportChange]:
    """Which reports came, which were replaced by a later submission, which went; in the order given."""
    known = {each.report_id: each for each in before}
    now = {each.report_id for each in after}
    for each in after:
        old = known.get(each.report_id)
        if old is None or old.revision_id != each.revision_id:
            yield ReportChange(each, old, each)
    for each in before:
        if each.report_id not in now:
            yield ReportChange(each, each, None)
