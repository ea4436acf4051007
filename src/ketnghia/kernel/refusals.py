"""Refusals: what an operation or a policy raises when a person may not do what was asked.

A refusal knows nothing of HTTP; ``web`` maps each class to a status.
"""

from dataclasses import dataclass, field
from datetime import datetime

from ketnghia.kernel.findings import Finding


@dataclass(eq=False)
class Refusal(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """A request that a rule turns down.

    ``code`` is stable and machine readable, ``message`` a Vietnamese sentence. ``rule`` names the
    sentence or instrument relied on, ``since`` the moment from which it holds, ``help`` who can help.
    """

    code: str
    message: str
    rule: str = field(default="", kw_only=True)
    since: datetime | None = field(default=None, kw_only=True)
    help: str = field(default="", kw_only=True)

    def __str__(self) -> str:
        return self.message


class Invisible(Refusal):
    """The thing does not exist for this viewer."""


class NotAllowed(Refusal):
    """The viewer sees the thing but may not do this to it."""


class Changed(Refusal):
    """Somebody else changed the thing meanwhile; both versions are kept."""


class Closed(Refusal):
    """The window is not open: ``since`` tells from when."""


class Unavailable(Refusal):
    """The machine cannot do it now, whoever asks: it is worth trying again later."""


@dataclass(eq=False)
class Incomplete(Refusal):
    """The content has findings that block; they come along."""

    findings: tuple[Finding, ...] = field(default=(), kw_only=True)
    __str__ = Refusal.__str__
