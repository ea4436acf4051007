"""Writes of extensions: more time is given and taken back, in writing, and whom it concerns is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ketnghia.accounts.queries import members_of_units
from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import Campaign, ExtendedUnit, Extension
from ketnghia.kernel.dates import TZ, vn_date
from ketnghia.kernel.refusals import Changed, Invisible, NotAllowed, Refusal
from ketnghia.kernel.text import clean_lines
from ketnghia.notices.operations import notify
from ketnghia.reports import extensions
from ketnghia.reports.states import WRITERS

LONGEST_REASON: Final = 2000
LONGEST_DOCUMENT: Final = 300
# A year more is a slip of the keyboard, not a storm.
_LONGEST: Final = timedelta(days=366)


def check_grants(viewer: Viewer) -> None:
    """Time is given by who set the window: the dispatch names nobody else. Raises NotAllowed."""
    if not viewer.is_coordinator:
        raise NotAllowed(
            "NOT_THE_COORDINATOR",
            _("Chỉ Ban Dân tộc ghi gia hạn và rút gia hạn."),
            rule=_("Ai ấn định thời gian nhập thì gia hạn."),
            help=_("Gửi văn bản đề nghị đến Ban Dân tộc."),
        )


def check_until(campaign: Campaign, until: datetime, now: datetime) -> None:
    """More time ends after the window and after this moment, within a year. Raises Refusal."""
    if until <= campaign.window_closes_at:
        raise Refusal(
            "EXTENSION_GIVES_NOTHING",
            _("Gia hạn phải đến một ngày sau %(day)s, là ngày cuối của đợt.")
            % {"day": vn_date(campaign.window.last_day)},
        )
    if until <= now:
        raise Refusal("EXTENSION_PAST", _("Ngày này đã qua. Chọn hôm nay hoặc một ngày sau đó."))
    if until > campaign.window_closes_at + _LONGEST:
        raise Refusal("EXTENSION_TOO_FAR", _("Gia hạn hơn một năm sau ngày cuối của đợt. Kiểm tra lại năm."))


def check_words(reason: str, document: str) -> None:
    """Why and under which document are said, in words that fit. Raises Refusal."""
    if not reason:
        raise Refusal("REASON_MISSING", _("Ghi lý do gia hạn, ví dụ: bão số 9, mất điện ba ngày."))
    if not document:
        raise Refusal("DOCUMENT_MISSING", _("Ghi số, ngày của văn bản cho gia hạn."))
    if len(reason) > LONGEST_REASON or len(document) > LONGEST_DOCUMENT:
        raise Refusal("WORDS_TOO_LONG", _("Lý do hoặc tên văn bản quá dài. Viết gọn lại."))


@transaction.atomic
def grant(
    *,
    viewer: Viewer,
    year: int,
    unit_ids: Collection[int],
    district_id: int | None,
    last_day: date,
    reason: str,
    document: str,
    link: str,
    now: datetime,
) -> list[Extension]:
    """Give units, or a whole district, until the end of a day (Vietnam time); one extension each.

    The people of every unit covered are told once, with `link` to where they go on. Raises Invisible,
    NotAllowed, Refusal, and Changed where the same was given before (a second click).
    """
    check_grants(viewer)
    campaign = _locked(extensions.campaign_for(viewer, year))
    until = datetime.combine(last_day + timedelta(days=1), time.min, TZ)
    reason, document = clean_lines(reason), " ".join(document.split())
    check_until(campaign, until, now)
    check_words(reason, document)
    covered = _covered(campaign, unit_ids, district_id)
    _check_new(campaign, covered, until, document)
    given = [
        Extension(
            campaign=campaign,
            organisation_id=organisation_id,
            whole_district=organisation_id == district_id,
            until=until,
            reason=reason,
            document=document,
            granted_by_id=viewer.user_id,
            granted_at=now,
        )
        for organisation_id in covered
    ]
    _record(given, covered)
    words = {"year": year, "day": vn_date(last_day), "document": document, "reason": reason}
    _tell_given({unit for units in covered.values() for unit in units}, words, link, now)
    return given


@transaction.atomic
def withdraw(
    *, viewer: Viewer, year: int, extension_id: int, reason: str, link: str, now: datetime
) -> Extension:
    """Take an extension of a year back; it stays beside the reports, and what was sent meanwhile stays in.

    Raises NotAllowed, Invisible, Refusal without a reason, Changed where it was taken back before.
    """
    check_grants(viewer)
    extension = Extension.objects.select_for_update().filter(pk=extension_id, campaign__year=year).first()
    if extension is None:
        raise Invisible("NO_EXTENSION", _("Không có gia hạn này."))
    if extension.withdrawn_at is not None:
        raise Changed("WITHDRAWN_BEFORE", _("Gia hạn này đã được rút trước đó."))
    reason = clean_lines(reason)
    if not reason or len(reason) > LONGEST_REASON:
        raise Refusal("REASON_MISSING", _("Ghi lý do rút gia hạn, không quá 2.000 ký tự."))
    extension.withdrawn_at, extension.withdrawn_by_id, extension.withdrawn_reason = (
        now,
        viewer.user_id,
        reason,
    )
    extension.save(update_fields=("withdrawn_at", "withdrawn_by", "withdrawn_reason"))
    units = ExtendedUnit.objects.filter(extension=extension).values_list("organisation_id", flat=True)
    with translation.override(settings.LANGUAGE_CODE):
        _tell(
            set(units),
            subject=_("Gia hạn báo cáo đã được rút"),
            text=_("Gia hạn theo %(document)s không còn hiệu lực. Lý do: %(reason)s")
            % {"document": extension.document, "reason": reason},
            link=link,
            now=now,
        )
    return extension


def _record(given: Iterable[Extension], covered: Mapping[int, Sequence[int]]) -> None:
    """Write the extensions, and the units each of them covers."""
    ExtendedUnit.objects.bulk_create(
        ExtendedUnit(extension=each, organisation_id=unit)
        for each in Extension.objects.bulk_create(given)
        for unit in covered[each.organisation_id]
    )


def _tell_given(unit_ids: Collection[int], words: Mapping[str, object], link: str, now: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        _tell(
            unit_ids,
            subject=_("Được gia hạn báo cáo đến hết %(day)s") % words,
            text=_(
                "Đơn vị được gia hạn nộp báo cáo năm %(year)s đến hết ngày %(day)s, theo %(document)s. "
                "Lý do: %(reason)s"
            )
            % words,
            link=link,
            now=now,
        )


def _locked(campaign: Campaign) -> Campaign:
    """Two clicks at once come one after the other."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    return campaign


