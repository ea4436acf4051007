"""The people of a unit, and everybody's accounts: who they are, and what whoever manages them does."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ketnghia.accounts import directory, issuing, managing, policies
from ketnghia.accounts.managing import NewPerson
from ketnghia.accounts.sign_ins import note, sign_ins_of, sign_ins_of_unit
from ketnghia.accounts.states import AccountState, Role, SignInOutcome
from ketnghia.kernel.dates import vn_day
from ketnghia.kernel.refusals import Invisible
from ketnghia.reports import handover
from ketnghia.web.access import member, member_required
from ketnghia.web.accounts.forms import AccountFilterForm, ColleagueForm, HandOverForm, IssueForm, ticked
from ketnghia.web.accounts.letters import letters_page
from ketnghia.web.http import Request

PAGE_SIZE = 50


@require_safe
@member_required
def accounts(request: Request) -> HttpResponse:
    """Every account, for the coordinator: narrowed, paged, ticked for new links."""
    viewer = member(request)
    form = AccountFilterForm(request.GET)
    found = directory.all_accounts(viewer, form.narrowed(), now=request.now)
    context = {
        "form": form,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang")),
        "issue": IssueForm(),
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "web/accounts/accounts.html", context)


@require_safe
@member_required
def own_accounts(request: Request) -> HttpResponse:
    """The people of the unit one acts for."""
    return _unit_page(request, member(request).organisation_id)


@require_safe
@member_required
def unit_accounts(request: Request, organisation_id: int) -> HttpResponse:
    """The people of any unit, for the coordinator; of one's own for whoever leads it."""
    return _unit_page(request, organisation_id)


def _unit_page(request: Request, organisation_id: int, form: ColleagueForm | None = None) -> HttpResponse:
    viewer = member(request)
    unit = directory.unit_seen(viewer, organisation_id)
    people = directory.accounts_of_unit(viewer, organisation_id, now=request.now)
    context = {
        "unit": unit,
        "people": people,
        "form": form or ColleagueForm(roles=policies.grantable(viewer, unit)),
        "sign_ins": sign_ins_of_unit([each.user_id for each in people]),
    }
    return render(request, "web/accounts/unit.html", context, status=422 if form else 200)


@require_POST
@member_required
def add_colleague(request: Request, organisation_id: int) -> HttpResponse:
    """A new account in the unit; the answer is its letter."""
    viewer = member(request)
    unit = directory.unit_seen(viewer, organisation_id)
    form = ColleagueForm(request.POST, roles=policies.grantable(viewer, unit))
    if not form.is_valid():
        return _unit_page(request, organisation_id, form)
    said = form.cleaned_data
    issued = issuing.add_colleague(
        viewer=viewer,
        issue_id=said["dot"],
        organisation_id=organisation_id,
        role=Role(said["vai_tro"]),
        position=said["chuc_danh"],
        email=said["thu"],
        now=request.now,
    )
    return letters_page(request, [issued], back=reverse("unit_accounts", args=[organisation_id]))


@require_POST
@member_required
def renew_links(request: Request) -> HttpResponse:
    """New one-time links for the ticked; the answer is their letters."""
    chosen = ticked(request)
    if not chosen:
        messages.warning(request, _("Chưa chọn người nào."))
        return redirect("accounts" if member(request).is_coordinator else "own_accounts")
    issued = issuing.renew_links(
        viewer=member(request),
        issue_id=IssueForm(request.POST).issue_id,
        membership_ids=chosen,
        now=request.now,
    )
    return letters_page(request, issued, back=_back(request))


def _back(request: Request) -> str:
    return reverse("accounts" if member(request).is_coordinator else "own_accounts")


@require_safe
@member_required
def account(request: Request, membership_id: int) -> HttpResponse:
    """One person in one unit: how they stand, their sign-ins, and what can be done."""
    return _account_page(request, membership_id)


