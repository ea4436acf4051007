"""Reads of report forms. What a form asks is public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.queries import any_campaign
from ketnghia.campaigns.states import CampaignStatus
from ketnghia.kernel.refusals import Invisible
from ketnghia.legal.models import Citation
from ketnghia.reportforms.definition import FormDefinition
from ketnghia.reportforms.models import CampaignForm, DutyRule, FormVersion


def forms_in_use() -> tuple[Campaign | None, list[CampaignForm]]:
    """The newest campaign and its forms, each with the sentence that asks for it."""
    opened = Campaign.objects.filter(status=CampaignStatus.OPENED)
    campaign = opened.select_related("instrument", "programme").order_by("-year").first()
    return campaign, forms_of(campaign.pk) if campaign else []


def forms_of(campaign_id: int) -> list[CampaignForm]:
    """The forms of a campaign, each with its version (definition left out) and its sentence. One query."""
    used = CampaignForm.objects.filter(campaign=campaign_id).defer("form_version__definition")
    return list(used.select_related("form_version__form", "citation__instrument"))


def published(programme_id: int) -> list[FormVersion]:
    """Every published version of a programme's forms, by form, newest first. One query."""
    found = FormVersion.objects.filter(form__programme=programme_id).defer("definition")
    return list(found.select_related("form").order_by("form__code", "-number"))


def rules_of(campaign_id: int) -> list[DutyRule]:
    """Who must report with which form, in the order the rules hold. One query."""
    return list(DutyRule.objects.filter(campaign=campaign_id).select_related("form", "citation__instrument"))


@dataclass(frozen=True, slots=True)
class CampaignParts:
    """Everything a campaign is made of, and what may be chosen for it."""

    campaign: Campaign
    forms: tuple[CampaignForm, ...]
    rules: tuple[DutyRule, ...]
    published: tuple[FormVersion, ...]
    quotable: tuple[Citation, ...]


def parts_of(viewer: Viewer, year: int) -> CampaignParts:
    """A campaign as its coordinator edits it. Five queries. Raises Invisible."""
    campaign = any_campaign(viewer, year)
    forms, rules = forms_of(campaign.pk), rules_of(campaign.pk)
    used = [*(each.citation for each in forms), *(each.citation for each in rules)]
    return CampaignParts(
        campaign=campaign,
        forms=tuple(forms),
        rules=tuple(rules),
        published=tuple(published(campaign.programme_id)),
        quotable=tuple(quotable(campaign, used)),
    )


def quotable(campaign: Campaign, used: Iterable[Citation]) -> list[Citation]:
    """The sentences a campaign may rest on: those of its dispatch, and those it uses already. One query."""
    own = list(Citation.objects.filter(instrument=campaign.instrument_id).select_related("instrument"))
    others = {each.pk: each for each in used if each.instrument_id != campaign.instrument_id}
    return [*own, *others.values()]


def definition_in_use(code: str) -> FormDefinition:
    """What a form of the newest campaign asks. Raises Invisible."""
    version = (
        FormVersion.objects.filter(form__code=code, campaign_forms__campaign__status=CampaignStatus.OPENED)
        .order_by("-campaign_forms__campaign__year", "-number")
        .first()
    )
    if version is None:
        raise Invisible("NO_FORM", _("Không có biểu mẫu này."))
    return FormDefinition.from_dict(version.definition)
