"""What a check has to say about a piece of content. Findings are data; refusals are exceptions."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ERROR blocks a submission; a WARNING may be waived with a reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one place.

    ``path`` is dotted, e.g. ``hoat_dong.r3.von.actual``; empty for the whole document.
    ``message`` is a Vietnamese sentence that says what to do.
    """

    code: str
    severity: Severity
    path: str
    message: str

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.ERROR
