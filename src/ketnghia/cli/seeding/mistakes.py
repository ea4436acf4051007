"""What goes wrong while typing, for drafts whose checks have something to say; and drafts half done."""

import random
from collections.abc import Callable, Iterator
from typing import Any, Final

from ketnghia.cli.seeding.filling import Content
from ketnghia.reportforms.definition import Field, FieldType, FormDefinition, SectionKind

type Mistake = Callable[[FormDefinition, Content, random.Random], bool]

_HOUSE: Final = "nha_moi"


def halved(form: FormDefinition, content: Content) -> Content:
    """The first half of the sections, as somebody left them who means to go on tomorrow."""
    typed = [section for section in form.sections if section.kind is not SectionKind.CONSOLIDATED]
    kept = {section.code for section in typed[: max(1, len(typed) // 3)]}
    sections = {code: value for code, value in content["sections"].items() if code in kept}
    return {**content, "sections": sections}


def spoil(form: FormDefinition, content: Content, dice: random.Random) -> Content:
    """Two or three mistakes, of those that fit the form."""
    wanted = dice.randint(2, 3)
    for mistake in dice.sample(MISTAKES, len(MISTAKES)):
        if wanted and mistake(form, content, dice):
            wanted -= 1
    return content


def _cells(
    form: FormDefinition, content: Content, *types: FieldType
) -> Iterator[tuple[dict[str, Any], Field]]:
    """Every filled cell of these types, with the record it stands in."""
    for section in form.sections:
        stated = content["sections"].get(section.code) or []
        for record in stated if isinstance(stated, list) else [stated]:
            for field in section.fields:
                if field.type in types and record.get(field.code) is not None:
                    yield record, field


def _estimate_below_actual(form: FormDefinition, content: Content, _dice: random.Random) -> bool:
    for record, field in _cells(form, content, FieldType.VND):
        pair = record[field.code]
        if field.pair and pair["estimate"]:
            record[field.code] = {"actual": pair["estimate"], "estimate": pair["estimate"] // 2}
            return True
    return False


def _day_not_in_the_calendar(form: FormDefinition, content: Content, _dice: random.Random) -> bool:
    for record, field in _cells(form, content, FieldType.DATE):
        record[field.code] = "31/02/2021"
        return True
    return False


def _letters_in_a_number(form: FormDefinition, content: Content, _dice: random.Random) -> bool:
    for record, field in _cells(form, content, FieldType.INTEGER):
        if field.pair:
            record[field.code] = {**record[field.code], "estimate": "l2 hộ"}
            return True
    return False


def _negative_count(form: FormDefinition, content: Content, _dice: random.Random) -> bool:
    for record, field in reversed(list(_cells(form, content, FieldType.QUANTITY))):
        record[field.code] = {"actual": "-2", "estimate": "4"}
        return True
    return False


def _house_in_millions(form: FormDefinition, content: Content, _dice: random.Random) -> bool:
    """Somebody typed 50 for 50 triệu in a row about a new house."""
    for record, field in _cells(form, content, FieldType.CHOICE):
        if field.catalogue == "activities":
            record[field.code] = _HOUSE
            for amount in _amounts(form, record):
                record[amount] = {"actual": 50, "estimate": 50}
            return True
    return False


def _amounts(form: FormDefinition, record: dict[str, Any]) -> list[str]:
    codes = {field.code for section in form.sections for field in section.fields if field.money_source}
    return [code for code in record if code in codes]


def _day_without_its_number(form: FormDefinition, content: Content, _dice: random.Random) -> bool:
    for section in form.sections:
        dated = any(field.type is FieldType.DATE for field in section.fields)
        first = section.fields[0] if section.fields else None
        record = content["sections"].get(section.code)
        if dated and first and isinstance(record, dict) and first.type is FieldType.TEXT:
            record.pop(first.code, None)
            return True
    return False


MISTAKES: Final[tuple[Mistake, ...]] = (
    _estimate_below_actual,
    _day_not_in_the_calendar,
    _letters_in_a_number,
    _negative_count,
    _house_in_millions,
    _day_without_its_number,
)
