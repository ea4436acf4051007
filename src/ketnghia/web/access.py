"""Who may come to a view at all. What they see there is the queries' business."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.refusals import Invisible
from ketnghia.web.http import Request

type View[**P] = Callable[Concatenate[Request, P], HttpResponseBase]


def member_required[**P](view: View[P]) -> View[P]:
    """Only for somebody who acts for an organisation; others are sent to sign in."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.viewer is not None:
            return view(request, *args, **kwargs)
        if request.user.is_authenticated:
            return render(request, "web/no_membership.html", status=403)
        if request.headers.get("Accept", "").startswith("application/json"):
            message = _("Phiên làm việc đã hết. Đăng nhập lại ở một thẻ khác; phần đang nhập vẫn được giữ.")
            return JsonResponse({"code": "SIGN_IN", "message": message}, status=401)
        return redirect_to_login(request.get_full_path())

    return guarded


def member(request: Request) -> Viewer:
    """The viewer behind `member_required`."""
    viewer: Viewer | None = request.viewer
    if viewer is None:
        raise Invisible("NO_VIEWER", _("Không có trang này."))
    return viewer
