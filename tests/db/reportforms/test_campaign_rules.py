"""Which forms a campaign uses and who reports with them, chosen by its coordinator."""

from __future__ import annotations

from typing import Any

import pytest

from ketnghia.kernel.refusals import Incomplete
from ketnghia.legal.models import Citation
from ketnghia.reportforms import queries as forms
from ketnghia.reportforms.duties import duties_of
from ketnghia.reportforms.models import CampaignForm, FormVersion
from ketnghia.reportforms.operations import save_forms, save_rules
from ketnghia.reportforms.rules import RuleCell, cells_of
from ketnghia.reportforms.states import Obligation
from tests.db.campaigns.preparing import EARLY, NEXT, next_year
from tests.world import World


def test_a_form_is_used_once_in_a_version_there_is_by_a_sentence_that_may_be_quoted(world: World) -> None:
    campaign = next_year(world)
    keys: dict[str, Any] = {"viewer": world.board.coordinator, "year": NEXT, "now": EARLY}
    form = CampaignForm.objects.get(campaign=campaign, form_version__form__code="bieu-1")
    elsewhere = Citation.objects.filter(instrument__code="ct-16-2021").values_list("pk", flat=True)[0]
    other = FormVersion.objects.create(
        form=form.form_version.form,
        number=9,
        definition=form.form_version.definition,
        sha256=form.form_version.sha256,
        published_at=EARLY,
    )
    wrong = (
        {999_999: form.citation_id},
        {form.form_version_id: elsewhere},
        {form.form_version_id: form.citation_id, other.pk: form.citation_id},
    )
    for chosen in wrong:
        with pytest.raises(Incomplete):
            save_forms(**keys, version=0, chosen=chosen)
    save_forms(**keys, version=0, chosen={other.pk: form.citation_id})
    assert [each.form_version for each in forms.forms_of(campaign.pk)] == [other]


def test_rules_are_kept_as_a_table_and_say_the_same_when_read_again(world: World) -> None:
    campaign = next_year(world)
    cells = cells_of(forms.rules_of(campaign.pk))
    business = next(key for key in cells if key[1] == "ENTERPRISE")
    cells[business] = cells[business]._replace(obligation=Obligation.MUST)
    table = [*cells.values(), RuleCell(business[0], "SUBORDINATE_UNIT")]
    save_rules(viewer=world.board.coordinator, year=NEXT, version=0, cells=table, now=EARLY)
    assert cells_of(forms.rules_of(campaign.pk)) == cells
    owed = {(each.organisation_id, each.obligation) for each in duties_of(campaign.pk)}
    assert (world.business.id, Obligation.MUST) in owed


def test_a_rule_needs_a_form_in_use_an_obligation_there_is_and_a_sentence(world: World) -> None:
    campaign = next_year(world)
    form = CampaignForm.objects.get(campaign=campaign, form_version__form__code="bieu-1")
    form_id, cited = form.form_version.form_id, form.citation_id
    cells = [
        RuleCell(form_id, "ENTERPRISE", Obligation.MUST, False, 0),
        RuleCell(999_999, "ENTERPRISE", Obligation.MUST, False, cited),
        RuleCell(form_id, "OTHER_DONOR", "PERHAPS", False, cited),
        RuleCell(form_id, "PROVINCIAL_AGENCY"),
    ]
    with pytest.raises(Incomplete) as refused:
        save_rules(viewer=world.board.coordinator, year=NEXT, version=0, cells=cells, now=EARLY)
    assert [(each.code, each.path) for each in refused.value.findings] == [
        ("RULE_SENTENCE", f"{form_id}.ENTERPRISE"),
        ("RULE", "999999.ENTERPRISE"),
        ("RULE", f"{form_id}.OTHER_DONOR"),
    ]
