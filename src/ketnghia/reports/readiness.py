"""What keeps a campaign from being opened, and what should be looked at first.

``path`` of a finding is the part of the campaign it is about: ``Part``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.spoken import weekday_name
from ketnghia.kernel.dates import is_weekend, vn_date
from ketnghia.kernel.findings import Finding, Severity
from ketnghia.kernel.refusals import Incomplete
from ketnghia.reports.consequences import Consequences


class Part(StrEnum):
    """The parts a campaign is edited in, as the page's addresses name them."""

    DATES = "thoi-gian"
    DISPATCH = "van-ban"
    FORMS = "bieu-mau"
    RULES = "nghia-vu"
    WORDS = "gioi-thieu"


def findings(weighed: Consequences, today: date) -> tuple[Finding, ...]:
    """Errors first: with one of them the campaign is not opened."""
    found = [*_dispatch(weighed), *_asked(weighed), *_window(weighed, today), *_compared(weighed)]
    return tuple(sorted(found, key=lambda each: not each.blocks))


def check_ready(weighed: Consequences, today: date) -> None:
    """Raises Incomplete with everything that keeps the campaign from being opened."""
    blocks = tuple(each for each in findings(weighed, today) if each.blocks)
    if blocks:
        raise Incomplete(
            "NOT_READY",
            _("Chưa mở được đợt: còn %s việc phải làm trước.") % len(blocks),
            findings=blocks,
        )


def _error(code: str, part: Part, message: str) -> Finding:
    return Finding(code, Severity.ERROR, part, message)


def _warning(code: str, part: Part, message: str) -> Finding:
    return Finding(code, Severity.WARNING, part, message)


def _dispatch(weighed: Consequences) -> Iterator[Finding]:
    campaign = weighed.campaign
    if not campaign.instrument.number:
        yield _error("NO_NUMBER", Part.DISPATCH, _("Công văn mở đợt chưa có số."))
    if campaign.instrument.issued_on is None:
        yield _error("NO_DATE", Part.DISPATCH, _("Công văn mở đợt chưa có ngày ban hành."))
    elif campaign.instrument.issued_on > campaign.window.first_day:
        yield _warning("ISSUED_LATE", Part.DISPATCH, _("Công văn ban hành sau ngày đầu của thời gian nhập."))
    own = (campaign.window_citation, campaign.lateness_citation, campaign.period_citation)
    if not all(each and each.sentence for each in own):
        yield _error(
            "NO_SENTENCE",
            Part.DISPATCH,
            _("Chưa có câu về thời gian nhập, về việc quá hạn, hoặc về kỳ số liệu."),
        )
    used = [*(each.citation for each in weighed.forms), *(each.citation for each in weighed.rules)]
    if not all(each.sentence for each in used):
        yield _error("NO_SENTENCE", Part.DISPATCH, _("Có biểu mẫu hoặc quy định dựa vào một câu để trống."))
    last_day = campaign.window.last_day
    if not _mentions(campaign.window_citation.sentence, last_day):
        yield _warning(
            "SENTENCE_DATES",
            Part.DISPATCH,
            _("Câu về thời gian nhập không nhắc ngày %s. Sửa câu cho khớp với thời gian đã chọn.")
            % vn_date(last_day),
        )


def _mentions(sentence: str, day: date) -> bool:
    return any(said in sentence for said in (vn_date(day), f"{day.day}/{day.month}/{day.year}"))


def _asked(weighed: Consequences) -> Iterator[Finding]:
    if not weighed.forms:
        yield _error("NO_FORMS", Part.FORMS, _("Đợt chưa dùng biểu mẫu nào."))
    used = {each.form_version.form_id for each in weighed.forms}
    for title in sorted({each.form.short_title for each in weighed.rules if each.form_id not in used}):
        yield _error(
            "RULE_WITHOUT_FORM",
            Part.RULES,
            _("Còn quy định ai báo cáo %s, nhưng đợt không dùng biểu đó. Lưu lại phần này để bỏ.") % title,
        )
    ruled = {each.form_id for each in weighed.rules}
    for form in (each.form_version.form for each in weighed.forms):
        if form.pk not in ruled:
            yield _error("FORM_WITHOUT_RULE", Part.RULES, _("Chưa nói ai báo cáo %s.") % form.short_title)
    if not any(line.obligation for line in weighed.lines):
        yield _error("NOBODY", Part.RULES, _("Theo các quy định này, không đơn vị nào báo cáo."))


def _window(weighed: Consequences, today: date) -> Iterator[Finding]:
    window = weighed.campaign.window
    if window.last_day < today:
        yield _error(
            "WINDOW_PAST", Part.DATES, _("Thời gian nhập đã qua hết ngày %s.") % vn_date(window.last_day)
        )
    elif window.first_day < today:
        yield _warning(
            "BEGUN",
            Part.DATES,
            _("Ngày đầu của thời gian nhập đã qua: mở đợt là các đơn vị nhập được ngay."),
        )
    if is_weekend(window.last_day):
        yield _warning(
            "WEEKEND", Part.DATES, _("Ngày cuối của thời gian nhập là %s.") % weekday_name(window.last_day)
        )
    for other in weighed.overlapping:
        yield _warning(
            "OVERLAP", Part.DATES, _("Thời gian nhập trùng một phần với đợt năm %s đang mở.") % other.year
        )


def length_of(campaign: Campaign) -> int:
    """Days of the entry window, both ends counted."""
    window = campaign.window
    return (window.last_day - window.first_day).days + 1


def _compared(weighed: Consequences) -> Iterator[Finding]:
    copied = weighed.campaign.copied_from
    if copied is not None and length_of(copied) != length_of(weighed.campaign):
        yield _warning(
            "LENGTH",
            Part.DATES,
            _("Thời gian nhập dài %(days)s ngày; đợt năm %(year)s là %(before)s ngày.")
            % {"days": length_of(weighed.campaign), "year": copied.year, "before": length_of(copied)},
        )
    for changed, before in weighed.changed_forms:
        version = changed.form_version
        yield _warning(
            "FORM_CHANGED",
            Part.FORMS,
            _("%(form)s dùng phiên bản %(now)s; đợt trước dùng phiên bản %(before)s.")
            % {
                "form": version.form.short_title,
                "now": version.number,
                "before": before.form_version.number if before else _("chưa có"),
            },
        )
    for dropped in weighed.dropped_forms:
        yield _warning(
            "FORM_DROPPED",
            Part.FORMS,
            _("%s của đợt trước không dùng nữa.") % dropped.form_version.form.short_title,
        )