def _covered(
    campaign: Campaign, unit_ids: Collection[int], district_id: int | None
) -> dict[int, Sequence[int]]:
    """By the organisation an extension names, the units it covers. Raises Refusal where there are none."""
    found: dict[int, Sequence[int]] = {
        unit: (unit,) for unit, _name in extensions.chosen_units(campaign.pk, unit_ids)
    }
    if district_id is not None and (units := extensions.units_of_district(campaign, district_id)):
        found = {unit: alone for unit, alone in found.items() if unit not in units} | {district_id: units}
    if not found:
        raise Refusal("NOBODY_CHOSEN", _("Chọn đơn vị, hoặc một huyện, có tên trong danh sách báo cáo."))
    return found


def _check_new(campaign: Campaign, covered: Iterable[int], until: datetime, document: str) -> None:
    same = Extension.objects.filter(
        campaign=campaign,
        organisation__in=covered,
        until=until,
        document=document,
        withdrawn_at=None,
    )
    named = same.select_related("organisation").first()
    if named is not None:
        raise Changed(
            "GRANTED_BEFORE",
            _("%(unit)s đã được gia hạn đến ngày này theo văn bản này.") % {"unit": named.organisation.name},
        )


def _tell(unit_ids: Collection[int], *, subject: str, text: str, link: str, now: datetime) -> None:
    members = members_of_units(unit_ids, WRITERS, now=now)
    people = [user_id for found in members.values() for user_id, _email in found]
    notify(user_ids=people, subject=subject, text=text, link=link, now=now, mail=True)
