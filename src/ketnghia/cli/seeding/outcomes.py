"""What becomes of an illustrative report: what is in it, and the steps it has been through."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from ketnghia.reports.states import Action


class Filling(Enum):
    """How a report is filled: halfway, with mistakes the checks find, ready to send, or nil."""

    HALF = auto()
    WRONG = auto()
    READY = auto()
    NIL = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A way through the workflow. SEND_FOR_APPROVAL is left out where the unit has nobody to approve.

    ``on_paper``: typed by the Board from the paper the unit sent.
    """

    filling: Filling
    steps: tuple[Action, ...] = ()
    evidence: bool = False
    late: bool = False
    adjusted: bool = False
    on_paper: bool = False


_SENT: Final = (Action.SEND_FOR_APPROVAL, Action.SUBMIT)
_RETURNED: Final = (*_SENT, Action.RETURN)
_AGAIN: Final = (*_RETURNED, Action.SAVE, *_SENT)
_ACCEPTED: Final = (*_SENT, Action.ACCEPT)

OUTCOMES: Final[dict[str, Outcome]] = {
    "DRAFT": Outcome(Filling.HALF),
    "DRAFT_EVIDENCE": Outcome(Filling.HALF, evidence=True),
    "DRAFT_WRONG": Outcome(Filling.WRONG),
    "HANDED_BACK": Outcome(Filling.READY, (Action.SEND_FOR_APPROVAL, Action.HAND_BACK)),
    "PENDING_APPROVAL": Outcome(Filling.READY, (Action.SEND_FOR_APPROVAL,), evidence=True),
    "SUBMITTED": Outcome(Filling.READY, _SENT),
    "SUBMITTED_ADJUSTED": Outcome(Filling.READY, _SENT, adjusted=True),
    "PAPER_SUBMITTED": Outcome(Filling.READY, (Action.SUBMIT,), on_paper=True),
    "NIL_SUBMITTED": Outcome(Filling.NIL, _SENT),
    "RETURNED": Outcome(Filling.READY, _RETURNED),
    "CORRECTED": Outcome(Filling.READY, _AGAIN),
    "CORRECTED_ACCEPTED": Outcome(Filling.READY, (*_AGAIN, Action.ACCEPT)),
    "ACCEPTED": Outcome(Filling.READY, _ACCEPTED),
    "ACCEPTED_EVIDENCE": Outcome(Filling.READY, _ACCEPTED, evidence=True),
    "ACCEPTED_LATE_SIGNED": Outcome(Filling.READY, _ACCEPTED, late=True),
    "ACCEPTED_ADJUSTED": Outcome(Filling.READY, _ACCEPTED, adjusted=True),
    "NIL_ACCEPTED": Outcome(Filling.NIL, _ACCEPTED),
}
