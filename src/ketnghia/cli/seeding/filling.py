"""From deeds to the content of a report, whatever its form: fields are known by type and indicator."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ketnghia.cli.seeding.deeds import Deed
from ketnghia.cli.seeding.plan import Plan
from ketnghia.reportforms.definition import Field, FieldType, FormDefinition, Section, SectionKind
from ketnghia.reportforms.states import Indicator

type Content = dict[str, Any]

# Figures that follow from another one: households at the end of the year are fewer than at its start.
_ENDS: Final = {
    "poor_households_end": "poor_households_start",
    "near_poor_households_end": "near_poor_households_start",
}
# Households counted once: at most what the activities add up to.
_DISTINCT: Final[Mapping[str, Sequence[str]]] = {
    "poor_households_distinct": ("poor_households",),
    Indicator.HOUSEHOLDS_DISTINCT: ("poor_households", "near_poor_households"),
}


@dataclass(frozen=True, slots=True)
class Partner:
    """The other side of an assignment, with what was done."""

    id: int
    name: str
    deeds: Sequence[Deed]


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills one report: the form, whom it speaks of, and the chance it is filled by."""

    plan: Plan
    form: FormDefinition
    partners: Sequence[Partner]
    dice: random.Random
    late: bool = False

    def content(self) -> Content:
        """A content that is ready to send."""
        sections = {section.code: self._section(section) for section in self.form.sections}
        return {"nil": None, "sections": sections, "waivers": {}}

    def nil(self) -> Content:
        """A report that nothing happened, with the reason."""
        return {"nil": {"reason": self.dice.choice(self.plan.reasons["nil"])}, "sections": {}, "waivers": {}}

    def _section(self, section: Section) -> Any:
        chance = self.plan.optional.get(f"{self.form.code}.{section.code}", 0.0 if section.optional else 1.0)
        is_map = section.kind in (SectionKind.FIELDS, SectionKind.NARRATIVE)
        if section.kind is SectionKind.CONSOLIDATED or self.dice.random() >= chance:
            return {} if is_map else []
        if is_map:
            return self._record(section, None, None, {})
        rows = self._deed_rows(section) if _tells_deeds(section) else self._partner_rows(section)
        return [{"id": f"r{number}", **row} for number, row in enumerate(rows, start=1)]

    def _deed_rows(self, section: Section) -> Iterator[Content]:
        for partner in self.partners:
            for deed in partner.deeds:
                yield self._record(section, partner, deed, {})

    def _partner_rows(self, section: Section) -> Iterator[Content]:
        for partner in self.partners:
            yield self._record(section, partner, None, {})

    def _record(
        self, section: Section, partner: Partner | None, deed: Deed | None, told: dict[str, int]
    ) -> Content:
        found = {field.code: self._value(section, field, partner, deed, told) for field in section.fields}
        return {code: value for code, value in found.items() if value not in (None, "")}

    def _value(
        self, section: Section, field: Field, partner: Partner | None, deed: Deed | None, told: dict[str, int]
    ) -> Any:
        match field.type:
            case FieldType.ORGANISATION:
                return partner.id if partner else None
            case FieldType.CHOICE:
                return deed.activity if deed and field.catalogue == "activities" else self._choice(field)
            case FieldType.DATE:
                return self._date(f"{self.form.code}.{section.code}.{field.code}")
            case FieldType.TEXT:
                return self._text(f"{self.form.code}.{section.code}.{field.code}")
            case FieldType.FILE:
                return None
            case _:
                return _deed_number(field, deed) if deed else self._count(field, told)

    def _choice(self, field: Field) -> str | None:
        items = self.form.catalogues.get(field.catalogue, ())
        # The first items of a list are the good ones.
        return self.dice.choice(items[:2]).code if items else None

    def _date(self, key: str) -> str | None:
        between = (self.plan.late if self.late else {}).get(key) or self.plan.dates.get(key)
        return self.plan.day(between, self.dice).isoformat() if between else None

    def _text(self, key: str) -> str:
        texts = self.plan.texts.get(key)
        return self.dice.choice(texts).format(number=self.dice.randint(2, 98)) if texts else ""

    def _count(self, field: Field, told: dict[str, int]) -> Any:
        if field.indicator in _DISTINCT:
            return self._distinct(_DISTINCT[field.indicator])
        estimate = self._estimate(field.indicator, told)
        if estimate is None:
            return None
        told[field.indicator] = estimate
        actual = estimate - self.dice.choice((0, 0, estimate // 4))
        return {"actual": actual, "estimate": estimate} if field.pair else estimate

    def _estimate(self, indicator: str, told: Mapping[str, int]) -> int | None:
        if indicator in _ENDS:
            start = told.get(_ENDS[indicator])
            return None if start is None else start - self.dice.randint(3, start // 8)
        between = self.plan.counts.get(indicator)
        return self.dice.randint(*between) if between else None

    def _distinct(self, indicators: Sequence[str]) -> Any:
        """Of the households the deeds add up to, a part was helped twice."""
        counted = [
            deed.counts.get(indicator, (0, 0))
            for partner in self.partners
            for deed in partner.deeds
            for indicator in indicators
        ]
        part = self.dice.uniform(0.7, 1)
        actual, estimate = (round(sum(pair[side] for pair in counted) * part) for side in (0, 1))
        return {"actual": actual, "estimate": estimate} if estimate else None


def _tells_deeds(section: Section) -> bool:
    return any(field.catalogue == "activities" for field in section.fields)


def _deed_number(field: Field, deed: Deed) -> Any:
    if field.money_source:
        pair = deed.money.get(field.money_source)
    elif field.indicator == Indicator.QUANTITY:
        done, whole = deed.quantity
        return {"actual": str(done), "estimate": str(whole)}
    else:
        pair = deed.counts.get(field.indicator)
    return {"actual": pair[0], "estimate": pair[1]} if pair else None
