"""Who may do what to a report, and why not. `check_…` raises a Refusal, `may_…` answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from django.utils.translation import gettext as _

from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import Campaign
from ketnghia.comments.states import Audience
from ketnghia.kernel.dates import TZ, vn_date
from ketnghia.kernel.findings import Finding
from ketnghia.kernel.refusals import Changed, Closed, Incomplete, Invisible, NotAllowed, Refusal
from ketnghia.kernel.windows import Window, WindowState
from ketnghia.reportforms.definition import FormDefinition, SectionKind
from ketnghia.reports.models import Report
from ketnghia.reports.states import WRITERS, Action, Relation, ReportOrigin, State, Step, step_for
from ketnghia.twinning.policies import sees_its_communes

# The checks compare rows with rows: what a few hundred of them cost is paid by everybody else.
MOST_ROWS: Final = 200
LONGEST_REASON: Final = 2000


def relations(viewer: Viewer, report: Report, *, district_id: int | None) -> tuple[Relation, ...]:
    """How the viewer stands to the report. `district_id` is the reporting unit's district, if any.

    What is typed from a unit's paper is the typist's until it comes back: one side writes at a time. The
    coordinator of the programme stands to a report on paper in two ways: types it, and receives it.
    """
    if viewer.organisation_id == report.organisation_id:
        return (Relation.TYPED_FOR if report.origin == ReportOrigin.PAPER else Relation.OWN,)
    found: list[Relation] = []
    if viewer.is_coordinator and report.origin == ReportOrigin.PAPER:
        found.append(Relation.ON_BEHALF)
    if viewer.role != report.form.reviewed_by:
        return tuple(found)
    if viewer.is_coordinator or (viewer.is_district_coordinator and viewer.organisation_id == district_id):
        found.append(Relation.SUPERVISES)
    return tuple(found)


def holds_draft(viewer: Viewer, report: Report) -> bool:
    """Whether the working draft is the viewer's own unit's, or theirs to type from paper."""
    return bool({Relation.OWN, Relation.ON_BEHALF} & set(relations(viewer, report, district_id=None)))


def check_receives(viewer: Viewer) -> None:
    """The page on which many reports are accepted is for who receives reports. Raises Invisible."""
    if not (viewer.is_coordinator or viewer.is_district_coordinator):
        raise Invisible("NO_PAGE", _("Không có trang này."))


def hears(viewer: Viewer, report: Report, *, district_id: int | None) -> frozenset[Audience]:
    """Which remarks the viewer reads: the unit all, who receives the report those said to both sides."""
    standing = relations(viewer, report, district_id=district_id)
    if {Relation.OWN, Relation.TYPED_FOR} & set(standing):
        return frozenset(Audience)
    return frozenset({Audience.BOTH}) if standing else frozenset()


def speaks_to(viewer: Viewer, report: Report, heard: frozenset[Audience]) -> frozenset[Audience]:
    """Of those, the ones the viewer may speak to: in the unit, who writes there."""
    is_own = viewer.organisation_id == report.organisation_id
    return frozenset() if is_own and viewer.role not in WRITERS else heard


def begins_with(report: Report, said: frozenset[Audience]) -> tuple[Audience, ...]:
    """For whom a new thread may be: the other side only once there is something it has seen."""
    was_sent = report.current_revision is not None
    return tuple(each for each in Audience if each in said and (was_sent or each is Audience.UNIT))


def may_remind(viewer: Viewer) -> bool:
    """The Board reminds everybody, a district its communes."""
    return viewer.is_coordinator or (viewer.is_district_coordinator and sees_its_communes(viewer))


def check_remind(viewer: Viewer) -> None:
    """Raises NotAllowed for who reminds nobody."""
    if not may_remind(viewer):
        raise NotAllowed(
            "REMIND_ONLY_COORDINATOR",
            _("Chỉ Ban Dân tộc nhắc các đơn vị, và Phòng Dân tộc nhắc các xã của huyện."),
            help=_("Liên hệ Ban Dân tộc tỉnh."),
        )


def check_district(viewer: Viewer) -> None:
    """The pages of a mountain district's communes and of its own report. Raises Invisible for others."""
    if not sees_its_communes(viewer):
        raise Invisible("NO_PAGE", _("Không có trang này."))


