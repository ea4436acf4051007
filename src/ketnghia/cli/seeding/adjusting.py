"""A correction line of a district: a visible line with a reason, beside what its communes said."""

import random
from typing import Any, Final

from ketnghia.cli.seeding.filling import Content
from ketnghia.cli.seeding.plan import Plan
from ketnghia.consolidation.district import accepted_lines
from ketnghia.reportforms.definition import Field, FieldType, FormDefinition, Section
from ketnghia.reportforms.states import Indicator
from ketnghia.reports.models import Report

_AMOUNT: Final = 5_000_000


def adjust(plan: Plan, form: FormDefinition, content: Content, report: Report, dice: random.Random) -> None:
    """Add one correction to the first line of money a commune of the district had accepted."""
    lines = accepted_lines(report.campaign_id, report.organisation_id)
    line = next(one for one in lines if one["indicator"] == Indicator.SUPPORT_AMOUNT)
    section = next(one for one in form.sections if any(field.signed for field in one.fields))
    row = {field.code: _value(plan, form, section, field, line, dice) for field in section.fields}
    content["sections"][section.code] = [{"id": "r1", **row}]


def _value(
    plan: Plan, form: FormDefinition, section: Section, field: Field, line: Any, dice: random.Random
) -> Any:
    if field.code == section.recipient_field:
        return line["commune"]
    if field.code == section.donor_field:
        return line["donor"]
    if field.type is FieldType.CHOICE:
        return line["area"] if field.catalogue == "areas" else line["money_source"]
    if field.signed:
        amount = _AMOUNT * dice.randint(1, 4)
        return {"actual": amount, "estimate": amount}
    return dice.choice(plan.texts[f"{form.code}.{section.code}.{field.code}"])
