"""The letters of what was just handed out: shown in the answer itself, since the links are kept nowhere."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage, mailers
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ketnghia.accounts.issuing import Issued
from ketnghia.documents.account_letters import AccountLetter, letters
from ketnghia.kernel.dates import vn_date
from ketnghia.organisations.queries import telephone_of
from ketnghia.web.access import member
from ketnghia.web.http import Request

_log = logging.getLogger(__name__)


def letters_page(request: Request, issued: Sequence[Issued], *, back: str) -> HttpResponse:
    """One page of paper for each account; mail too for those with an address, where that was asked for."""
    # A letter is Vietnamese, whatever language the sender's screen speaks.
    with translation.override(settings.LANGUAGE_CODE):
        made = letters(issued, lambda token: request.build_absolute_uri(reverse("open_link", args=[token])))
    if request.POST.get("gui_thu"):
        _mail(request, made)
    viewer = member(request)
    context = {
        "letters": made,
        "back": back,
        "issuer": viewer.organisation_name,
        "telephone": telephone_of(viewer.organisation_id),
    }
    answer = render(request, "web/accounts/letters.html", context)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _mail(request: Request, made: Sequence[AccountLetter]) -> None:
    """Send the links straight out: a queue would keep them in the database. What fails is told, not retried.

    The mail server's words go to the log, the letter's text never does.
    """
    addressed = [_message(each, member(request).organisation_name) for each in made if each.email]
    if not addressed:
        return
    sent = _sent(addressed)
    if sent == len(addressed):
        messages.success(request, _("Đã gửi %d thư điện tử.") % sent)
    else:
        told = _("Máy chủ thư nhận %(sent)s trong %(all)s thư điện tử. In thư giấy cho các đơn vị còn lại.")
        messages.warning(request, told % {"sent": sent, "all": len(addressed)})


def _sent(addressed: Sequence[EmailMessage]) -> int:
    """How many went out before the server failed, if it did; an address it cannot read is passed over."""
    sent = 0
    try:
        with mailers.default as mailer:
            for each in addressed:
                try:
                    sent += mailer.send_messages([each]) or 0
                except ValueError as error:
                    _failed(error)
    except OSError as error:
        _failed(error)
    return sent


def _failed(error: Exception) -> None:
    _log.warning("links could not be mailed", extra={"error": type(error).__name__})


def _message(letter: AccountLetter, issuer: str) -> EmailMessage:
    """The letter in plain words, Vietnamese too."""
    with translation.override(settings.LANGUAGE_CODE):
        body = _(
            "Kính gửi %(unit)s,\n\n"
            "%(issuer)s cấp cho quý đơn vị tài khoản %(username)s (%(role)s – %(position)s).\n\n"
            "Mở liên kết dưới đây để đặt mật khẩu. Liên kết dùng một lần, đến hết %(until)s:\n\n"
            "%(address)s\n\n"
            "Không chuyển tiếp thư này. Nếu liên kết báo đã dùng mà quý đơn vị chưa mở, báo ngay cho "
            "%(issuer)s.\n"
        )
        subject = _("Tài khoản báo cáo kết nghĩa của %(unit)s")
        told = {
            "unit": letter.unit,
            "issuer": issuer,
            "username": letter.username,
            "role": letter.role,
            "position": letter.position,
            "until": vn_date(letter.expires_at),
            "address": letter.address,
        }
        return EmailMessage(subject=subject % told, body=body % told, to=[letter.email])
