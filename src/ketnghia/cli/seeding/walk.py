"""One illustrative report, from its first save through the steps of its outcome, by the real operations."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from django.urls import reverse

from ketnghia.accounts.viewer import Viewer
from ketnghia.attachments import operations as attachments
from ketnghia.cli.seeding import corrections, evidence
from ketnghia.cli.seeding.cast import Cast, Duty
from ketnghia.cli.seeding.errors import SeedError
from ketnghia.cli.seeding.filling import Content
from ketnghia.cli.seeding.outcomes import Outcome
from ketnghia.cli.seeding.plan import Plan, by_day
from ketnghia.consolidation import operations as consolidation
from ketnghia.kernel.dates import vn_day
from ketnghia.kernel.findings import Finding, Severity
from ketnghia.reportforms.definition import FieldType, FormDefinition
from ketnghia.reports import on_behalf, operations
from ketnghia.reports.models import Report
from ketnghia.reports.states import Action
from ketnghia.web.years import PARAMETER

_REASONS: Final = {Action.RETURN: "return", Action.HAND_BACK: "hand_back"}
# What is typed from paper is typed in one sitting.
_PAPER: Final = "PAPER"


@dataclass
class Walk:
    """A report under way: who types it, and the clock it is typed by."""

    plan: Plan
    cast: Cast
    duty: Duty
    form: FormDefinition
    dice: random.Random
    at: datetime
    writer: Viewer
    report: Report
    pace: str

    @classmethod
    def begin(cls, plan: Plan, cast: Cast, duty: Duty, form: FormDefinition) -> "Walk":
        """Begin the report of a duty. Raises SeedError when nobody there types."""
        dice = plan.dice("walk", duty.form, duty.unit)
        at = plan.beginning(duty.form, duty.unit, dice)
        writer = cast.writer(duty.unit_id, at)
        if writer is None:
            raise SeedError(f"{duty.unit}: nobody types")
        report = operations.begin(viewer=writer, form_code=duty.form, year=plan.year, now=at)
        return cls(plan, cast, duty, form, dice, at, writer, report, pace=duty.form)

    @classmethod
    def begin_on_paper(cls, plan: Plan, cast: Cast, duty: Duty, form: FormDefinition) -> "Walk":
        """The Board begins to type what a unit sent on paper, its scan beside it."""
        dice = plan.dice("walk", duty.form, duty.unit)
        at = plan.beginning(duty.form, duty.unit, dice)
        writer, link = cast.coordinator(at), f"{reverse('duties')}?{PARAMETER}={plan.year}"
        begun = on_behalf.begin(viewer=writer, duty_id=duty.id, received_on=vn_day(at), link=link, now=at)
        report = on_behalf.attach_original(
            viewer=writer,
            report_id=begun.pk,
            name="Bản giấy có đóng dấu (minh họa).pdf",
            stream=BytesIO(evidence.page("Bao cao bang giay cua don vi - tai lieu minh hoa")),
            now=at,
        )
        return cls(plan, cast, duty, form, dice, at, writer, report, pace=_PAPER)

    def run(self, outcome: Outcome, content: Content) -> None:
        """Save the content and take the steps."""
        if outcome.evidence:
            self._attach(content)
        first = corrections.mistaken(self.form, content) if Action.SAVE in outcome.steps else content
        findings = self.save(first)
        reasons = self._waived(findings)
        if reasons:
            self.save({**first, "waivers": reasons})
        for action in outcome.steps:
            self._step(action, content)

    def save(self, content: Content) -> tuple[Finding, ...]:
        """Keep the content; what the checks say of it."""
        self._wait()
        saved = consolidation.save(
            viewer=self.writer,
            report_id=self.report.pk,
            base_version=self.report.version,
            save_id=f"demo-{self.report.pk}-{self.report.version}",
            content=content,
            now=self.at,
        )
        self.report.version = saved.version
        return saved.examined.findings

    def _waived(self, findings: tuple[Finding, ...]) -> Mapping[str, str]:
        return {
            f"{each.code}@{each.path}": self.plan.waivers[each.code]
            for each in findings
            if each.severity is Severity.WARNING and each.code in self.plan.waivers
        }

    def _step(self, action: Action, content: Content) -> None:
        if action is Action.SAVE:
            self.save({**content, "waivers": self.report.content.get("waivers", {})})
            corrections.answer(self.report, self.writer, self.at)
            return
        actor = self._actor(action)
        if actor is None:
            return
        self._wait()
        reason = self.dice.choice(self.plan.reasons[_REASONS[action]]) if action in _REASONS else ""
        self.report = consolidation.perform(
            viewer=actor,
            report_id=self.report.pk,
            action=action,
            version=self.report.version,
            reason=reason,
            link=reverse("report", args=[self.report.pk]),
            now=self.at,
        )
        if action is Action.RETURN:
            corrections.ask(self.report, self.form, content, actor, self.at)
        elif action is Action.ACCEPT:
            corrections.settle(self.report, actor, self.at)

    def _actor(self, action: Action) -> Viewer | None:
        """Who takes a step; None for asking approval where nobody approves."""
        approver = None if self.pace == _PAPER else self.cast.approver(self.duty.unit_id, self.at)
        match action:
            case Action.SEND_FOR_APPROVAL:
                return self.writer if approver else None
            case Action.SUBMIT | Action.HAND_BACK:
                return approver or self.writer
            case _:
                return self.cast.supervisor(self.form.reviewed_by, self.duty.unit_id, self.at)

    def _wait(self) -> None:
        self.at = by_day(self.at + self.plan.pause(self.pace, self.dice))
        if self.at >= self.plan.clock:
            raise SeedError(f"{self.duty.unit}: {self.at} lies after the demo's clock")

    def _attach(self, content: Content) -> None:
        """Put a picture and a page of paper into the first two places that take files."""
        files = (
            ("Ảnh hiện trường (minh họa).png", evidence.picture(self.dice)),
            ("Biên bản bàn giao (minh họa).pdf", evidence.page("Bien ban ban giao - tai lieu minh hoa")),
        )
        places = _file_places(self.form, content)
        for (record, code), (name, data) in zip(reversed(places[:2]), files, strict=False):
            kept = attachments.store(
                container=self.report.container,
                name=name,
                stream=BytesIO(data),
                consent=True,
                user_id=self.writer.user_id,
                now=self.at,
            )
            record[code] = [str(kept.pk)]


def _file_places(form: FormDefinition, content: Content) -> list[tuple[dict[str, Any], str]]:
    """The records of a content that have something in them and a field for files, with its code."""
    found = []
    for section in form.sections:
        stated = content["sections"].get(section.code) or []
        for field in section.fields:
            if field.type is FieldType.FILE:
                records = stated[:1] if isinstance(stated, list) else [stated]
                found += [(record, field.code) for record in records]
    return found
