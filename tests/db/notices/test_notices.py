"""What people are told, and the letters that wait to go out."""

import pytest
from pytest_django import DjangoAssertNumQueries

from ketnghia.accounts.models import User
from ketnghia.accounts.queries import members_of_units
from ketnghia.accounts.states import Role
from ketnghia.notices import operations
from ketnghia.notices.models import MailChoice, Notice, OutgoingMail
from ketnghia.notices.queries import mail_addresses, notices_of, unread_count
from tests.db.units import NOW, coordinator, person, unit, viewer

pytestmark = pytest.mark.django_db


def written_to(name: str, email: str) -> User:
    user = person(unit(name))
    User.objects.filter(pk=user.pk).update(email=email)
    return user


def tell(*users: User, mail: bool = True) -> int:
    return operations.notify(
        user_ids=[user.pk for user in users],
        subject="Nhắc nộp báo cáo",
        text="Còn 6 ngày.",
        link="/viec-can-lam/",
        now=NOW,
        mail=mail,
    )


def test_each_person_is_told_once_and_only_they_read_it() -> None:
    by = coordinator()
    person_told = viewer(unit("Sở Y"))
    user = User.objects.get(pk=person_told.user_id)
    assert tell(user, user) == 1
    (notice,) = notices_of(person_told)
    assert (notice.subject, notice.link, notice.read_at) == ("Nhắc nộp báo cáo", "/viec-can-lam/", None)
    assert (unread_count(person_told), unread_count(by)) == (1, 0)
    assert operations.mark_read(user_id=by.user_id, notice_id=notice.pk, now=NOW) is None
    assert unread_count(person_told) == 1


def test_what_was_read_stays_read_from_the_first_time() -> None:
    reader = viewer(unit("Sở Y"))
    user = User.objects.get(pk=reader.user_id)
    tell(user)
    tell(user)
    newest = notices_of(reader)[0]
    operations.mark_read(user_id=user.pk, notice_id=newest.pk, now=NOW)
    assert unread_count(reader) == 1
    assert operations.mark_all_read(user_id=user.pk, now=NOW) == 1
    assert operations.mark_all_read(user_id=user.pk, now=NOW) == 0
    again = operations.mark_read(user_id=user.pk, notice_id=newest.pk, now=NOW.replace(year=2022))
    assert again is not None
    assert again.read_at == NOW


def test_a_letter_waits_for_those_who_have_an_address_and_want_letters() -> None:
    wants, refuses, nowhere = (
        written_to("Sở Y", "so-y@example.com"),
        written_to("Sở Z", "so-z@example.com"),
        written_to("Sở T", ""),
    )
    MailChoice.objects.create(user=refuses, wants_mail=False)
    assert tell(wants, refuses, nowhere) == 3
    (letter,) = OutgoingMail.objects.all()
    assert (letter.to_address, letter.sent_at, letter.attempts) == ("so-y@example.com", None, 0)
    assert letter.body == "Còn 6 ngày.\n\nhttps://localhost/viec-can-lam/\n"
    assert mail_addresses([wants.pk, refuses.pk, nowhere.pk]) == {wants.pk: "so-y@example.com"}


def test_without_mail_nothing_waits() -> None:
    tell(written_to("Sở Y", "so-y@example.com"), mail=False)
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_telling_many_takes_as_many_queries_as_telling_one(
    people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    users = [written_to(f"Sở {number}", f"so-{number}@example.com") for number in range(people)]
    with django_assert_num_queries(7):  # three of its own, and two pairs of savepoints
        assert tell(*users) == people


def test_the_people_of_many_units_are_found_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first, second, empty = unit("Sở Y"), unit("Sở Z"), unit("Sở T")
    reporter, reviewer, other = person(first), person(first, Role.REVIEWER), person(second)
    observer = person(second, Role.OBSERVER)
    User.objects.filter(pk=reporter.pk).update(email="so-y@example.com")
    with django_assert_num_queries(1):
        found = members_of_units([first.pk, second.pk, empty.pk], [Role.REPORTER, Role.REVIEWER], now=NOW)
    assert found == {
        first.pk: [(reporter.pk, "so-y@example.com"), (reviewer.pk, "")],
        second.pk: [(other.pk, "")],
    }
    assert observer.pk not in [pk for people in found.values() for pk, _email in people]


def test_a_subject_is_one_line_and_no_longer_than_it_may_be() -> None:
    reader = written_to("Sở Y", "so-y@example.com")
    operations.notify(
        user_ids=[reader.pk],
        subject=f"Nhắc\nnộp {'x' * 300}",
        text="Còn 6 ngày.",
        link="",
        now=NOW,
        mail=True,
    )
    letter = OutgoingMail.objects.get()
    assert letter.subject == Notice.objects.get().subject == f"Nhắc nộp {'x' * 190}…"
