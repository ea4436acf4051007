"""Who is reminded, who is spared, and what the log keeps of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ketnghia.accounts.models import Membership, User
from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import Campaign, ExtendedUnit, Extension
from ketnghia.kernel.refusals import Invisible, NotAllowed, Refusal
from ketnghia.notices.models import Notice, OutgoingMail
from ketnghia.notices.queries import notices_of, unread_count
from ketnghia.reports import extending, reminders
from ketnghia.reports.models import Reminder, ReportingDuty
from ketnghia.reports.reminded import last_reminders
from ketnghia.reports.reminder_plan import Plan, Spared
from ketnghia.reports.states import Action, State
from tests.world import BEFORE, LAST_SECOND, OPEN, SHUT, World, act

LINK = "/viec-can-lam/?nam=2021"


def duty_of(world: World, name: str) -> ReportingDuty:
    return ReportingDuty.objects.get(organisation_id=getattr(world, name).id, campaign__year=2021)


@pytest.fixture
def press(world: World) -> Callable[..., Plan]:
    """The button "Nhắc", with the named units of the cast selected."""

    def pressed(
        *names: str, by: Viewer | None = None, note: str = "", again: bool = False, now: datetime = OPEN
    ) -> Plan:
        chosen = [duty_of(world, name) for name in names]
        return reminders.remind(
            viewer=by or world.board.coordinator,
            campaign_id=Campaign.objects.get(year=2021).pk,
            duty_ids=[duty.pk for duty in chosen],
            note=note,
            link=LINK,
            again=again,
            now=now,
        )

    return pressed


def give_addresses(*usernames: str) -> None:
    for username in usernames:
        User.objects.filter(username=username).update(email=f"{username}@example.com")


def spared(plan: Plan) -> dict[Spared, list[str]]:
    return {why: [unit.name for unit in units] for why, units in plan.spared.items() if units}


def test_a_silent_unit_gets_a_notice_a_letter_and_a_line_of_the_log_for_each(
    world: World, press: Callable[..., Plan]
) -> None:
    give_addresses("so-y.nhap")
    plan = press("department", note="Mạng sẽ ngắt tối 28/11.")
    assert (len(plan.reminders), plan.letters, spared(plan), plan.to_call) == (1, 1, {}, [])
    notice = notices_of(world.department.reporter)[0]
    assert notice.link == LINK
    assert notice.text.startswith("Sở Y tế phải báo cáo theo ")
    assert notice.text.endswith("Còn 6 ngày, đến hết 30/11/2021. Mạng sẽ ngắt tối 28/11.")
    assert unread_count(world.department.reviewer) == 1
    letter = OutgoingMail.objects.get()
    assert letter.to_address == "so-y.nhap@example.com"
    assert letter.subject.endswith("năm 2021: còn 6 ngày, đến hết 30/11/2021")
    duty = duty_of(world, "department")
    for words in (
        "Kính gửi Sở Y tế,",
        "báo cáo chưa bắt đầu.",
        "“Từ ngày 01/11/2021 đến 30/11/2021.”",
        f"“{duty.campaign.lateness_citation.sentence}”",
        "Mạng sẽ ngắt tối 28/11.",
        "Cần giúp đỡ: ",
        f"https://localhost{LINK}",
    ):
        assert words in letter.body
    log = Reminder.objects.filter(duty=duty).order_by("pk")
    assert [(line.channel, line.to, line.sent_at) for line in log] == [
        ("NOTICE", "2 người của Sở Y tế", OPEN),
        ("MAIL", "so-y.nhap@example.com", OPEN),
    ]
    assert log[1].letters == [letter.message_id]
    assert all(line.sent_by_id == world.board.coordinator.user_id for line in log)
    assert last_reminders([duty.pk])[duty.pk].channels_label == "Thông báo và Thư điện tử"


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_who_has_reported_is_never_nagged_even_when_selected(
    world: World, press: Callable[..., Plan], state: State
) -> None:
    world.brought_to(world.department, state)
    before = unread_count(world.department.reporter)
    plan = press("department", again=True)
    assert spared(plan) == {Spared.REPORTED: ["Sở Y tế"]}
    assert unread_count(world.department.reporter) == before
    assert not Reminder.objects.exists()


def test_who_reports_between_the_preview_and_the_press_is_spared(
    world: World, press: Callable[..., Plan]
) -> None:
    report = world.brought_to(world.department, State.PENDING_APPROVAL)
    previewed = reminders.plan(
        viewer=world.board.coordinator,
        campaign_id=report.campaign_id,
        duty_ids=[duty_of(world, "department").pk],
        note="",
        again=False,
        now=OPEN,
    )
    assert len(previewed.reminders) == 1
    assert not Notice.objects.exists()
    act(world.department.reviewer, report, Action.SUBMIT)
    assert spared(press("department")) == {Spared.REPORTED: ["Sở Y tế"]}


def test_a_report_that_waits_for_approval_reminds_the_reviewer_alone(
    world: World, press: Callable[..., Plan]
) -> None:
    world.brought_to(world.department, State.PENDING_APPROVAL)
    (planned,) = press("department").reminders
    assert planned.people == (world.department.reviewer.user_id,)
    assert "đang chờ người duyệt của đơn vị" in planned.wording.notice


def test_nobody_is_reminded_twice_a_day_unless_said_so(world: World, press: Callable[..., Plan]) -> None:
    press("department")
    assert spared(press("department", "city", now=OPEN + timedelta(hours=13))) == {Spared.TODAY: ["Sở Y tế"]}
    assert len(press("department", again=True).reminders) == 1
    tomorrow = OPEN + timedelta(hours=14)
    assert len(press("department", now=tomorrow).reminders) == 1


def test_a_telephone_call_is_logged_and_does_not_stand_in_the_way(
    world: World, press: Callable[..., Plan]
) -> None:
    duty = duty_of(world, "business")
    reminders.log_call(
        viewer=world.board.coordinator, duty_id=duty.pk, note="Gặp văn thư, hẹn mai nộp.", now=OPEN
    )
    line = Reminder.objects.get()
    assert (line.channel, line.text, line.to) == ("PHONE", "Gặp văn thư, hẹn mai nộp.", "Công ty Trường Sơn")
    assert len(press("business").reminders) == 1
    with pytest.raises(Refusal, match="Ghi đã gọi ai"):
        reminders.log_call(viewer=world.board.coordinator, duty_id=duty.pk, note="  ", now=OPEN)


def test_units_no_letter_reaches_are_named_for_the_telephone(
    world: World, press: Callable[..., Plan]
) -> None:
    give_addresses("so-y.nhap")
    Membership.objects.filter(organisation_id=world.business.id).update(valid_until=OPEN.date())
    plan = press("department", "city", "business")
    assert {unit.name for unit in plan.to_call} == {world.city.name, world.business.name}
    assert spared(plan) == {Spared.NOBODY: [world.business.name]}
    assert len(plan.reminders) == 2


def test_after_the_window_only_those_who_may_still_send_are_reminded(
    world: World, press: Callable[..., Plan]
) -> None:
    world.brought_to(world.department, State.RETURNED)
    extension = Extension.objects.create(
        campaign=Campaign.objects.get(year=2021),
        organisation_id=world.city.id,
        until=SHUT + timedelta(days=5),
        reason="Bão.",
        document="Công văn 12",
        granted_by_id=world.board.coordinator.user_id,
        granted_at=OPEN,
    )
    ExtendedUnit.objects.create(extension=extension, organisation_id=world.city.id)
    plan = press("department", "city", "business", now=SHUT)
    assert spared(plan) == {Spared.SHUT: [world.business.name]}
    notices = {each.duty.organisation_id: each.wording.notice for each in plan.reminders}
    assert "Còn 4 ngày, đến hết 05/12/2021" in notices[world.city.id]
    assert "bị trả lại vẫn nộp lại được" in notices[world.department.id]


def test_more_time_that_was_taken_back_reminds_nobody(world: World, press: Callable[..., Plan]) -> None:
    board = world.board.coordinator
    (given,) = extending.grant(
        viewer=board,
        year=2021,
        unit_ids=[world.city.id],
        district_id=None,
        last_day=date(2021, 12, 5),
        reason="Bão.",
        document="Công văn 12",
        link=LINK,
        now=OPEN,
    )
    extending.withdraw(
        viewer=board, year=2021, extension_id=given.pk, reason="Ghi nhầm.", link=LINK, now=OPEN
    )
    assert spared(press("city", now=SHUT)) == {Spared.SHUT: [world.city.name]}


def test_before_the_window_the_words_say_when_it_opens(press: Callable[..., Plan]) -> None:
    (planned,) = press("business", now=BEFORE).reminders
    assert "được khuyến khích báo cáo" in planned.wording.notice
    assert "xem đơn vị không triển khai" not in planned.wording.letter
    assert "Nhập được từ 01/11/2021 đến hết 30/11/2021" in planned.wording.notice


def test_on_the_last_day_the_words_say_until_when(press: Callable[..., Plan]) -> None:
    (planned,) = press("department", now=LAST_SECOND).reminders
    assert planned.wording.subject.endswith("hôm nay 30/11/2021 là ngày cuối, nộp được đến 24 giờ")


def test_a_district_reminds_its_communes_and_nobody_else(world: World, press: Callable[..., Plan]) -> None:
    plan = press("commune1", "department", by=world.district.coordinator)
    assert [each.duty.organisation_id for each in plan.reminders] == [world.commune1.id]
    assert spared(plan) == {}
    with pytest.raises(Invisible):
        reminders.log_call(
            viewer=world.district.coordinator,
            duty_id=duty_of(world, "department").pk,
            note="Đã gọi.",
            now=OPEN,
        )
    with pytest.raises(Refusal, match="Chưa chọn đơn vị nào"):
        press("department", by=world.district.coordinator)


@pytest.mark.parametrize("name", ["department", "commune1", "province", "party"])
def test_units_and_observers_remind_nobody(world: World, press: Callable[..., Plan], name: str) -> None:
    unit = getattr(world, name)
    for viewer in unit.viewers.values():
        with pytest.raises(NotAllowed):
            press("department", by=viewer)
    assert not Notice.objects.exists()


def test_a_note_has_its_length(press: Callable[..., Plan]) -> None:
    with pytest.raises(Refusal, match="dài quá 1000"):
        press("department", note="x" * 1001)


def test_the_log_is_never_changed(press: Callable[..., Plan]) -> None:
    press("department")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Reminder.objects.update(text="khác")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Reminder.objects.all().delete()


def test_the_press_holds_the_duties_and_then_their_reports_until_the_log_is_written(
    world: World, press: Callable[..., Plan]
) -> None:
    world.drafted(world.city)
    with CaptureQueriesContext(connection) as asked:
        press("city")
    said = [each["sql"] for each in asked]
    steps = ('NO KEY UPDATE OF "reports_reportingduty"', 'NO KEY UPDATE OF "reports_report"', "INSERT INTO")
    logged = ("", "", '"reports_reminder"')
    places = [
        next(n for n, sql in enumerate(said) if step in sql and table in sql)
        for step, table in zip(steps, logged, strict=True)
    ]
    assert places == sorted(places)


def test_reminding_many_takes_as_many_queries_as_reminding_one(
    world: World, django_assert_num_queries: Any
) -> None:
    give_addresses("so-y.nhap", "tam-ky.nhap", "doanh-nghiep.nhap", "xa-1.nhap")
    for names in (["department"], ["city", "business", "commune1", "commune2"]):
        chosen = [duty_of(world, name) for name in names]
        with django_assert_num_queries(16):
            reminders.remind(
                viewer=world.board.coordinator,
                campaign_id=chosen[0].campaign_id,
                duty_ids=[duty.pk for duty in chosen],
                note="",
                link=LINK,
                again=False,
                now=OPEN,
            )
