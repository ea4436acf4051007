"""States of a report and the one table that says who may move it from which state to which.

The table is total: what is not in it is refused. `tests/db/reports/test_workflow_matrix.py` walks
every state × action × role × relation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ketnghia.accounts.states import Role


class State(TextChoices):
    """Where a report stands. "Deemed not implemented" is a verdict, not a state."""

    DRAFT = "DRAFT", _("Nháp")
    PENDING_APPROVAL = "PENDING_APPROVAL", _("Chờ lãnh đạo duyệt")
    SUBMITTED = "SUBMITTED", _("Đã nộp")
    RETURNED = "RETURNED", _("Bị trả lại")
    ACCEPTED = "ACCEPTED", _("Đã chấp nhận")


class Action(TextChoices):
    """What a person does to a report."""

    SAVE = "SAVE", _("Lưu")
    SEND_FOR_APPROVAL = "SEND_FOR_APPROVAL", _("Trình duyệt")
    WITHDRAW = "WITHDRAW", _("Rút lại để sửa")
    HAND_BACK = "HAND_BACK", _("Trả lại người nhập")
    SUBMIT = "SUBMIT", _("Nộp báo cáo")
    RETURN = "RETURN", _("Trả lại đơn vị")
    ACCEPT = "ACCEPT", _("Chấp nhận")
    RECALL = "RECALL", _("Thu hồi để sửa")
    REOPEN = "REOPEN", _("Mở lại báo cáo")
    TAKE_OVER = "TAKE_OVER", _("Đơn vị tự sửa tiếp")


class Relation(StrEnum):
    """How the actor stands to the report: of the unit itself, of the body that receives it, of the body that
    types in what the unit sent on paper, or of the unit whose paper is typed.
    """

    OWN = "OWN"
    SUPERVISES = "SUPERVISES"
    ON_BEHALF = "ON_BEHALF"
    TYPED_FOR = "TYPED_FOR"


class ReportOrigin(TextChoices):
    """How a report came in: the unit's own typing, or its paper typed by who runs the programme."""

    SYSTEM = "SYSTEM", _("Đơn vị tự nhập")
    PAPER = "PAPER", _("Nhập thay từ bản giấy")


class ReminderChannel(TextChoices):
    """How a unit was reminded; calls are made by people and written down afterwards."""

    NOTICE = "NOTICE", _("Thông báo")
    MAIL = "MAIL", _("Thư điện tử")
    PHONE = "PHONE", _("Điện thoại")


class Side(TextChoices):
    """From which side a fact was stated; sides are compared, never added together."""

    GIVEN = "GIVEN", _("Bên giúp báo cáo")
    RECEIVED = "RECEIVED", _("Xã báo cáo đã nhận")
    CONSOLIDATED = "CONSOLIDATED", _("Huyện tổng hợp")
    CORRECTION = "CORRECTION", _("Huyện điều chỉnh")


@dataclass(frozen=True, slots=True)
class Step:
    """A permitted move: where it leads, and what it asks for.

    ``makes_correction`` says what the move makes of the report: to be corrected (True: whoever receives it
    wants it otherwise, so the window no longer binds it), settled or begun anew (False), as before (None).
    """

    to: State
    needs_reason: bool = False
    needs_open_window: bool = False
    needs_clean_content: bool = False
    makes_correction: bool | None = None


_EDIT_DRAFT: Final = Step(State.DRAFT)
_EDIT_RETURNED: Final = Step(State.RETURNED)
_SEND: Final = Step(State.PENDING_APPROVAL, needs_open_window=True, needs_clean_content=True)
_SUBMIT: Final = Step(
    State.SUBMITTED, needs_open_window=True, needs_clean_content=True, makes_correction=False
)
_WITHDRAW: Final = Step(State.DRAFT)
_HAND_BACK: Final = Step(State.DRAFT, needs_reason=True)
_RETURN: Final = Step(State.RETURNED, needs_reason=True, makes_correction=True)
_ACCEPT: Final = Step(State.ACCEPTED)
_RECALL: Final = Step(State.DRAFT, needs_open_window=True)
_TAKE_OVER: Final = {State.DRAFT: Step(State.DRAFT), State.RETURNED: Step(State.RETURNED)}
_REOPEN: Final = Step(State.RETURNED, needs_reason=True, makes_correction=True)

type Cell = tuple[State, Action, Role, Relation]


def _own(state: State, action: Action, step: Step, *roles: Role) -> dict[Cell, Step]:
    return {(state, action, role, Relation.OWN): step for role in roles}


