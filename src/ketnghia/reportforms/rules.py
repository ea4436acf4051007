"""Duty rules as a table: for each form and kind of organisation whether it must, may or need not report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from ketnghia.kernel.findings import Finding, Severity
from ketnghia.organisations.states import DONORS, OrganisationKind
from ketnghia.reportforms.models import DutyRule
from ketnghia.reportforms.states import Obligation, Perspective

# The kinds a form of that side can be asked of, in the order the kinds are declared.
REPORTING_KINDS: Final[Mapping[Perspective, tuple[OrganisationKind, ...]]] = {
    Perspective.DONOR: tuple(kind for kind in OrganisationKind if kind in DONORS),
    Perspective.RECIPIENT: (OrganisationKind.MOUNTAIN_COMMUNE,),
    Perspective.DISTRICT: (OrganisationKind.MOUNTAIN_DISTRICT,),
}


class RuleCell(NamedTuple):
    """One cell: MUST, ENCOURAGED or nothing (""), only with an assignment or not, by which sentence."""

    form_id: int
    kind: str
    obligation: str = ""
    twinned: bool = False
    citation_id: int = 0


def cells_of(rules: Iterable[DutyRule]) -> dict[tuple[int, str], RuleCell]:
    """The cells of a campaign's rules by form and kind; where two rules meet, the later one holds."""
    return {
        (rule.form_id, kind): RuleCell(rule.form_id, kind, rule.obligation, rule.twinned, rule.citation_id)
        for rule in rules
        for kind in rule.kinds
    }


def grouped(cells: Iterable[RuleCell]) -> Iterator[tuple[RuleCell, list[str]]]:
    """Cells that say the same, as one rule with its kinds; cells that ask for nothing are left out."""
    groups: dict[RuleCell, list[str]] = {}
    for cell in cells:
        if cell.obligation:
            groups.setdefault(cell._replace(kind=""), []).append(cell.kind)
    yield from groups.items()


def findings(
    cells: Iterable[RuleCell], *, forms: Iterable[int], citations: Iterable[int]
) -> Iterator[Finding]:
    """What is wrong with a table, each at its cell (``form.kind``). ``forms`` are those of the campaign."""
    used, quotable = set(forms), set(citations)
    for cell in (each for each in cells if each.obligation):
        path = f"{cell.form_id}.{cell.kind}"
        if cell.obligation not in Obligation.values or cell.form_id not in used:
            yield Finding("RULE", Severity.ERROR, path, _("Chọn lại: đợt này không dùng biểu đó."))
        elif cell.citation_id not in quotable:
            yield Finding("RULE_SENTENCE", Severity.ERROR, path, _("Chọn câu trong văn bản giao việc này."))
