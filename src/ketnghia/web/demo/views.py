"""The demo's clock, moved by anybody who is signed in: the demo listens on its own machine only."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ketnghia.campaigns import clock
from ketnghia.campaigns.queries import campaign_in
from ketnghia.campaigns.spoken import moment_text
from ketnghia.kernel.refusals import Invisible
from ketnghia.web.demo.moments import presets
from ketnghia.web.http import Request
from ketnghia.web.years import year_of

_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2100


class MomentForm(forms.Form):
    """Any other moment."""

    moment = forms.DateTimeField(
        label=gettext_lazy("Ngày giờ khác (giờ Việt Nam)"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y"],
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "input"}, format="%Y-%m-%dT%H:%M"
        ),
    )

    def clean_moment(self) -> datetime:
        """A year people live in: the clock must stay one a computer can count from."""
        moment: datetime = self.cleaned_data["moment"]
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise forms.ValidationError(
                _("Chọn năm trong khoảng %(first)s–%(last)s.") % {"first": _FIRST_YEAR, "last": _LAST_YEAR}
            )
        return moment


@require_http_methods(["GET", "HEAD", "POST"])
def clock_page(request: Request) -> HttpResponse:
    """What time the demo plays at, and other times to go to. Raises Invisible outside the demo."""
    if not settings.DEMO:
        raise Invisible("NO_PAGE", _("Không có trang này."))
    # Not for members only: at the wrong end of time nobody is one, and somebody has to come back.
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    campaign = campaign_in(year_of(request))
    known = presets(campaign.window if campaign else None, clock.seeded_at())
    preset = next((each for each in known if each.key == request.POST.get("preset")), None)
    form = MomentForm(request.POST if request.method == "POST" and not preset else None)
    if preset or (form.is_bound and form.is_valid()):
        moment = preset.moment if preset else form.cleaned_data["moment"]
        clock.set_clock(moment=moment)
        messages.success(request, _("Đồng hồ của bản minh họa: %s.") % moment_text(moment))
        return redirect("demo_clock")
    context = {"presets": known, "form": form, "campaign": campaign, "now": request.now}
    return render(request, "web/demo/clock.html", context, status=422 if form.is_bound else 200)
