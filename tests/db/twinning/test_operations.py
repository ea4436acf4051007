"""Recording assignments, and the demo's pairs."""

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateRange

from ketnghia.accounts.states import Role
from ketnghia.config.paths import CHECKOUT
from ketnghia.kernel.refusals import NotAllowed
from ketnghia.organisations.content import MistakesFoundError
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.operations import load_organisations
from ketnghia.organisations.queries import districts_of
from ketnghia.organisations.states import OrganisationKind
from ketnghia.twinning.models import Assignment
from ketnghia.twinning.operations import end_assignment, load_demo
from ketnghia.twinning.states import AssignmentPart
from tests.db.units import NOW, Kind, coordinator, decision, helps, unit, viewer

pytestmark = pytest.mark.django_db
CONTENT = CHECKOUT / "content" / "quang-nam-2020-2025"


def pair() -> tuple[Organisation, Organisation]:
    return unit("Sở Y"), unit("Xã Lăng", Kind.MOUNTAIN_COMMUNE)


def test_an_assignment_holds_from_its_first_to_its_last_day() -> None:
    made = helps(coordinator(), *pair(), first_day=date(2020, 4, 21), last_day=date(2025, 12, 31))
    assert made.validity == DateRange(date(2020, 4, 21), date(2026, 1, 1))


def test_only_the_coordinator_assigns() -> None:
    with pytest.raises(NotAllowed, match="Chỉ Ban Dân tộc"):
        helps(viewer(unit("UBND tỉnh", Kind.PROVINCE), Role.OBSERVER), *pair())


def test_a_pair_is_assigned_once_at_a_time() -> None:
    board, (donor, commune) = coordinator(), pair()
    helps(board, donor, commune)
    with pytest.raises(NotAllowed, match="đã được phân công") as refused:
        helps(board, donor, commune, first_day=date(2025, 12, 31), last_day=date(2026, 12, 31))
    assert refused.value.rule == "1143/QĐ-UBND"


def test_the_database_itself_refuses_overlapping_assignments() -> None:
    board, (donor, commune) = coordinator(), pair()
    helps(board, donor, commune)
    with pytest.raises(IntegrityError, match="assignment_pair_once_at_a_time"):
        Assignment.objects.create(
            donor=donor,
            recipient=commune,
            part=AssignmentPart.COOPERATING,
            validity=DateRange(date(2025, 12, 31), None),
            instrument=decision(),
        )


def test_the_same_pair_may_follow_on_itself_and_others_may_overlap() -> None:
    board, (donor, commune) = coordinator(), pair()
    helps(board, donor, commune, last_day=date(2021, 12, 31))
    helps(board, donor, commune, first_day=date(2022, 1, 1))
    helps(board, unit("Sở Z"), commune)
    helps(board, donor, unit("Xã Dang", Kind.MOUNTAIN_COMMUNE))
    assert Assignment.objects.count() == 4


def test_a_commune_helps_nobody_and_a_department_is_helped_by_nobody() -> None:
    board, (donor, commune) = coordinator(), pair()
    with pytest.raises(NotAllowed, match="Xã Lăng không thuộc loại"):
        helps(board, commune, commune)
    with pytest.raises(NotAllowed, match="không phải huyện, xã miền núi"):
        helps(board, donor, unit("Sở Z"))


def test_an_assignment_does_not_end_before_it_begins() -> None:
    with pytest.raises(NotAllowed, match="Ngày kết thúc"):
        helps(coordinator(), *pair(), first_day=date(2021, 2, 1), last_day=date(2021, 1, 31))


def test_ending_an_assignment_keeps_what_it_was_in_the_history() -> None:
    board = coordinator()
    made = helps(board, *pair())
    ended = end_assignment(viewer=board, assignment_id=made.id, last_day=date(2021, 6, 30), now=NOW)
    assert ended.validity.upper == date(2021, 7, 1)
    uppers = [each.validity.upper for each in ended.events.order_by("pgh_id")]  # type: ignore[attr-defined]  # made by pghistory
    assert uppers == [date(2026, 1, 1), date(2021, 7, 1)]


def test_an_assignment_is_not_extended_into_the_next_of_the_same_pair() -> None:
    board, (donor, commune) = coordinator(), pair()
    first = helps(board, donor, commune, last_day=date(2021, 12, 31))
    helps(board, donor, commune, first_day=date(2023, 1, 1))
    end_assignment(viewer=board, assignment_id=first.id, last_day=date(2022, 12, 31), now=NOW)
    with pytest.raises(NotAllowed, match="từ 01/01/2023"):
        end_assignment(viewer=board, assignment_id=first.id, last_day=date(2023, 1, 1), now=NOW)


def test_donors_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "donors.toml").write_text('[[organisation]]\ncode = "x"\n')
    with pytest.raises(MistakesFoundError, match="Thiếu cột hoặc khóa name"):
        load_demo(tmp_path, NOW)


def test_the_database_refuses_help_to_oneself() -> None:
    donor, _commune = pair()
    with pytest.raises(IntegrityError, match="assignment_not_to_oneself"):
        Assignment.objects.create(
            donor=donor, recipient=donor, part=AssignmentPart.LEAD, validity=DateRange(None, None),
            instrument=decision(),
        )  # fmt: skip


def load() -> None:
    load_organisations(CONTENT, NOW)
    for code, number in (("qd-1143-2020", "1143/QĐ-UBND"), ("qd-1445-2020", "1445/QĐ-UBND")):
        instrument = decision(number)
        instrument.code = code
        instrument.save()
    load_demo(CONTENT, NOW)


def test_the_demo_has_the_shape_the_newspaper_told_of() -> None:
    load()
    communes = Assignment.objects.filter(recipient__kind=OrganisationKind.MOUNTAIN_COMMUNE)
    twinned = set(communes.values_list("recipient", flat=True))
    districts = districts_of(twinned, date(2021, 12, 31))
    shape = {each.short_name: 0 for each in districts.values()}
    for district in districts.values():
        shape[district.short_name] += 1
    assert shape == {
        "Bắc Trà My": 10, "Nam Trà My": 10, "Tây Giang": 10, "Đông Giang": 11, "Phước Sơn": 11,
        "Nam Giang": 11, "Hiệp Đức": 2,
    }  # fmt: skip
    assert Assignment.objects.values("donor").distinct().count() == 89
    assert not Assignment.objects.filter(illustrative=False).exists()


def test_every_twinned_commune_has_one_lead_and_every_mountain_district_a_lowland_one() -> None:
    load()
    leads = Assignment.objects.filter(part=AssignmentPart.LEAD)
    assert leads.filter(recipient__kind=OrganisationKind.MOUNTAIN_COMMUNE).count() == 65
    between = leads.filter(
        donor__kind=OrganisationKind.LOWLAND_DISTRICT, recipient__kind=OrganisationKind.MOUNTAIN_DISTRICT
    )
    assert between.values("recipient").distinct().count() == 9


def test_loading_the_demo_again_makes_nothing() -> None:
    load()
    again = load_demo(CONTENT, NOW)
    assert (again.donors, again.assignments) == (0, 0)


def test_a_demo_without_its_decisions_is_not_loaded() -> None:
    load_organisations(CONTENT, NOW)
    with pytest.raises(MistakesFoundError, match="Không có văn bản mang mã qd-1143-2020"):
        load_demo(CONTENT, NOW)
    assert not Assignment.objects.exists()
