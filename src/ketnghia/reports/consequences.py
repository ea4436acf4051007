"""What opening a campaign means: who reports, who is new, who falls away and why, who cannot yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from ketnghia.accounts.queries import members_of_units
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns import policies
from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.queries import overlapping
from ketnghia.kernel.dates import vn_date
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.queries import districts_of
from ketnghia.reportforms.duties import duties_of, side_of, twinned_in
from ketnghia.reportforms.models import CampaignForm, DutyRule
from ketnghia.reportforms.queries import forms_of, rules_of
from ketnghia.reports.consequence_lines import ConsequenceLine
from ketnghia.reports.models import ReportingDuty
from ketnghia.reports.states import WRITERS
from ketnghia.twinning.models import Assignment

# Form and unit with MUST or ENCOURAGED.
type Owed = Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Consequences:
    """A campaign weighed against the one it was copied from, in dictionary order of the units."""

    campaign: Campaign
    forms: tuple[CampaignForm, ...]
    forms_before: tuple[CampaignForm, ...]
    rules: tuple[DutyRule, ...]
    lines: tuple[ConsequenceLine, ...]
    overlapping: tuple[Campaign, ...]

    @property
    def changed_forms(self) -> tuple[tuple[CampaignForm, CampaignForm | None], ...]:
        """Forms whose version differs from before, with the one before; None for a form that is new."""
        before = {each.form_version.form_id: each for each in self.forms_before}
        pairs = ((each, before.get(each.form_version.form_id)) for each in self.forms)
        return tuple(
            (now, was) for now, was in pairs if was is None or was.form_version_id != now.form_version_id
        )

    @property
    def dropped_forms(self) -> tuple[CampaignForm, ...]:
        """Forms of before that are not used any more."""
        used = {each.form_version.form_id for each in self.forms}
        return tuple(each for each in self.forms_before if each.form_version.form_id not in used)


def weigh(viewer: Viewer, campaign: Campaign) -> Consequences:
    """Everything that follows from the campaign as it stands. At most 18 queries. Raises Invisible."""
    policies.check_prepare(viewer)
    forms, rules = forms_of(campaign.pk), rules_of(campaign.pk)
    before_id = campaign.copied_from_id
    forms_before = forms_of(before_id) if before_id else []
    owed = _owed(campaign)
    before = _stored(before_id) if before_id else {}
    titles = {
        each.form_version.form_id: each.form_version.form.short_title for each in (*forms_before, *forms)
    }
    units = _Units.read(campaign, {organisation_id for _form, organisation_id in (*owed, *before)})
    reasons = _Reasons(rules, campaign, twinned_in(campaign.period_from, campaign.period_to))
    lines = [
        units.line(
            key,
            titles.get(key[0], ""),
            owed.get(key, ""),
            before.get(key, ""),
            "" if key in owed else reasons.why(key[0], units.by_id[key[1]]),
        )
        for key in {**before, **owed}
    ]
    return Consequences(
        campaign=campaign,
        forms=tuple(forms),
        forms_before=tuple(forms_before),
        rules=tuple(rules),
        lines=tuple(sorted(lines, key=lambda line: (line.sort_key, line.form))),
        overlapping=tuple(overlapping(campaign)),
    )


def _owed(campaign: Campaign) -> Owed:
    if policies.is_locked(campaign):
        return _stored(campaign.pk)
    return {(each.form_id, each.organisation_id): each.obligation for each in duties_of(campaign.pk)}


def _stored(campaign_id: int) -> Owed:
    rows = ReportingDuty.objects.filter(campaign=campaign_id)
    return {
        (form_id, organisation_id): obligation
        for form_id, organisation_id, obligation in rows.values_list(
            "form_id", "organisation_id", "obligation"
        )
    }


@dataclass(frozen=True, slots=True)
class _Reasons:
    """Why a unit that reported before is not asked now."""

    rules: Collection[DutyRule]
    campaign: Campaign
    twinned: Mapping[str, set[int]]

    def why(self, form_id: int, unit: Organisation) -> str:
        upper = unit.validity.upper
        if upper is not None and upper <= self.campaign.period_to:
            return _("Đơn vị kết thúc ngày %s.") % vn_date(upper - timedelta(days=1))
        asked = [each for each in self.rules if each.form_id == form_id and unit.kind in each.kinds]
        if not asked:
            return _("Quy định năm này không giao biểu này cho loại đơn vị đó.")
        if all(each.twinned and unit.pk not in self.twinned[side_of(each)] for each in asked):
            return _("Không có phân công nào trong kỳ số liệu.")
        return _("Đơn vị chưa có trong ngày cuối của kỳ số liệu.")


@dataclass(frozen=True, slots=True)
class _Units:
    """The units concerned, their districts, their people, and their assignments that end in the period."""

    by_id: Mapping[int, Organisation]
    districts: Mapping[int, Organisation]
    writers: Collection[int]
    reviewers: Collection[int]
    ending: Mapping[int, list[str]]

    @classmethod
    def read(cls, campaign: Campaign, ids: set[int]) -> _Units:
        now = campaign.window_opens_at
        found = Organisation.objects.filter(pk__in=ids).only("name", "kind", "validity", "sort_key")
        return cls(
            by_id={each.pk: each for each in found},
            districts=districts_of(ids, campaign.period_to),
            writers=members_of_units(ids, WRITERS, now=now).keys(),
            reviewers=members_of_units(ids, [Role.REVIEWER], now=now).keys(),
            ending=_ending(campaign.period_from, campaign.period_to),
        )

    def line(
        self, key: tuple[int, int], form: str, obligation: str, before: str, reason: str
    ) -> ConsequenceLine:
        form_id, pk = key
        unit, district = self.by_id[pk], self.districts.get(pk)
        return ConsequenceLine(
            form_id=form_id,
            form=form,
            organisation_id=pk,
            organisation=unit.name,
            kind=unit.kind,
            district_id=district.pk if district else 0,
            district=district.name if district else "",
            sort_key=unit.sort_key,
            obligation=obligation,
            before=before,
            reason=reason,
            has_writer=pk in self.writers,
            has_reviewer=pk in self.reviewers,
            ending=tuple(self.ending.get(pk, ())),
        )


def _ending(first: date, last: date) -> Mapping[int, list[str]]:
    """By unit on either side, the assignments whose last day lies in the period before its end. One query."""
    period = DateRange(first, last, "[]")
    rows = Assignment.objects.filter(validity__overlap=period, validity__endswith__lte=last)
    found: dict[int, list[str]] = {}
    for row in rows.select_related("donor", "recipient").order_by("validity"):
        day = vn_date(row.validity.upper - timedelta(days=1))
        for unit, other in ((row.donor, row.recipient), (row.recipient, row.donor)):
            words = _("với %(other)s, hết ngày %(day)s") % {"other": other.name, "day": day}
            found.setdefault(unit.pk, []).append(words)
    return found


def members_told(lines: Iterable[ConsequenceLine], obligation: str) -> dict[int, list[str]]:
    """The forms each unit with that obligation reports on, by unit."""
    found: dict[int, list[str]] = {}
    for line in lines:
        if line.obligation == obligation:
            found.setdefault(line.organisation_id, []).append(line.form)
    return found