def _on_behalf(state: State, action: Action, step: Step) -> dict[Cell, Step]:
    return {(state, action, Role.COORDINATOR, Relation.ON_BEHALF): step}


def _supervising(state: State, action: Action, step: Step, *roles: Role) -> dict[Cell, Step]:
    return {(state, action, role, Relation.SUPERVISES): step for role in roles}


WRITERS: Final = (Role.REPORTER, Role.REVIEWER, Role.DISTRICT_COORDINATOR)
_SENDERS: Final = (Role.REPORTER, Role.DISTRICT_COORDINATOR)
_SUPERVISING_ROLES: Final = (Role.COORDINATOR, Role.DISTRICT_COORDINATOR)

# SUBMIT from DRAFT and RETURNED is open to every writer here; `policies.check_four_eyes` lets it pass
# only where nobody else in the unit could look first. The same holds for RECALL and `check_recall`.
TRANSITIONS: Final[dict[Cell, Step]] = {
    **_own(State.DRAFT, Action.SAVE, _EDIT_DRAFT, *WRITERS),
    **_own(State.DRAFT, Action.SEND_FOR_APPROVAL, _SEND, *_SENDERS),
    **_own(State.DRAFT, Action.SUBMIT, _SUBMIT, *WRITERS),
    **_own(State.RETURNED, Action.SAVE, _EDIT_RETURNED, *WRITERS),
    **_own(State.RETURNED, Action.SEND_FOR_APPROVAL, _SEND, *_SENDERS),
    **_own(State.RETURNED, Action.SUBMIT, _SUBMIT, *WRITERS),
    **_own(State.PENDING_APPROVAL, Action.WITHDRAW, _WITHDRAW, *_SENDERS),
    **_own(State.PENDING_APPROVAL, Action.HAND_BACK, _HAND_BACK, Role.REVIEWER),
    **_own(State.PENDING_APPROVAL, Action.SUBMIT, _SUBMIT, Role.REVIEWER),
    **_supervising(State.SUBMITTED, Action.RETURN, _RETURN, *_SUPERVISING_ROLES),
    **_supervising(State.SUBMITTED, Action.ACCEPT, _ACCEPT, *_SUPERVISING_ROLES),
    **_supervising(State.ACCEPTED, Action.REOPEN, _REOPEN, *_SUPERVISING_ROLES),
    **_own(State.SUBMITTED, Action.RECALL, _RECALL, *WRITERS),
    **_on_behalf(State.DRAFT, Action.SAVE, _EDIT_DRAFT),
    **_on_behalf(State.DRAFT, Action.SUBMIT, _SUBMIT),
    **_on_behalf(State.RETURNED, Action.SAVE, _EDIT_RETURNED),
    **_on_behalf(State.RETURNED, Action.SUBMIT, _SUBMIT),
    **_on_behalf(State.SUBMITTED, Action.RECALL, _RECALL),
    **{
        (state, Action.TAKE_OVER, role, Relation.TYPED_FOR): step
        for state, step in _TAKE_OVER.items()
        for role in WRITERS
    },
}

# A revision counts in totals only while its report stands in one of these.
COUNTED: Final = (State.SUBMITTED, State.ACCEPTED)

# Not a state of a report: there is none yet.
NOT_STARTED: Final = "NOT_STARTED"


class Standing(TextChoices):
    """How a duty stands on the board: three groups of states that together are all of them."""

    IN = "IN", _("Đã nộp")
    WAITING = "WAITING", _("Đang làm")
    SILENT = "SILENT", _("Im lặng")


STANDINGS: Final[dict[Standing, tuple[str, ...]]] = {
    Standing.IN: (State.SUBMITTED, State.ACCEPTED),
    Standing.WAITING: (State.DRAFT, State.PENDING_APPROVAL, State.RETURNED),
    Standing.SILENT: (NOT_STARTED,),
}


def state_label(state: str) -> str:
    """A state in words, "not started" included."""
    return gettext("Chưa bắt đầu") if state == NOT_STARTED else str(State(state).label)


def standing_of(state: str) -> Standing:
    """The group a state belongs to on the board."""
    return next(standing for standing, states in STANDINGS.items() if state in states)


def step_for(state: State, action: Action, role: Role, relation: Relation) -> Step | None:
    """The move this role may make, or None when the table has no such cell."""
    return TRANSITIONS.get((state, action, role, relation))