def check_step(viewer: Viewer, report: Report, action: Action, *, district_id: int | None) -> Step:
    """The step of the workflow table. Raises NotAllowed when the table has none for this viewer."""
    state = State(report.state)
    for relation in relations(viewer, report, district_id=district_id):
        step = step_for(state, action, Role(viewer.role), relation)
        if step is not None:
            return step
    raise NotAllowed(
        "NO_SUCH_STEP",
        _("Báo cáo đang ở trạng thái “%(state)s”, vai trò của bạn không làm được việc “%(action)s”.")
        % {"state": state.label, "action": action.label},
        rule=_("Quy trình báo cáo"),
        help=_("Người duyệt của đơn vị, hoặc cơ quan tiếp nhận báo cáo."),
    )


def check_writer(viewer: Viewer) -> None:
    """A report is begun by those who write in the unit. Raises NotAllowed."""
    if viewer.role not in WRITERS:
        raise NotAllowed(
            "NOT_A_WRITER",
            _("Vai trò “%(role)s” chỉ xem, không lập báo cáo.") % {"role": viewer.role_label},
            help=_("Người nhập của đơn vị."),
        )


def four_eyes_apply(writers: Collection[tuple[int, str]]) -> bool:
    """Whether a second person must look: the unit has two who write, and one of them reviews.

    `writers`: (user id, role) of those who may write in the unit.
    """
    people = {user_id for user_id, _role in writers}
    return len(people) > 1 and any(role == Role.REVIEWER for _user, role in writers)


def check_four_eyes(
    viewer: Viewer, report: Report, *, sent_by: int | None, writers: Collection[tuple[int, str]]
) -> None:
    """Who sends a report off is not who asked for approval, where two people could share it.

    `sent_by` is who asked for approval last. Raises NotAllowed.
    """
    if report.state == State.PENDING_APPROVAL and sent_by != viewer.user_id:
        return
    if four_eyes_apply(writers):
        raise NotAllowed(
            "FOUR_EYES",
            _("Đơn vị có người duyệt, nên báo cáo phải được một người trình và một người khác duyệt, nộp."),
            rule=_("Hai người cùng xem trước khi nộp."),
            help=_("Bấm “Trình duyệt” để chuyển báo cáo đến người duyệt của đơn vị."),
        )


def check_recall(viewer: Viewer, writers: Collection[tuple[int, str]]) -> None:
    """Who takes a report back is who could have sent it. `writers` as above. Raises NotAllowed."""
    if four_eyes_apply(writers) and viewer.role != Role.REVIEWER:
        raise NotAllowed(
            "RECALL_IS_THE_REVIEWERS",
            _("Báo cáo do người duyệt nộp, nên người duyệt thu hồi."),
            rule=_("Hai người cùng xem trước khi nộp."),
            help=_("Người duyệt của đơn vị."),
        )


def check_other_eyes(viewer: Viewer, report: Report, coordinators: Collection[int]) -> None:
    """Who typed a report from paper does not accept it, where the body has somebody else for that.

    `coordinators`: user ids of those who could accept it. Raises NotAllowed.
    """
    revision = report.current_revision
    typed_it = revision is not None and revision.submitted_by_id == viewer.user_id
    if report.origin == ReportOrigin.PAPER and typed_it and set(coordinators) - {viewer.user_id}:
        raise NotAllowed(
            "TYPED_IT_YOURSELF",
            _("Bạn đã nhập thay báo cáo này, nên một người điều hành khác chấp nhận."),
            rule=_("Người nhập và người chấp nhận là hai người, khi cơ quan có hai người."),
            help=_("Người điều hành khác của Ban Dân tộc."),
        )


