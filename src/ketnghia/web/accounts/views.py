"""One's own page, and which unit one acts for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ketnghia.accounts import operations, queries
from ketnghia.accounts.policies import may_manage_unit
from ketnghia.accounts.sign_ins import sign_ins_of
from ketnghia.web.access import member, member_required
from ketnghia.web.http import Request
from ketnghia.web.middleware import MEMBERSHIP_KEY


@require_safe
@member_required
def profile(request: Request) -> HttpResponse:
    """Who I am here: units and roles, ways to sign in, places signed in at."""
    viewer = member(request)
    context = {
        "own_memberships": queries.memberships_of(viewer.user_id, now=request.now),
        "sessions": queries.sessions_of(viewer.user_id, current=request.session.session_key or ""),
        "sign_ins": sign_ins_of(viewer.user_id),
        "manages": may_manage_unit(viewer),
        "second_factors": queries.second_factors_of(viewer.user_id),
    }
    return render(request, "web/accounts/profile.html", context)


@require_POST
@member_required
def act_for(request: Request) -> HttpResponse:
    """Act for another of one's own units from now on."""
    chosen = queries.own_membership(
        member(request).user_id, request.POST.get("membership", ""), now=request.now
    )
    request.session[MEMBERSHIP_KEY] = chosen.id
    messages.success(request, _("Đang làm việc cho %s.") % chosen.organisation_name)
    return redirect("/")


@require_POST
@member_required
def sign_out_everywhere(request: Request) -> HttpResponse:
    """End every other session of mine; this one stays."""
    ended = operations.sign_out_everywhere(
        user_id=member(request).user_id, except_session=request.session.session_key
    )
    said = ngettext("Đã đăng xuất %d nơi khác.", "Đã đăng xuất %d nơi khác.", ended) % ended
    messages.success(request, said if ended else _("Không còn nơi nào khác đang đăng nhập."))
    return redirect("profile")


@require_safe
@never_cache
@member_required
def keep_alive(request: Request) -> HttpResponse:  # noqa: ARG001 - the request itself is the news
    """Says that the session still lives; asking keeps it alive."""
    return HttpResponse(status=204)
