"""Accounts by the list and one-time links: what is given out, what a link opens, what it does not."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone
from pytest_django import Settings
from pytest_django.asserts import assertNumQueries

from ketnghia.accounts import directory, issuing, tokens
from ketnghia.accounts.directory import AccountFilter, UnitFilter
from ketnghia.accounts.issuing import Issued
from ketnghia.accounts.models import Membership, OneTimeLink, SignIn, User
from ketnghia.accounts.queries import viewer_for
from ketnghia.accounts.states import AccountState, Role, SignInOutcome
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Changed, Incomplete, Invisible, NotAllowed
from ketnghia.organisations.models import Organisation
from tests.db.units import NOW, Kind, coordinator, person, unit, viewer

pytestmark = pytest.mark.django_db
NEW = "mot-cau-ngan-cua-rieng-toi"


def issue(by: Viewer, text: str, *, issue_id: UUID | None = None, now: datetime = NOW) -> list[Issued]:
    return issuing.issue_accounts(viewer=by, issue_id=issue_id or uuid4(), text=text, now=now)


def one(by: Viewer) -> Issued:
    unit("Sở Y")
    return issue(by, "Sở Y\tNgười nhập\tChuyên viên")[0]


def use(token: str, *, now: datetime = NOW) -> User:
    return issuing.use_link(token=token, password=NEW, now=now, real=timezone.now())


def membership_of(issued: Issued) -> int:
    return Membership.objects.get(user_id=issued.user_id).pk


def renew(by: Viewer, *membership_ids: int, issue_id: UUID | None = None) -> list[Issued]:
    return issuing.renew_links(
        viewer=by, issue_id=issue_id or uuid4(), membership_ids=membership_ids, now=NOW
    )


def test_a_list_gives_each_line_an_account_without_a_password_and_a_link() -> None:
    board = coordinator()
    unit("Sở Y tế", code="so-y")
    unit("Xã Trà Don", Kind.MOUNTAIN_COMMUNE, code="20956")
    issued = issue(board, "so y te\tduyệt\tGiám đốc\tsy@example.vn\n20956\tNgười nhập\tCông chức\t\n")
    assert [(each.username, each.role, each.email) for each in issued] == [
        ("so-y.duyet", Role.REVIEWER, "sy@example.vn"),
        ("xa-tra-don", Role.REPORTER, ""),
    ]
    user = User.objects.get(username="so-y.duyet")
    assert not user.has_usable_password()
    assert user.display_name == "Giám đốc – Sở Y tế"
    seen = viewer_for(user.pk, None, now=NOW)
    assert seen is not None
    assert seen.organisation_name == "Sở Y tế"


def test_only_the_hash_of_a_link_is_kept() -> None:
    issued = one(coordinator())
    link = OneTimeLink.objects.get()
    assert link.digest == tokens.digest(issued.token)
    assert issued.token not in str(vars(link))
    assert len(issued.token.replace("-", "")) * 5 >= 256


def test_nothing_is_given_while_one_line_is_wrong() -> None:
    board = coordinator()
    unit("Sở Y")
    before = User.objects.count()
    with pytest.raises(Incomplete) as refused:
        issue(board, "Sở Y\tNgười nhập\tChuyên viên\nSở Không Có\tNgười nhập\tChuyên viên")
    assert User.objects.count() == before
    assert "Dòng 2, cột “Đơn vị”" in refused.value.findings[0].message


def test_a_hundred_accounts_take_as_many_queries_as_one() -> None:
    board = coordinator()
    for number in range(100):
        unit(f"Sở {number}")
    text = "\n".join(f"Sở {number}\tNgười nhập\tChuyên viên" for number in range(100))
    with assertNumQueries(12):
        assert len(issue(board, text)) == 100
    with assertNumQueries(12):
        issue(board, "Sở 1\tNgười duyệt\tGiám đốc")


def test_a_list_sent_twice_is_given_once() -> None:
    board = coordinator()
    unit("Sở Y")
    number = uuid4()
    issue(board, "Sở Y\tNgười nhập\tChuyên viên", issue_id=number)
    with pytest.raises(Changed, match="cấp rồi"):
        issue(board, "Sở Y\tNgười nhập\tChuyên viên", issue_id=number)
    assert User.objects.filter(username__startswith="so-y").count() == 1


def test_nobody_but_the_coordinator_gives_out_a_list() -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    with pytest.raises(NotAllowed):
        issue(leader, "Sở Y\tNgười nhập\tChuyên viên")


def test_two_desks_of_one_unit_and_two_units_of_one_name_have_names_of_their_own() -> None:
    board = coordinator()
    unit("Xã Trà Don", Kind.MOUNTAIN_COMMUNE, code="20956")
    unit("Xã Trà Dơn", Kind.MOUNTAIN_COMMUNE, code="20950")
    unit("Sở Y")
    lines = ["20956\tnhập\tA", "20950\tnhập\tA", "20950\tnhập\tB", "Sở Y\tnhập\tA", "Sở Y\tnhập\tB"]
    assert [each.username for each in issue(board, "\n".join(lines))] == [
        "xa-tra-don", "xa-tra-don-20950", "xa-tra-don-20950-2", "so-y.nhap", "so-y.nhap-2",
    ]  # fmt: skip


def test_a_link_sets_the_password_once() -> None:
    issued = one(coordinator())
    assert use(issued.token).check_password(NEW)
    with pytest.raises(NotAllowed, match="không dùng được"):
        use(issued.token)


@pytest.mark.parametrize("spelled", [str.upper, lambda token: token.replace("-", " "), lambda t: t + "\n"])
def test_a_link_is_read_however_it_was_typed_off_the_paper(spelled: object) -> None:
    issued = one(coordinator())
    assert callable(spelled)
    assert use(spelled(issued.token)).username == issued.username


def test_a_link_lives_until_its_day_and_no_longer(settings: Settings) -> None:
    settings.ONE_TIME_LINK_DAYS = 3
    board = coordinator()
    issued = one(board)
    assert issuing.owner_of(issued.token, now=issued.expires_at - timedelta(seconds=1)) is not None
    assert issuing.owner_of(issued.token, now=issued.expires_at) is None
    with pytest.raises(NotAllowed):
        use(issued.token, now=NOW + timedelta(days=3))


def test_a_new_link_kills_the_one_before() -> None:
    board = coordinator()
    first = one(board)
    (second,) = renew(board, membership_of(first))
    with pytest.raises(NotAllowed):
        use(first.token)
    assert use(second.token).pk == first.user_id


def test_the_database_keeps_one_live_link_a_person() -> None:
    issued = one(coordinator())
    link = OneTimeLink.objects.get(user_id=issued.user_id)
    link.pk, link.digest = None, "another"
    with pytest.raises(IntegrityError, match="one_time_link_one_alive"):
        link.save(force_insert=True)


def test_the_password_in_use_lasts_until_the_new_link_is_used() -> None:
    board = coordinator()
    first = one(board)
    use(first.token)
    renew(board, membership_of(first))
    assert User.objects.get(pk=first.user_id).check_password(NEW)


def test_a_leader_gives_links_in_the_own_unit_and_nowhere_else() -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    own = Membership.objects.get(user=person(unit("Sở Y")))
    foreign = Membership.objects.get(user=person(unit("Sở Z")))
    assert len(renew(leader, own.pk)) == 1
    with pytest.raises(Invisible):
        renew(leader, foreign.pk)
    with pytest.raises(Invisible):
        renew(leader, own.pk, foreign.pk)
    with pytest.raises(Invisible):
        renew(leader, 999_999)
    with pytest.raises(NotAllowed):
        renew(viewer(unit("Sở Z"), Role.OBSERVER), foreign.pk)


def test_a_leader_gives_no_link_to_whoever_can_do_more_elsewhere() -> None:
    """The link opens the whole account: with it the leader would act for Ban Dân tộc."""
    board = coordinator()
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    colleague = person(unit("Sở Y"))
    Membership.objects.create(
        user=colleague,
        organisation_id=board.organisation_id,
        role=Role.COORDINATOR,
        position="Kiêm nhiệm",
        valid_from=NOW.date(),
    )
    own = Membership.objects.get(user=colleague, role=Role.REPORTER)
    with pytest.raises(NotAllowed, match="ở nơi khác"):
        renew(leader, own.pk)
    assert len(renew(board, own.pk)) == 1


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OBSERVER, Role.DISTRICT_COORDINATOR])
def test_a_leader_gives_nobody_a_role_above_the_unit(role: Role) -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    with pytest.raises(NotAllowed, match="không cấp hay đổi được"):
        colleague(leader, unit("Sở Y"), role)


def test_a_coordinator_makes_coordinators_of_the_own_agency_only() -> None:
    board = coordinator()
    assert colleague(board, unit("Ban Dân tộc"), Role.COORDINATOR).role == Role.COORDINATOR
    with pytest.raises(NotAllowed):
        colleague(board, unit("Sở Y"), Role.COORDINATOR)


def test_a_leader_adds_a_colleague_in_the_own_unit_only() -> None:
    leader = viewer(unit("Sở Y"), Role.REVIEWER)
    assert colleague(leader, unit("Sở Y"), Role.REPORTER).username == "so-y.nhap"
    with pytest.raises(Invisible):
        colleague(leader, unit("Sở Z"), Role.REPORTER)
    with pytest.raises(NotAllowed, match="Người duyệt của đơn vị"):
        colleague(viewer(unit("Sở Z"), Role.REPORTER), unit("Sở Z"), Role.REPORTER)


def colleague(by: Viewer, organisation: Organisation, role: Role) -> Issued:
    return issuing.add_colleague(
        viewer=by,
        issue_id=uuid4(),
        organisation_id=organisation.pk,
        role=role,
        position="Chuyên viên",
        email="",
        now=NOW,
    )


def test_the_lists_say_how_every_account_stands(settings: Settings) -> None:
    settings.DORMANT_DAYS = 45
    board = coordinator()
    fresh = one(board)
    slept = person(unit("Sở Z"), username="so-z.cu")
    long_ago = timezone.now() - timedelta(days=46)
    User.objects.filter(pk=slept.pk).update(last_login=long_ago, date_joined=long_ago)
    person(unit("Sở Z"), username="so-z.nghi", until=NOW.date())
    person(unit("Sở Z"), username="so-z.nhap")
    states = {
        each.user.username: each.state
        for state in AccountState.values
        for each in directory.all_accounts(board, AccountFilter(state=state), now=NOW)
    }
    assert states.pop(board.username) == AccountState.ACTIVE
    assert states == {
        fresh.username: AccountState.NOT_ACTIVATED,
        "so-z.cu": AccountState.ASLEEP,
        "so-z.nghi": AccountState.ENDED,
        "so-z.nhap": AccountState.ACTIVE,
    }


def test_a_sleeper_wakes_by_a_new_link(settings: Settings) -> None:
    settings.DORMANT_DAYS = 45
    board = coordinator()
    issued = one(board)
    real = timezone.now()
    use(issued.token)
    User.objects.filter(pk=issued.user_id).update(date_joined=real - timedelta(days=400))
    assert not directory.is_asleep(issued.user_id, real + timedelta(days=44))
    assert directory.is_asleep(issued.user_id, real + timedelta(days=46))
    (woken,) = renew(board, membership_of(issued))
    later = real + timedelta(days=46)
    issuing.use_link(token=woken.token, password=NEW, now=NOW, real=later)
    assert not directory.is_asleep(issued.user_id, later)


def test_nobody_sleeps_where_no_days_are_set(settings: Settings) -> None:
    settings.DORMANT_DAYS = 0
    user = person(unit("Sở Y"))
    assert not directory.is_asleep(user.pk, timezone.now() + timedelta(days=4000))


def test_units_without_an_account_are_offered_with_what_they_need() -> None:
    board = coordinator()
    district = unit("Huyện Tây Giang", Kind.MOUNTAIN_DISTRICT, code="504")
    unit("Xã A Vương", Kind.MOUNTAIN_COMMUNE, code="20440", under=district)
    taken = unit("Sở Y")
    person(taken)
    offered = directory.units_without_account(board, UnitFilter(), now=NOW)
    assert [each.name for each in offered] == ["Huyện Tây Giang", "Xã A Vương"]
    below = directory.units_without_account(board, UnitFilter(kind=Kind.MOUNTAIN_COMMUNE), now=NOW)
    assert directory.list_for(below) == "20440\tNgười nhập\tChuyên viên\t"
    issue(board, directory.list_for(offered))
    assert directory.units_without_account(board, UnitFilter(district_id=district.pk), now=NOW) == []
    with pytest.raises(NotAllowed):
        directory.units_without_account(viewer(taken, Role.REVIEWER), UnitFilter(), now=NOW)


def test_the_list_of_all_accounts_is_one_query_and_narrows(settings: Settings) -> None:
    settings.DORMANT_DAYS = 45
    board = coordinator()
    for number in range(3):
        person(unit(f"Sở {number}"))
    with assertNumQueries(1):
        assert len(directory.all_accounts(board, AccountFilter(), now=NOW)) == 4
    by_unit = directory.all_accounts(board, AccountFilter(text="so 1"), now=NOW)
    assert [each.organisation.name for each in by_unit] == ["Sở 1"]
    narrowed = AccountFilter(role=Role.COORDINATOR, kind=Kind.PROVINCIAL_AGENCY)
    assert [each.user_id for each in directory.all_accounts(board, narrowed, now=NOW)] == [board.user_id]


def test_nobody_changes_the_log_of_sign_ins() -> None:
    user = person(unit("Sở Y"))
    row = SignIn.objects.create(user=user, username="so-y", outcome=SignInOutcome.OK, at=NOW)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        row.delete()
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        SignIn.objects.update(outcome=SignInOutcome.LOCKED)
