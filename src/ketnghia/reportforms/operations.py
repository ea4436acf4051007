"""Writes on what a campaign asks: copy a whole campaign, choose its forms, say who reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns import operations as campaigns
from ketnghia.campaigns.models import Campaign
from ketnghia.kernel.refusals import Incomplete
from ketnghia.legal.models import Citation
from ketnghia.reportforms import queries, rules
from ketnghia.reportforms.models import CampaignForm, DutyRule, FormVersion
from ketnghia.reportforms.rules import RuleCell


def copy_campaign(*, viewer: Viewer, from_year: int, year: int, now: datetime) -> Campaign:
    """Prepare the campaign of a year after another one: days, words, sentences, forms and rules.

    Of each form the newest published version is taken. Raises Invisible, NotAllowed.
    """
    with campaigns.logged("copy_campaign", viewer, now):
        before = campaigns.find(viewer, from_year)
        forms, duty_rules = queries.forms_of(before.pk), queries.rules_of(before.pk)
        cited = _cited(forms, duty_rules)
        campaign, moved = campaigns.copy(
            viewer=viewer,
            from_year=from_year,
            year=year,
            sentences=[each for each in cited if each.instrument_id == before.instrument_id],
        )
        newest = _newest(campaign.programme_id)
        for form in forms:
            CampaignForm.objects.create(
                campaign=campaign,
                form_version=newest[form.form_version.form_id],
                citation=moved.get(form.citation_id, form.citation),
            )
        for rule in duty_rules:
            DutyRule.objects.create(
                campaign=campaign,
                form=rule.form,
                kinds=rule.kinds,
                twinned=rule.twinned,
                obligation=rule.obligation,
                citation=moved.get(rule.citation_id, rule.citation),
            )
    return campaign


def _newest(programme_id: int) -> dict[int, FormVersion]:
    # Newest first: the last one written for a form would be its oldest.
    found = reversed(queries.published(programme_id))
    return {version.form_id: version for version in found}


def save_forms(
    *,
    viewer: Viewer,
    year: int,
    version: int,
    chosen: Mapping[int, int],
    now: datetime,
) -> Campaign:
    """The form versions a campaign uses, each with the citation that asks for it (id by id).

    Raises Invisible, Closed, Changed, Incomplete for a version or sentence that is not to be had.
    """
    with campaigns.logged("save_campaign_forms", viewer, now):
        campaign = campaigns.take(viewer, year, version)
        offered = {each.pk: each.form_id for each in queries.published(campaign.programme_id)}
        citations = {each.pk for each in _quotable(campaign)}
        once = len({offered.get(each) for each in chosen}) == len(chosen)
        if not (once and set(chosen) <= set(offered) and set(chosen.values()) <= citations):
            raise Incomplete("FORMS", _("Chọn lại phiên bản của biểu và câu trong văn bản."))
        CampaignForm.objects.filter(campaign=campaign).delete()
        CampaignForm.objects.bulk_create(
            CampaignForm(campaign=campaign, form_version_id=version_id, citation_id=citation_id)
            for version_id, citation_id in chosen.items()
        )
    return campaign


def save_rules(
    *, viewer: Viewer, year: int, version: int, cells: Sequence[RuleCell], now: datetime
) -> Campaign:
    """Who must and who may report, as a whole table. Raises Invisible, Closed, Changed, Incomplete."""
    with campaigns.logged("save_campaign_rules", viewer, now):
        campaign = campaigns.take(viewer, year, version)
        used = [each.form_version.form_id for each in queries.forms_of(campaign.pk)]
        citations = [each.pk for each in _quotable(campaign)]
        problems = tuple(rules.findings(cells, forms=used, citations=citations))
        if problems:
            raise Incomplete("RULES", _("Xem lại các dòng quy định ai báo cáo."), findings=problems)
        campaign.duty_rules.all().delete()
        DutyRule.objects.bulk_create(
            DutyRule(
                campaign=campaign,
                form_id=cell.form_id,
                kinds=kinds,
                twinned=cell.twinned,
                obligation=cell.obligation,
                citation_id=cell.citation_id,
            )
            for cell, kinds in rules.grouped(cells)
        )
    return campaign


def _quotable(campaign: Campaign) -> list[Citation]:
    used = _cited(queries.forms_of(campaign.pk), queries.rules_of(campaign.pk))
    return queries.quotable(campaign, used)


def _cited(forms: Iterable[CampaignForm], duty_rules: Iterable[DutyRule]) -> list[Citation]:
    return [*(each.citation for each in forms), *(each.citation for each in duty_rules)]


def discard_campaign(*, viewer: Viewer, year: int, version: int, now: datetime) -> None:
    """Throw a campaign being prepared away. Raises Invisible, Closed, Changed."""
    with campaigns.logged("discard_campaign", viewer, now):
        campaign = campaigns.take(viewer, year, version)
        CampaignForm.objects.filter(campaign=campaign).delete()
        campaign.duty_rules.all().delete()
        campaigns.discard(campaign=campaign)
