"""What the illustrative campaign went through beside its reports: storms, silence, paper, second thoughts."""

from ketnghia.accounts.models import Membership
from ketnghia.accounts.queries import viewer_for
from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import Campaign, Extension
from ketnghia.cli import demo_data
from ketnghia.cli.seeding.diary import DIARY, Diary
from ketnghia.cli.seeding.plan import Plan
from ketnghia.consolidation import policies, versions
from ketnghia.consolidation.models import ConsolidatedVersion
from ketnghia.kernel.dates import vn_day
from ketnghia.notices.models import Notice, OutgoingMail
from ketnghia.reportforms.states import Obligation
from ketnghia.reports.models import Reminder, Report, ReportingDuty, Transition
from ketnghia.reports.queries import entry_window
from ketnghia.reports.states import Action, ReminderChannel, ReportOrigin, State


def _viewer(username: str, plan: Plan) -> Viewer:
    membership = Membership.objects.get(user__username=username)
    viewer = viewer_for(membership.user_id, membership.pk, now=plan.clock)
    assert viewer
    return viewer


def test_a_whole_district_and_a_department_have_more_time_and_say_it_is_illustrative() -> None:
    running = {each.organisation.code: each for each in Extension.objects.filter(withdrawn_at=None)}
    assert set(running) == {"515", "so-giao-thong-van-tai"}
    assert running["515"].whole_district
    assert running["515"].units.count() > 10
    assert not running["so-giao-thong-van-tai"].whole_district
    assert all("minh họa" in each.document and each.reason for each in running.values())


def test_an_extension_given_to_the_wrong_unit_was_taken_back_and_is_kept() -> None:
    taken_back = Extension.objects.exclude(withdrawn_at=None).get()
    assert taken_back.organisation.code == "so-xay-dung"
    assert taken_back.withdrawn_reason
    report = Report.objects.get(organisation__code="so-xay-dung")
    assert entry_window(report) == report.campaign.window


def test_only_silent_units_that_must_report_were_reminded() -> None:
    sent = Reminder.objects.exclude(channel=ReminderChannel.PHONE)
    begun = Report.objects.values_list("form_id", "organisation_id")
    silent = {
        duty.pk
        for duty in ReportingDuty.objects.filter(obligation=Obligation.MUST)
        if (duty.form_id, duty.organisation_id) not in set(begun)
    }
    assert set(sent.values_list("duty_id", flat=True)) == silent
    assert {each.channel for each in sent} == {ReminderChannel.NOTICE, ReminderChannel.MAIL}
    assert {vn_day(each.sent_at).isoformat() for each in sent} == {"2021-11-22"}


def test_the_letters_of_the_reminder_wait_for_the_worker_of_the_demo() -> None:
    letters = {letter for each in Reminder.objects.all() for letter in each.letters}
    assert len(letters) > 20
    assert OutgoingMail.objects.filter(message_id__in=letters, sent_at=None).count() == len(letters)


def test_a_business_without_an_address_was_telephoned_and_sent_its_report_on_paper(plan: Plan) -> None:
    called = Reminder.objects.filter(
        channel=ReminderChannel.PHONE, duty__organisation__code="duoc-lieu"
    ).get()
    report = Report.objects.get(origin=ReportOrigin.PAPER)
    assert report.organisation.code == "duoc-lieu"
    assert report.paper_received_on is not None
    assert vn_day(called.sent_at) < report.paper_received_on <= vn_day(plan.clock)
    assert report.state == State.SUBMITTED
    assert report.current_revision
    assert report.current_revision.submitted_by.username == "ban-dan-toc"
    assert report.current_revision.frozen["paper"]["original"] == str(report.paper_original)


def test_a_recalled_report_is_a_draft_that_was_handed_in_and_counts_no_more() -> None:
    recalled = Transition.objects.get(action=Action.RECALL).report
    assert recalled.state == State.DRAFT
    assert recalled.current_revision
    assert recalled.organisation.code == "so-van-hoa"


def test_one_version_was_frozen_before_the_paper_and_the_recall_and_was_not_sent(plan: Plan) -> None:
    frozen = ConsolidatedVersion.objects.get()
    assert frozen.number == 1
    assert not frozen.is_sent
    board = _viewer("ban-dan-toc.lanh-dao", plan)
    assert policies.may_freeze(board)
    assert [each.is_current for each in versions.versions_of(board, plan.year)] == [False]
    now = versions.snapshot_now(board, year=plan.year, as_of=plan.clock, accepted_only=False)
    then = {each.organisation for each in versions.opened(frozen).reports}
    counted = {each.organisation for each in now.reports}
    assert then - counted == {"Sở Văn hóa, Thể thao và Du lịch tỉnh Quảng Nam"}
    assert counted - then == {"Công ty cổ phần Dược liệu (minh họa)"}


def test_who_was_given_time_reminded_or_typed_for_reads_it_among_the_notices() -> None:
    def told(username: str) -> list[str]:
        notices = Notice.objects.filter(recipient__username=username)
        return list(notices.order_by("created_at").values_list("subject", flat=True))

    assert [each.split(":")[0] for each in told("so-giao-thong-van-tai.nhap")] == [
        "Được gia hạn báo cáo đến hết 07/12/2021",
        "Nhắc nộp Biểu số 1 năm 2021",
    ]
    assert told("duoc-lieu") == ["Ban Dân tộc nhập thay báo cáo từ bản giấy"]
    assert "Gia hạn báo cáo đã được rút" in told("so-xay-dung.duyet")


def test_everything_in_the_diary_lies_in_the_window_and_before_the_demos_clock(plan: Plan) -> None:
    diary = Diary.read(demo_data.FOLDER / DIARY)
    kinds = (diary.extensions, diary.reminders, diary.calls, diary.versions, diary.recalls)
    moments = [each.at for kind in kinds for each in kind]
    opens = Campaign.objects.get(year=plan.year).window_opens_at
    assert moments
    assert all(opens <= at < plan.clock for at in moments)


def test_next_years_campaign_is_left_to_be_prepared(plan: Plan) -> None:
    assert not Campaign.objects.filter(year__gt=plan.year).exists()
