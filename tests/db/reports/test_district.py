"""Form 2: derived from accepted communes, corrected in sight, closed to what a client makes up."""

from __future__ import annotations

from typing import Any

import pytest

from ketnghia.consolidation.district import table_of
from ketnghia.kernel.refusals import Incomplete
from ketnghia.reports.definitions import definition_of
from ketnghia.reports.models import Fact, Report
from ketnghia.reports.states import Action, Side, State
from tests.filling import Content
from tests.world import REASON, World, act, again, clean, save

# Seven sources of 10 and 20 million each, as `tests.filling` fills them in.
COMMUNE_TOTAL = {"actual": 70_000_000, "estimate": 140_000_000}


def _lines(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = again(report).content["sections"]["tong_hop"]
    return found


def _money(lines: list[dict[str, Any]]) -> dict[str, int]:
    amounts = [line for line in lines if line["indicator"] == "support_amount"]
    return {side: sum(line[side] for line in amounts) for side in ("actual", "estimate")}


def _correction(world: World) -> Content:
    return {
        "id": "d1",
        "xa": world.commune2.id,
        "don_vi_giup": world.city.id,
        "linh_vuc": "D",
        "nguon": "ngan_sach",
        "so_tien": {"actual": -5_000_000, "estimate": -5_000_000},
        "ly_do": "Xã ghi trùng một lần hỗ trợ.",
    }


def test_only_accepted_communes_stand_in_it(world: World) -> None:
    world.brought_to(world.commune1, State.SUBMITTED)
    accepted = world.brought_to(world.commune2, State.ACCEPTED)
    lines = _lines(world.drafted(world.district))
    assert {line["commune"] for line in lines} == {world.commune2.id}
    assert {line["revision"] for line in lines} == {accepted.current_revision_id}
    assert _money(lines) == COMMUNE_TOTAL


def test_a_commune_accepted_after_the_last_save_is_in_what_is_submitted(world: World) -> None:
    world.brought_to(world.commune2, State.ACCEPTED)
    report = world.drafted(world.district)
    world.brought_to(world.commune1, State.ACCEPTED)
    act(world.district.coordinator, report, Action.SEND_FOR_APPROVAL)
    sent = act(world.district.reviewer, report, Action.SUBMIT)
    assert {line["commune"] for line in _lines(sent)} == {world.commune1.id, world.commune2.id}
    assert sent.current_revision is not None
    assert sent.current_revision.frozen["content"]["sections"]["tong_hop"] == _lines(sent)


def test_lines_a_client_makes_up_are_ignored(world: World) -> None:
    world.brought_to(world.commune2, State.ACCEPTED)
    report = world.drafted(world.district)
    true_lines = _lines(report)
    forged = clean(report)
    forged["sections"]["tong_hop"] = [{**true_lines[0], "estimate": 10**12}, {**true_lines[0], "id": "t99"}]
    save(world.district.coordinator, report, forged)
    assert _lines(report) == true_lines


def test_a_correction_is_a_line_of_its_own_and_overwrites_nothing(world: World) -> None:
    world.brought_to(world.commune2, State.ACCEPTED)
    report = world.begun(world.district)
    content = clean(report)
    content["sections"]["dieu_chinh"] = [_correction(world)]
    report = world.brought_to(world.district, State.SUBMITTED, content)
    assert _money(_lines(report)) == COMMUNE_TOTAL
    table = table_of(definition_of(report.form_version_id), report.content)
    assert (table.stated.actual, table.corrected.actual) == (70_000_000, 65_000_000)
    assert [line.reason for line in table.corrections] == ["Xã ghi trùng một lần hỗ trợ."]
    corrected = Fact.objects.get(side=Side.CORRECTION, indicator="support_amount")
    assert corrected.actual == -5_000_000
    assert corrected.district_id == world.district.id


def test_a_correction_without_a_reason_is_not_sent(world: World) -> None:
    world.brought_to(world.commune2, State.ACCEPTED)
    report = world.begun(world.district)
    content = clean(report)
    content["sections"]["dieu_chinh"] = [_correction(world) | {"ly_do": ""}]
    save(world.district.coordinator, report, content)
    with pytest.raises(Incomplete) as refused:
        act(world.district.coordinator, report, Action.SEND_FOR_APPROVAL)
    assert [finding.path for finding in refused.value.findings] == ["dieu_chinh.d1.ly_do"]


def test_households_are_counted_once_as_each_commune_counts_them(world: World) -> None:
    for unit in (world.commune1, world.commune2):
        world.brought_to(unit, State.ACCEPTED)
    report = world.drafted(world.district)
    assert table_of(definition_of(report.form_version_id), report.content).households == 4


def test_what_the_district_consolidates_stands_beside_what_donors_gave(world: World) -> None:
    world.brought_to(world.commune2, State.ACCEPTED)
    world.brought_to(world.city, State.SUBMITTED)
    world.brought_to(world.district, State.SUBMITTED)
    sides = Fact.objects.filter(indicator="support_amount").values_list("side", flat=True)
    assert set(sides) == {Side.GIVEN, Side.RECEIVED, Side.CONSOLIDATED}


def test_the_district_returns_one_commune_and_accepts_the_other(world: World) -> None:
    one, other = (world.brought_to(unit, State.SUBMITTED) for unit in (world.commune1, world.commune2))
    by = world.district.coordinator
    assert act(by, one, Action.RETURN, reason=REASON).state == State.RETURNED
    assert act(by, other, Action.ACCEPT).state == State.ACCEPTED


def test_an_area_nobody_reported_is_not_known_and_is_shown_as_such(world: World) -> None:
    world.brought_to(world.commune2, State.ACCEPTED)
    report = world.drafted(world.district)
    areas = table_of(definition_of(report.form_version_id), again(report).content).areas
    assert {figure.is_known for _code, _label, figure in areas} == {True, False}
    page = world.client("huyen.tong-hop").get(f"/bao-cao/{report.pk}/").content.decode()
    unknown = next(label for _code, label, figure in areas if not figure.is_known)
    row = page.partition(f'<tr><th scope="row">{unknown}</th>')[2].partition("</tr>")[0]
    assert row.count("–</td>") == 2