def _account_page(request: Request, membership_id: int, form: HandOverForm | None = None) -> HttpResponse:
    viewer = member(request)
    person = directory.membership_seen(viewer, membership_id, now=request.now)
    roles = policies.grantable(viewer, person.organisation)
    context = {
        "person": person,
        "is_oneself": person.user_id == viewer.user_id,
        "can_change": policies.may_touch(viewer, person, on=vn_day(request.now)),
        "roles": [role for role in roles if role != person.role],
        "form": form or HandOverForm(colleagues=_colleagues(request, person.organisation_id, person.user_id)),
        "issue": IssueForm(),
        "sign_ins": sign_ins_of(person.user_id),
    }
    return render(request, "web/accounts/account.html", context, status=422 if form else 200)


def _colleagues(request: Request, organisation_id: int, leaver_id: int) -> list[tuple[int, str]]:
    people = directory.accounts_of_unit(member(request), organisation_id, now=request.now)
    return [
        (each.pk, f"{each.user.display_name} ({each.get_role_display()})")
        for each in people
        if each.user_id != leaver_id and each.state != AccountState.ENDED
    ]


@require_POST
@member_required
def end_membership(request: Request, membership_id: int) -> HttpResponse:
    """Take a colleague's role away."""
    ended = managing.end_membership(
        viewer=member(request),
        membership_id=membership_id,
        leave_empty=bool(request.POST.get("de_trong")),
        now=request.now,
    )
    messages.success(request, _("%s không còn quyền từ bây giờ.") % ended.user.display_name)
    return redirect("unit_accounts", organisation_id=ended.organisation_id)


@require_POST
@member_required
def drop_second_factor(request: Request, membership_id: int) -> HttpResponse:
    """Take a lost telephone or key off an account; the owner reads of it among the sign-ins."""
    person = managing.drop_second_factor(viewer=member(request), membership_id=membership_id, now=request.now)
    outcome, real = SignInOutcome.FACTOR_DROPPED, timezone.now()
    note(request=request, user=person.user, username="", outcome=outcome, at=real)
    messages.success(request, _("Đã gỡ bước thứ hai của %s.") % person.user.username)
    return redirect("account", membership_id=membership_id)


@require_POST
@member_required
def change_role(request: Request, membership_id: int) -> HttpResponse:
    """Give a colleague another role in the unit."""
    asked = request.POST.get("vai_tro", "")
    if asked not in Role.values:
        raise Invisible("NO_ROLE", _("Không có vai trò này."))
    changed = managing.change_role(
        viewer=member(request), membership_id=membership_id, role=Role(asked), now=request.now
    )
    messages.success(request, _("Đã đổi vai trò thành “%s”.") % changed.get_role_display())
    return redirect("account", membership_id=changed.pk)


@require_POST
@member_required
def hand_over(request: Request, membership_id: int) -> HttpResponse:
    """One desk passes on. For somebody new the answer is the letter."""
    viewer = member(request)
    person = directory.membership_seen(viewer, membership_id, now=request.now)
    form = HandOverForm(request.POST, colleagues=_colleagues(request, person.organisation_id, person.user_id))
    if not form.is_valid():
        return _account_page(request, membership_id, form)
    said = form.cleaned_data
    new = NewPerson(position=said["chuc_danh"], email=said["thu"], issue_id=said["dot"])
    done = handover.hand_over(
        viewer=viewer,
        membership_id=membership_id,
        successor=said["nguoi"] or new,
        link=reverse("duties"),
        now=request.now,
    )
    told = _("%(leaver)s đã bàn giao cho %(successor)s. Báo cáo đang dở: %(open)s.")
    names = {"leaver": done.desk.leaver_name, "successor": done.desk.successor_name}
    messages.success(request, told % (names | {"open": len(done.open_reports)}))
    if done.desk.issued:
        back = reverse("unit_accounts", args=[person.organisation_id])
        return letters_page(request, [done.desk.issued], back=back)
    return redirect("unit_accounts", organisation_id=person.organisation_id)
