"""What the totals hold, and what leaves them."""

from collections.abc import Callable, Iterable

import pytest

from ketnghia.consolidation import queries
from ketnghia.consolidation.figures import Consolidated, Figure, total
from ketnghia.kernel.refusals import Invisible
from ketnghia.reports.models import Fact, Report
from ketnghia.reports.states import COUNTED, NOT_STARTED, Action, Side, State
from tests.db.consolidation.campaign import (
    consolidated,
    in_every_state,
    many_more_pairs,
    spread,
    with_form2,
)
from tests.world import OPEN, YEAR, World, act

NIL = {"nil": {"reason": "Đơn vị mới được phân công."}, "sections": {}, "waivers": {}}

type Figures = Callable[[Consolidated], Iterable[Figure]]

BREAKDOWNS: dict[str, Figures] = {
    "by_area": lambda c: (line.figure for line in c.by_area),
    "by_district": lambda c: (line.figure for line in c.by_district),
    "by_donor_kind": lambda c: (line.figure for line in c.by_donor_kind),
    "by_money_source": lambda c: (line.figure for line in c.by_money_source),
    "by_donor": lambda c: (line.figure for line in c.by_donor),
    "by_activity": lambda c: (line.figure for line in c.by_activity),
    "by_recipient": lambda c: (line.figure for line in c.by_recipient),
}


def stated(*revisions: int) -> tuple[int, int]:
    """The money of these revisions, added up one fact after another."""
    facts = Fact.objects.filter(revision__in=revisions, side=Side.GIVEN, indicator="support_amount")
    return (
        int(sum(fact.actual or 0 for fact in facts)),
        int(sum(fact.estimate or 0 for fact in facts)),
    )


def revision_ids(*reports: Report) -> tuple[int, ...]:
    return tuple(sorted(report.current_revision_id or 0 for report in reports))


@pytest.mark.parametrize("name", BREAKDOWNS)
def test_every_breakdown_sums_to_the_total_with_the_same_revisions(world: World, name: str) -> None:
    in_every_state(world)
    c = consolidated(world)
    assert c.totals.actual > 0
    assert total(BREAKDOWNS[name](c)) == c.totals


def test_the_total_is_what_the_counted_revisions_state_to_the_dong(world: World) -> None:
    reports = in_every_state(world)
    counted = revision_ids(reports["accepted"], reports["submitted"])
    c = consolidated(world)
    assert (c.totals.actual, c.totals.estimate) == stated(*counted)
    assert c.totals.revisions == counted


def test_accepted_only_leaves_the_submitted_ones_out(world: World) -> None:
    reports = in_every_state(world)
    c = consolidated(world, accepted_only=True)
    counted = revision_ids(reports["accepted"])
    assert c.totals == Figure(*stated(*counted), counted)
    assert c.accepted_only


def test_a_returned_report_leaves_the_totals_and_comes_back_with_its_next_revision(world: World) -> None:
    reports = in_every_state(world)
    before = consolidated(world).totals
    returned = act(world.board.coordinator, reports["submitted"], Action.RETURN, reason="Sửa lại dòng 1.")
    assert consolidated(world).totals.revisions == revision_ids(reports["accepted"])
    act(world.city.reporter, returned, Action.SEND_FOR_APPROVAL)
    again = act(world.city.reviewer, returned, Action.SUBMIT)
    after = consolidated(world).totals
    assert (after.actual, after.estimate) == (before.actual, before.estimate)
    assert after.revisions == revision_ids(reports["accepted"], again)


def test_a_nil_report_is_a_report_and_adds_nothing(world: World) -> None:
    world.brought_to(world.department, State.SUBMITTED)
    before = consolidated(world)
    nil = world.brought_to(world.business, State.SUBMITTED, NIL)
    after = consolidated(world)
    assert nil.state == State.SUBMITTED
    assert after.totals == before.totals
    assert after.duties.submitted == before.duties.submitted + 1


def test_before_anybody_reports_nothing_is_known_rather_than_zero(world: World) -> None:
    c = consolidated(world)
    assert not c.totals.is_reported
    assert all(not line.figure.is_reported for line in c.by_area)
    assert all(line.actual is None for line in c.indicators)
    assert c.duties.submitted == 0


def test_a_count_is_told_under_the_name_and_in_the_unit_of_the_list(world: World) -> None:
    world.brought_to(world.department, State.SUBMITTED)
    units = {line.label: line.unit for line in consolidated(world).indicators}
    assert units["Hộ nghèo được giúp, cộng các hoạt động"] == "hộ"
    assert units["Người được hưởng, cộng các hoạt động"] == "người"
    assert "Kinh phí hỗ trợ" not in units
    assert all(units.values())


def test_what_recipients_say_stands_beside_and_is_never_added(world: World) -> None:
    in_every_state(world)
    before = consolidated(world).totals
    form2 = with_form2(world)
    c = consolidated(world)
    assert c.totals == before
    line = next(each for each in c.by_district if each.code == world.district.organisation.code)
    assert line.received.revisions == (form2.current_revision_id,)
    assert line.received.actual > 0
    assert line.households is not None


def test_a_commune_says_itself_what_it_received(world: World) -> None:
    reports = in_every_state(world)
    line = next(each for each in consolidated(world).by_recipient if each.code == str(world.commune1.id))
    assert line.received.revisions == (reports["commune"].current_revision_id,)
    assert line.households is not None
    assert line.is_commune
    assert line.lat is not None


def test_every_twinned_commune_is_a_recipient_even_when_nobody_reported(world: World) -> None:
    labels = {line.label for line in consolidated(world).by_recipient}
    assert {world.commune1.name, world.commune2.name} <= labels


def test_a_district_counts_the_communes_donors_speak_of_once_each(world: World) -> None:
    many_more_pairs(world, [world.department])
    content = spread(world, world.department, 3)
    rows = content["sections"]["hoat_dong"]
    for at, row in enumerate(rows):
        row["don_vi_nhan"] = (world.commune1.id, world.commune2.id)[at % 2]
    world.brought_to(world.department, State.SUBMITTED, content)
    c = consolidated(world)
    line = next(each for each in c.by_district if each.code == world.district.organisation.code)
    assert line.communes == 2
    donor = next(each for each in c.by_donor if each.code == str(world.department.id))
    assert donor.district_labels == (world.district.organisation.short_name,)


def test_reports_are_counted_by_state_and_none_is_lost(world: World) -> None:
    in_every_state(world)
    c = consolidated(world)
    assert sum(c.reports.values()) == c.duties.must + c.duties.encouraged
    assert c.duties.must + c.duties.encouraged == c.duties.submitted + c.duties.missing
    assert c.duties.submitted == sum(c.reports.get(state, 0) for state in COUNTED)
    assert (c.reports["RETURNED"], c.reports["DRAFT"]) == (1, 1)
    assert len(c.missing) == c.duties.missing == c.reports[NOT_STARTED] + 2


def test_of_the_missing_those_that_must_report_come_first(world: World) -> None:
    in_every_state(world)
    order = [line.obligation_label for line in consolidated(world).missing]
    assert order == sorted(order, key=lambda label: label != "Phải báo cáo")


@pytest.mark.parametrize("username", ["so-y.duyet", "xa-1.nhap", "huyen.tong-hop", "so-khac.nhap"])
def test_who_does_not_see_the_whole_province_sees_no_total(world: World, username: str) -> None:
    with pytest.raises(Invisible):
        queries.consolidated(world.viewer(username), year=YEAR, as_of=OPEN)
