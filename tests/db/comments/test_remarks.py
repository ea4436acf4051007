"""What is said about a report: who hears it, who may say it, what stays inside the unit."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction

from ketnghia.accounts.models import Membership
from ketnghia.accounts.viewer import Viewer
from ketnghia.comments import policies as comment_policies
from ketnghia.comments.models import Comment
from ketnghia.comments.queries import unanswered, with_open_threads
from ketnghia.comments.states import Audience
from ketnghia.kernel.refusals import Invisible, NotAllowed, Refusal
from ketnghia.notices.models import Notice
from ketnghia.reports import discussion
from ketnghia.reports.models import Report
from ketnghia.reports.states import State
from tests.db.reports.papers import typed
from tests.world import OPEN, World

CELL = "hoat_dong.r1.von_ngan_sach.estimate"


@pytest.fixture
def report(world: World) -> Report:
    """The department's report, handed in."""
    return world.brought_to(world.department, State.SUBMITTED)


def _say(
    viewer: Viewer,
    report: Report,
    audience: Audience = Audience.BOTH,
    *,
    path: str = CELL,
    text: str = "Xem lại.",
) -> Comment:
    return discussion.say(
        viewer=viewer, report_id=report.pk, path=path, text=text, audience=audience, link="/x", now=OPEN
    )


def _answer(viewer: Viewer, report: Report, thread: Comment) -> Comment:
    return discussion.answer(
        viewer=viewer, report_id=report.pk, thread_id=thread.pk, text="Đã sửa.", link="/x", now=OPEN
    )


def _read(viewer: Viewer, report: Report) -> list[tuple[str, int]]:
    found = discussion.discussion(viewer, report)
    return [(each.first.text, len(each.answers)) for each in found.threads]


def test_what_the_board_says_is_read_and_answered_by_the_unit(world: World, report: Report) -> None:
    thread = _say(world.board.coordinator, report)
    unit = discussion.discussion(world.department.reporter, report)
    assert (unit.unanswered, discussion.discussion(world.board.coordinator, report).unanswered) == (1, 0)
    assert (unit.threads[0].first.organisation, unit.threads[0].first.revision_number) == (
        world.board.name,
        1,
    )
    _answer(world.department.reporter, report, thread)
    assert _read(world.board.coordinator, report) == [("Xem lại.", 1)]
    assert discussion.discussion(world.department.reporter, report).unanswered == 0
    assert discussion.discussion(world.board.coordinator, report).unanswered == 1


def test_what_colleagues_say_among_themselves_never_leaves_the_unit(world: World, report: Report) -> None:
    inside = _say(world.department.reviewer, report, Audience.UNIT, text="Số này đoán.")
    assert _read(world.department.reporter, report) == [("Số này đoán.", 0)]
    for stranger in (world.board.coordinator, world.province.observer, world.party.observer):
        assert _read(stranger, report) == []
    with pytest.raises(Invisible):
        _answer(world.board.coordinator, report, inside)
    assert unanswered(world.board.id, [report.container]) == {}
    assert with_open_threads([report.container]) == frozenset()
    told = set(Notice.objects.values_list("recipient_id", flat=True))
    assert told == {world.department.reporter.user_id}


def test_who_only_may_read_the_report_reads_and_says_no_remark(world: World, report: Report) -> None:
    _say(world.board.coordinator, report)
    for onlooker in (world.province.observer, world.party.observer):
        found = discussion.discussion(onlooker, report)
        assert (found.threads, found.audiences, found.may_answer) == ((), (), False)
        with pytest.raises(NotAllowed):
            _say(onlooker, report)
    with pytest.raises(Invisible):
        _say(world.outsider.reporter, report)


def test_a_commune_is_discussed_with_its_district_and_not_with_the_board(world: World) -> None:
    report = world.brought_to(world.commune1, State.SUBMITTED)
    _say(world.district.coordinator, report, path="")
    assert _read(world.commune1.reporter, report) == [("Xem lại.", 0)]
    assert _read(world.board.coordinator, report) == []
    with pytest.raises(NotAllowed):
        _say(world.board.coordinator, report, path="")


def test_the_district_is_told_what_its_commune_answers(world: World) -> None:
    report = world.brought_to(world.commune1, State.SUBMITTED)
    _say(world.commune1.reporter, report, path="")
    told = set(Notice.objects.values_list("recipient_id", flat=True))
    assert told == {world.district.coordinator.user_id}