def check_original(report: Report) -> None:
    """What was typed from paper is sent with the scan of that paper. Raises Incomplete."""
    if report.origin == ReportOrigin.PAPER and report.paper_original is None:
        raise Incomplete(
            "ORIGINAL_MISSING", _("Đính kèm bản quét của báo cáo giấy trước khi nộp thay đơn vị.")
        )


def check_reason(step: Step, reason: str) -> None:
    """A return without a reason helps nobody, nor does one nobody can read. Raises Refusal."""
    if step.needs_reason and not reason:
        raise Refusal("REASON_MISSING", _("Ghi lý do trả lại để đơn vị biết cần sửa chỗ nào."))
    if len(reason) > LONGEST_REASON:
        raise Refusal(
            "REASON_TOO_LONG",
            _("Lý do dài %(length)s ký tự, nhiều nhất là %(limit)s. Viết gọn lại.")
            % {"length": len(reason), "limit": LONGEST_REASON},
        )


def check_rows(definition: FormDefinition, content: Mapping[str, Any]) -> None:
    """A section has as many rows as people type, not as many as a machine can send. Raises Refusal."""
    sections = content.get("sections")
    for section in definition.sections:
        rows = sections.get(section.code) if isinstance(sections, dict) else None
        if section.kind is SectionKind.ROWS and isinstance(rows, list) and len(rows) > MOST_ROWS:
            raise Refusal(
                "TOO_MANY_ROWS",
                _("Mục “%(title)s” có %(count)s dòng, nhiều nhất là %(limit)s. Gộp các dòng cùng việc lại.")
                % {"title": section.title, "count": len(rows), "limit": MOST_ROWS},
            )


def sent_at(received_on: date | None, campaign: Campaign, now: datetime) -> datetime:
    """The moment that is held against the window: of a report on paper, the day the paper came.

    Paper that came before the window opened lay there until it did. `received_on`: None for other reports.
    """
    if received_on is None:
        return now
    return min(now, max(campaign.window_opens_at, datetime.combine(received_on, time.max, TZ)))


def check_seen(report: Report, version: int) -> None:
    """Who puts two versions together has seen the draft as it stands. Raises Changed."""
    if version != report.version:
        raise Changed(
            "CHANGED_SINCE",
            _("Có người vừa lưu thêm. Những ô đã chọn vẫn còn; xem lại những ô khác nhau rồi bấm lần nữa."),
        )


def check_chosen(left: int) -> None:
    """Every cell both sides changed has been chosen. `left`: how many have not. Raises Refusal."""
    if left:
        raise Refusal("CHOICE_MISSING", _("Còn %(count)s ô chưa chọn bản nào.") % {"count": left})


def check_window(window: Window, campaign: Campaign, now: datetime) -> None:
    """Entry happens inside the unit's window only. Raises Closed with the campaign's sentence."""
    state = window.state(now)
    if state is WindowState.OPEN:
        return
    if state is WindowState.NOT_YET:
        raise Closed(
            "WINDOW_NOT_YET_OPEN",
            _("Đợt báo cáo năm %(year)s mở nhập từ ngày %(day)s.")
            % {"year": campaign.year, "day": vn_date(window.first_day)},
            rule=_rule(campaign),
            since=None,
            help=campaign.help_text,
        )
    raise Closed(
        "WINDOW_SHUT",
        _(
            "Thời gian nhập báo cáo năm %(year)s đã đóng sau ngày %(day)s; không nộp được nữa. "
            "Bản nháp vẫn được giữ nguyên."
        )
        % {"year": campaign.year, "day": vn_date(window.last_day)},
        rule=_rule(campaign),
        since=window.closes_at,
        help=campaign.help_text,
    )


def _rule(campaign: Campaign) -> str:
    return f"“{campaign.window_citation.sentence}” – {campaign.instrument.cited_as}"


def check_clean(findings: tuple[Finding, ...]) -> None:
    """Content with errors, or with warnings nobody answered, is not sent. Raises Incomplete."""
    if findings:
        raise Incomplete(
            "HAS_PROBLEMS",
            _("Báo cáo còn %(count)s chỗ cần xem lại trước khi gửi.") % {"count": len(findings)},
            findings=findings,
        )
