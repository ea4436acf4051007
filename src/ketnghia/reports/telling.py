"""Who is told of a step of the workflow: a unit whose report comes back, at once and with the reason."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ketnghia.accounts.queries import members_of_units
from ketnghia.notices.operations import notify
from ketnghia.reports.models import Report
from ketnghia.reports.states import WRITERS, Action

# A recall tells nobody: it asks nobody, and the report itself says so to who opens it.
TOLD: Final = (Action.RETURN, Action.REOPEN)


def tell_unit(report: Report, action: Action, *, reason: str, link: str, now: datetime) -> None:
    """Give everybody who writes in the unit one notice, and one letter to those who want letters."""
    members = members_of_units([report.organisation_id], WRITERS, now=now)
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Báo cáo bị trả lại") if action is Action.RETURN else _("Báo cáo được mở lại để sửa")
        text = _("%(form)s năm %(year)s: sửa rồi nộp lại, kể cả khi đã hết thời gian nhập. Lý do: %(reason)s")
        notify(
            user_ids=[user_id for user_id, _email in members.get(report.organisation_id, [])],
            subject=subject,
            text=text % {"form": report.form.title, "year": report.campaign.year, "reason": reason},
            link=link,
            now=now,
            mail=True,
        )
