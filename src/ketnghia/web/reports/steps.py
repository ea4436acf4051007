"""The words in the addresses of the workflow's steps."""

from __future__ import annotations

from typing import Final

from ketnghia.reports.states import Action

SLUGS: Final[dict[str, Action]] = {
    "trinh-duyet": Action.SEND_FOR_APPROVAL,
    "rut-lai": Action.WITHDRAW,
    "tra-nhap": Action.HAND_BACK,
    "nop": Action.SUBMIT,
    "tra-lai": Action.RETURN,
    "chap-nhan": Action.ACCEPT,
    "thu-hoi": Action.RECALL,
    "mo-lai": Action.REOPEN,
    "tu-sua": Action.TAKE_OVER,
}

SLUG_OF: Final = {action: slug for slug, action in SLUGS.items()}


class StepConverter:
    """A path converter: only the steps there are."""

    regex = "|".join(SLUGS)

    def to_python(self, value: str) -> Action:
        return SLUGS[value]

    def to_url(self, value: Action | str) -> str:
        return SLUG_OF[Action(value)]
