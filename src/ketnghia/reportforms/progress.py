"""How far a report is: "5/7 mục đã xong"."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ketnghia.kernel.findings import Finding
from ketnghia.reportforms.definition import FormDefinition, Section, SectionKind
from ketnghia.reportforms.document import Document


class SectionState(StrEnum):
    """DONE: filled (or optional and left blank) without problems; PROBLEM: filled, with findings."""

    DONE = "DONE"
    TODO = "TODO"
    PROBLEM = "PROBLEM"


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One section; ``problems`` counts its errors and its warnings not waived."""

    code: str
    title: str
    state: SectionState
    problems: int


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` sections; those the application fills do not count."""

    done: int
    total: int
    sections: list[SectionProgress]


def progress_of(definition: FormDefinition, document: Document, findings: Sequence[Finding]) -> Progress:
    """How far a document is, given the findings of its check."""
    typed = [section for section in definition.sections if section.kind is not SectionKind.CONSOLIDATED]
    sections = [_section(section, document, findings) for section in typed]
    done = sum(section.state is SectionState.DONE for section in sections)
    return Progress(done, len(sections), sections)


def _section(section: Section, document: Document, findings: Sequence[Finding]) -> SectionProgress:
    problems = sum(finding.path.split(".", 1)[0] == section.code for finding in findings)
    filled = any(not row.blank for row in document.rows.get(section.code, ()))
    if document.nil_reason is not None:
        state = SectionState.PROBLEM if problems else SectionState.DONE
    elif not filled:
        state = SectionState.DONE if section.optional and not problems else SectionState.TODO
    else:
        state = SectionState.PROBLEM if problems else SectionState.DONE
    return SectionProgress(section.code, section.title, state, problems)
