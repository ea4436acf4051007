"""Which forms a campaign uses, and who reports with them: tables of choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.findings import Finding
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms import operations
from ketnghia.reportforms.queries import CampaignParts
from ketnghia.reportforms.rules import REPORTING_KINDS, RuleCell, cells_of
from ketnghia.reportforms.states import Obligation, Perspective
from ketnghia.web.campaigns.forms import PartForm

_DUTIES: Final = [
    ("", gettext_lazy("không")),
    (Obligation.MUST.value, gettext_lazy("phải")),
    (Obligation.ENCOURAGED.value, gettext_lazy("khuyến khích")),
]
_LONGEST_SENTENCE: Final = 90


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table of choices: its name under a heading, and its boxes."""

    heading: str
    label: str
    boxes: tuple[forms.BoundField, ...]


class ChoosingForm(PartForm):
    """What both tables share: every line ends with the sentence it rests on."""

    def sentences(self) -> list[tuple[str, str]]:
        """The quotable sentences, cut to what a list can hold."""
        cut = [
            (str(each.pk), Truncator(each.sentence or _("(câu để trống)")).chars(_LONGEST_SENTENCE))
            for each in self.parts.quotable
        ]
        return [("", _("— chọn câu —")), *cut]

    def lines(self) -> Iterator[Line]:
        """The rows as the page draws them."""
        raise NotImplementedError

    def boxes(self, *names: str) -> tuple[forms.BoundField, ...]:
        """The boxes of a row."""
        return tuple(self[name] for name in names)


class FormsForm(ChoosingForm):
    """For each form of the programme: not used, or in which version, asked for by which sentence."""

    def __init__(self, *args: Any, parts: CampaignParts, **kwargs: Any) -> None:
        super().__init__(*args, parts=parts, **kwargs)
        used = {each.form_version.form_id: each for each in parts.forms}
        order = {pk: at for at, pk in enumerate(used)}
        published = [
            (form, list(versions)) for form, versions in groupby(parts.published, key=lambda each: each.form)
        ]
        self._titles: dict[int, str] = {}
        for form, versions in sorted(published, key=lambda each: order.get(each[0].pk, len(order))):
            self._titles[form.pk] = form.title
            chosen = used.get(form.pk)
            newest = [(str(each.pk), _("phiên bản %s") % each.number) for each in versions]
            self.fields[f"bieu_{form.pk}"] = forms.ChoiceField(
                label=_("Phiên bản"),
                choices=[("", _("không dùng")), *newest],
                required=False,
                initial=str(chosen.form_version_id) if chosen else "",
            )
            self.fields[f"cau_{form.pk}"] = forms.ChoiceField(
                label=_("Theo câu"),
                choices=self.sentences(),
                required=False,
                initial=str(chosen.citation_id) if chosen else "",
            )

    def clean(self) -> dict[str, Any]:
        """A form in use says which sentence asks for it."""
        for pk in self._titles:
            if self.cleaned_data.get(f"bieu_{pk}") and not self.cleaned_data.get(f"cau_{pk}"):
                self.add_error(f"cau_{pk}", _("Chọn câu trong văn bản yêu cầu biểu này."))
        return self.cleaned_data

    def lines(self) -> Iterator[Line]:
        """One row a form."""
        for pk, title in self._titles.items():
            yield Line("", title, self.boxes(f"bieu_{pk}", f"cau_{pk}"))

    def save(self, viewer: Viewer, now: datetime) -> None:
        """Keep the versions chosen."""
        chosen = {
            int(self.cleaned_data[f"bieu_{pk}"]): int(self.cleaned_data[f"cau_{pk}"])
            for pk in self._titles
            if self.cleaned_data[f"bieu_{pk}"]
        }
        operations.save_forms(**self.keys(viewer, now), chosen=chosen)


class RulesForm(ChoosingForm):
    """For each form in use and each kind of unit: must, encouraged or not, with an assignment or without."""

    def __init__(self, *args: Any, parts: CampaignParts, **kwargs: Any) -> None:
        super().__init__(*args, parts=parts, **kwargs)
        cells = cells_of(parts.rules)
        self._rows: list[tuple[str, RuleCell]] = []
        for form in (each.form_version.form for each in parts.forms):
            kinds = REPORTING_KINDS[Perspective(form.perspective)]
            others = [kind for pk, kind in cells if pk == form.pk and kind not in kinds]
            for kind in (*kinds, *others):
                cell = cells.get((form.pk, kind), RuleCell(form.pk, kind))
                self._rows.append((form.short_title, cell))
                self._add(cell)

    def _add(self, cell: RuleCell) -> None:
        name = _name(cell)
        self.fields[f"nv_{name}"] = forms.ChoiceField(
            label=_("Nghĩa vụ"), choices=_DUTIES, required=False, initial=cell.obligation
        )
        self.fields[f"pc_{name}"] = forms.BooleanField(
            label=_("Chỉ đơn vị có phân công"), required=False, initial=cell.twinned
        )
        self.fields[f"cau_{name}"] = forms.ChoiceField(
            label=_("Theo câu"),
            choices=self.sentences(),
            required=False,
            initial=str(cell.citation_id) if cell.citation_id else "",
        )

    def lines(self) -> Iterator[Line]:
        """One row a form and kind."""
        for title, cell in self._rows:
            name = _name(cell)
            label = str(OrganisationKind(cell.kind).label)
            yield Line(title, label, self.boxes(f"nv_{name}", f"pc_{name}", f"cau_{name}"))

    def field_of(self, finding: Finding) -> str | None:
        """Findings of rules name form and kind."""
        name = f"cau_{finding.path.replace('.', '_')}"
        return name if name in self.fields else None

    def save(self, viewer: Viewer, now: datetime) -> None:
        """Keep the whole table."""
        cells = [
            cell._replace(
                obligation=self.cleaned_data[f"nv_{_name(cell)}"],
                twinned=self.cleaned_data[f"pc_{_name(cell)}"],
                citation_id=int(self.cleaned_data[f"cau_{_name(cell)}"] or 0),
            )
            for _title, cell in self._rows
        ]
        operations.save_rules(**self.keys(viewer, now), cells=cells)


def _name(cell: RuleCell) -> str:
    return f"{cell.form_id}_{cell.kind}"
