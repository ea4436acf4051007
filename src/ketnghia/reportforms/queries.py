"""Reads of report forms. What a form asks is public."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ketnghia.campaigns.models import Campaign
from ketnghia.kernel.refusals import Invisible
from ketnghia.reportforms.definition import FormDefinition
from ketnghia.reportforms.models import CampaignForm, FormVersion


def forms_in_use() -> tuple[Campaign | None, list[CampaignForm]]:
    """The newest campaign and its forms, each with the sentence that asks for it."""
    campaign = Campaign.objects.select_related("instrument", "programme").order_by("-year").first()
    used = CampaignForm.objects.filter(campaign=campaign).defer("form_version__definition")
    return campaign, list(used.select_related("form_version__form", "citation__instrument"))


def definition_in_use(code: str) -> FormDefinition:
    """What a form of the newest campaign asks. Raises Invisible."""
    version = (
        FormVersion.objects.filter(form__code=code, campaign_forms__isnull=False)
        .order_by("-campaign_forms__campaign__year", "-number")
        .first()
    )
    if version is None:
        raise Invisible("NO_FORM", _("Không có biểu mẫu này."))
    return FormDefinition.from_dict(version.definition)
