"""A form of a campaign as a unit will meet it: blank, with that unit's choices; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.queries import any_campaign
from ketnghia.kernel.refusals import Invisible
from ketnghia.kernel.text import sort_key
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.queries import matching
from ketnghia.reportforms import engine
from ketnghia.reportforms.definition import FormDefinition, SectionKind
from ketnghia.reportforms.duties import duties_of
from ketnghia.reportforms.engine import Lookups
from ketnghia.reportforms.models import CampaignForm
from ketnghia.reportforms.queries import forms_of
from ketnghia.reports.definitions import definition_of
from ketnghia.twinning.choices import organisation_choices

_OFFERED: Final = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be previewed; empty means the first there is. ``text`` narrows units by name."""

    form_code: str = ""
    kind: str = ""
    organisation_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A blank report with one empty row in every section of rows, and who could be shown instead.

    ``unit`` is None where no unit of that kind reports with the form.
    """

    campaign: Campaign
    forms: Sequence[CampaignForm]
    definition: FormDefinition
    content: dict[str, Any]
    lookups: Lookups
    kinds: tuple[str, ...]
    units: tuple[Organisation, ...]
    unit: Organisation | None

    @property
    def names(self) -> list[str]:
        """The units that can be chosen in the form, in dictionary order."""
        known = {name for choices in self.lookups.organisations.values() for name in choices.values()}
        return sorted(known, key=sort_key)


def preview(viewer: Viewer, year: int, asked: Asked) -> Preview:
    """The form as one unit will meet it. Raises Invisible, also where the campaign uses no form."""
    campaign = any_campaign(viewer, year)
    forms = forms_of(campaign.pk)
    form = next((each for each in forms if each.form_version.form.code == asked.form_code), None)
    form = form or (forms[0] if forms else None)
    if form is None:
        raise Invisible("NO_FORM", _("Đợt chưa dùng biểu mẫu nào."))
    definition = definition_of(form.form_version_id)
    ids = [
        each.organisation_id for each in duties_of(campaign.pk) if each.form_id == form.form_version.form_id
    ]
    reporting = Organisation.objects.filter(pk__in=ids)
    kinds = tuple(reporting.order_by("kind").values_list("kind", flat=True).distinct())
    if asked.kind in kinds:
        reporting = reporting.filter(kind=asked.kind)
    if asked.text.strip():
        reporting = reporting.filter(matching(asked.text))
    units = tuple(reporting.order_by("sort_key")[:_OFFERED])
    chosen = reporting.filter(pk=asked.organisation_id).first() if asked.organisation_id else None
    unit = chosen or (units[0] if units else None)
    return Preview(
        campaign=campaign,
        forms=forms,
        definition=definition,
        content=_with_a_row(definition),
        lookups=_lookups(definition, campaign, unit),
        kinds=kinds,
        units=units,
        unit=unit,
    )


def _with_a_row(definition: FormDefinition) -> dict[str, Any]:
    content = engine.blank(definition)
    for section in definition.sections:
        if section.kind is SectionKind.ROWS:
            content["sections"][section.code] = [{"id": "r1"}]
    return content


def _lookups(definition: FormDefinition, campaign: Campaign, unit: Organisation | None) -> Lookups:
    if unit is None:
        return Lookups(organisations={}, attachments=frozenset())
    fields = (each for part in definition.sections for each in part.fields)
    wanted = {each.organisations for each in fields if each.organisations}
    return Lookups(
        organisations={
            name: organisation_choices(
                name,
                organisation_id=unit.pk,
                first_day=campaign.period_from,
                last_day=campaign.period_to,
            )
            for name in sorted(wanted)
        },
        attachments=frozenset(),
    )