def test_a_unit_whose_paper_is_typed_for_it_speaks_for_itself_and_keeps_its_own_remarks(world: World) -> None:
    report = typed(world, State.SUBMITTED)
    _say(world.business.reporter, report, Audience.UNIT, path="")
    assert len(_read(world.business.reporter, report)) == 1
    assert _read(world.board.coordinator, report) == []
    _say(world.board.coordinator, report, path="")
    assert len(_read(world.business.reporter, report)) == 2


def test_before_anything_was_sent_there_is_nobody_else_to_speak_to(world: World) -> None:
    draft = world.drafted(world.department)
    assert discussion.discussion(world.department.reporter, draft).audiences == (Audience.UNIT,)
    with pytest.raises(NotAllowed):
        _say(world.department.reporter, draft)
    assert _say(world.department.reporter, draft, Audience.UNIT).revision_number == 0


def test_the_other_side_is_told_and_the_speaker_is_not(world: World, report: Report) -> None:
    thread = _say(world.board.coordinator, report)
    told = set(Notice.objects.values_list("recipient_id", flat=True))
    assert told == {each.user_id for each in world.department.viewers.values()}
    Notice.objects.all().delete()
    _answer(world.department.reporter, report, thread)
    told = set(Notice.objects.values_list("recipient_id", flat=True))
    assert told == {world.department.reviewer.user_id, world.board.coordinator.user_id}


def test_who_has_left_is_told_no_more_of_what_is_said(world: World, report: Report) -> None:
    thread = _say(world.board.coordinator, report)
    _answer(world.department.reporter, report, thread)
    Notice.objects.all().delete()
    leavers = {world.board.coordinator.user_id, world.department.reporter.user_id}
    Membership.objects.filter(user_id__in=leavers).update(valid_until=OPEN.date())
    _answer(world.department.reviewer, report, thread)
    assert not Notice.objects.exists()


def test_a_thread_is_ended_by_who_began_it_and_an_answer_opens_it_again(world: World, report: Report) -> None:
    thread = _say(world.board.coordinator, report)
    with pytest.raises(NotAllowed):
        discussion.settle(
            viewer=world.department.reporter, report_id=report.pk, thread_id=thread.pk, now=OPEN
        )
    for _press in range(2):
        discussion.settle(viewer=world.board.coordinator, report_id=report.pk, thread_id=thread.pk, now=OPEN)
    assert with_open_threads([report.container]) == frozenset()
    assert unanswered(world.department.id, [report.container]) == {}
    _answer(world.department.reporter, report, thread)
    assert with_open_threads([report.container]) == {report.container}
    discussion.settle(viewer=world.board.coordinator, report_id=report.pk, thread_id=thread.pk, now=OPEN)
    discussion.reopen(viewer=world.board.coordinator, report_id=report.pk, thread_id=thread.pk)
    assert discussion.discussion(world.board.coordinator, report).threads[0].is_open


@pytest.mark.parametrize(
    "path", ["khong-co", "hoat_dong.r1.khong_co", "hoat_dong.R-1", "ky_ket.so_van_ban.actual"]
)
def test_a_place_the_form_does_not_have_cannot_be_spoken_of(world: World, report: Report, path: str) -> None:
    with pytest.raises(Invisible):
        _say(world.board.coordinator, report, path=path)


@pytest.mark.parametrize(
    "path", ["", "hoat_dong", "hoat_dong.r1", "hoat_dong.r1.cong.actual", "ky_ket.so_van_ban"]
)
def test_the_whole_a_section_a_row_and_a_cell_can(world: World, report: Report, path: str) -> None:
    assert _say(world.board.coordinator, report, path=path).path == path


@pytest.mark.parametrize("text", ["", " \n ", "a" * 2001])
def test_nothing_and_too_much_are_not_said(world: World, report: Report, text: str) -> None:
    with pytest.raises(Refusal):
        _say(world.board.coordinator, report, text=text)


def test_a_report_takes_no_more_remarks_than_people_read(
    world: World, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comment_policies, "MOST_COMMENTS", 2)
    for text in ("Một.", "Hai."):
        _say(world.board.coordinator, report, text=text)
    with pytest.raises(Refusal, match="đã có 2 ý kiến") as refused:
        _say(world.board.coordinator, report, text="Ba.")
    assert refused.value.code == "COMMENTS_TOO_MANY"


def test_the_database_keeps_every_word(world: World, report: Report) -> None:
    thread = _say(world.board.coordinator, report)
    for change in (
        lambda: Comment.objects.filter(pk=thread.pk).update(text="khác"),
        lambda: Comment.objects.filter(pk=thread.pk).delete(),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
