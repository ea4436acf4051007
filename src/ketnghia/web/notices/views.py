"""The bell's list, how letters reach a person, and the letters the demo does not send."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketnghia.kernel.refusals import Invisible
from ketnghia.notices import operations, queries
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request
from ketnghia.web.notices.forms import MailChoiceForm

PAGE_SIZE = 30


@require_safe
@member_required
def notices(request: Request) -> HttpResponse:
    """What I was told, the newest first."""
    found = queries.notices_of(member(request))
    context = {"page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))}
    return render(request, "web/notices/list.html", context)


@require_POST
@member_required
def open_notice(request: Request, notice_id: int) -> HttpResponse:
    """Mark one as read, and go where it leads when asked to."""
    notice = operations.mark_read(user_id=member(request).user_id, notice_id=notice_id, now=request.now)
    if notice is None:
        raise Invisible("NO_NOTICE", _("Không có thông báo này."))
    return redirect(notice.link if request.POST.get("mo") and notice.link else "notices")


@require_POST
@member_required
def read_all_notices(request: Request) -> HttpResponse:
    """Mark all as read."""
    count = operations.mark_all_read(user_id=member(request).user_id, now=request.now)
    if count:
        words = ngettext(
            "Đã đánh dấu %(count)d thông báo là đã đọc.", "Đã đánh dấu %(count)d thông báo là đã đọc.", count
        )
        messages.success(request, words % {"count": count})
    return redirect("notices")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def mail_choice(request: Request) -> HttpResponse:
    """Where my letters go, and whether I want any."""
    viewer = member(request)
    known = queries.mail_choice(viewer)
    # A form that came without its button changes nothing.
    form = MailChoiceForm(
        request.POST if "luu" in request.POST else None,
        initial={"email": known.email, "wants_mail": known.wants_mail},
    )
    if form.is_valid():
        operations.choose_mail(user_id=viewer.user_id, **form.cleaned_data)
        messages.success(request, _("Đã lưu cách nhận thư."))
        return redirect("mail_choice")
    status = 422 if form.is_bound else 200
    return render(request, "web/notices/mail_choice.html", {"form": form}, status=status)


@require_safe
def demo_mail(request: Request) -> HttpResponse:
    """The letters that would have gone out. Only the demo shows letters, and it is open to all."""
    if not settings.DEMO:
        raise Invisible("NOT_DEMO", _("Không có trang này."))
    page = Paginator(queries.demo_letters(), PAGE_SIZE).get_page(request.GET.get("trang"))
    return render(request, "web/notices/demo_mail.html", {"page": page})
