"""Handing out accounts and one-time links. What these return holds secrets: show it once, store it never."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pghistory
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ketnghia.accounts import directory, policies, tokens
from ketnghia.accounts.lists import Wanted
from ketnghia.accounts.models import AccountIssue, Membership, OneTimeLink, User
from ketnghia.accounts.operations import sign_out_everywhere
from ketnghia.accounts.queries import valid_on
from ketnghia.accounts.states import Role
from ketnghia.accounts.usernames import free_name
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.dates import vn_day
from ketnghia.kernel.findings import Finding, Severity
from ketnghia.kernel.refusals import Changed, Incomplete, Invisible, NotAllowed
from ketnghia.kernel.text import clean
from ketnghia.organisations.models import Organisation

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Issued:
    """An account with its one-time link. ``token`` exists here and in the letter, nowhere else."""

    user_id: int
    username: str
    display_name: str
    organisation_id: int
    organisation_name: str
    role: str
    position: str
    email: str
    token: str
    expires_at: datetime

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)


@contextmanager
def _one_after_the_other() -> Iterator[None]:
    """One transaction. Of two that give out the same name, or a link to the same person, at the same moment
    the second is told. Raises ``Changed``.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Changed(
            "ISSUED_MEANWHILE",
            _("Một người khác vừa cấp tài khoản cùng lúc, nên lần này chưa cấp gì. Bấm lại lần nữa."),
        ) from error


@_one_after_the_other()
def issue_accounts(*, viewer: Viewer, issue_id: UUID, text: str, now: datetime) -> list[Issued]:
    """Give out the accounts of a pasted list, all or none; no password is made.

    Raises ``NotAllowed``, ``Incomplete`` with a finding for each mistake, ``Changed`` for a list sent twice.
    Nine queries, whatever the number.
    """
    read = directory.read_for(viewer, text, now=now)
    if read.mistakes or not read.wanted:
        findings = tuple(
            Finding("LIST_MISTAKE", Severity.ERROR, f"{each.line}", str(each)) for each in read.mistakes
        )
        raise Incomplete("LIST_NOT_CLEAN", _("Danh sách còn chỗ sai; chưa cấp gì."), findings=findings)
    with pghistory.context(operation="issue_accounts", actor=viewer.user_id, at=now.isoformat()):
        return _issue(_begin(viewer.user_id, issue_id, now), read.wanted, now)


@_one_after_the_other()
def add_colleague(
    *,
    viewer: Viewer,
    issue_id: UUID,
    organisation_id: int,
    role: Role,
    position: str,
    email: str,
    now: datetime,
) -> Issued:
    """A new account in a unit the viewer manages. Raises ``Invisible``, ``NotAllowed``, ``Changed``."""
    organisation = directory.unit_seen(viewer, organisation_id)
    policies.check_grant(viewer, organisation, role)
    wanted = Wanted(1, organisation, role, clean(position), clean(email))
    with pghistory.context(operation="add_colleague", actor=viewer.user_id, at=now.isoformat()):
        return issue_one(viewer, issue_id, wanted, now)


def issue_one(viewer: Viewer, issue_id: UUID, wanted: Wanted, now: datetime) -> Issued:
    """One account, within an operation that has checked it and opened its history."""
    return _issue(_begin(viewer.user_id, issue_id, now), [wanted], now)[0]


@_one_after_the_other()
def renew_links(
    *, viewer: Viewer, issue_id: UUID, membership_ids: Collection[int], now: datetime
) -> list[Issued]:
    """New one-time links for these people; earlier ones die. The password in use lasts until a link is used.

    Raises ``Invisible`` when one of them is none of the viewer's, ``NotAllowed``, ``Changed``.
    """
    chosen = list(
        Membership.objects.filter(pk__in=membership_ids)
        .select_related("user", "organisation")
        .order_by("organisation__sort_key", "user__username")
    )
    foreign = [each for each in chosen if each.organisation_id != viewer.organisation_id]
    if not chosen or len(chosen) < len(set(membership_ids)) or (foreign and not viewer.is_coordinator):
        raise Invisible("NO_MEMBERSHIP", _("Không có vai trò này."))
    today = vn_day(now)
    for each in chosen:
        policies.check_touch(viewer, each, on=today)
    users = {each.user_id for each in chosen}
    # A role that begins next month opens with the same password.
    lasting = Membership.objects.exclude(valid_until__lte=today).filter(user_id__in=users)
    policies.check_whole_account(viewer, lasting.select_related("organisation"))
    one_each = {each.user_id: each for each in chosen}
    return _link(_begin(viewer.user_id, issue_id, now), list(one_each.values()), now)


@transaction.atomic
def open_account(
    *, organisation: Organisation, role: Role, position: str, issue_id: UUID, now: datetime
) -> Issued:
    """An account given by whoever runs the server, for the command line: the first coordinator's comes so."""
    with pghistory.context(operation="open_account", at=now.isoformat()):
        issue = _begin(None, issue_id, now)
        return _issue(issue, [Wanted(1, organisation, role, clean(position), "")], now)[0]


@transaction.atomic
def reopen_account(*, username: str, drop_second_factor: bool, issue_id: UUID, now: datetime) -> Issued:
    """A new link for somebody nobody else can help, for the command line; the second factor may be dropped.

    Raises ``Invisible`` for a name nobody acts under today.
    """
    acting = Membership.objects.filter(valid_on(vn_day(now)), user__username__iexact=clean(username))
    membership = acting.select_related("user", "organisation").order_by("pk").first()
    if membership is None:
        raise Invisible(
            "NO_ACCOUNT", _("Không có tài khoản “%(name)s” đang giữ vai trò.") % {"name": username}
        )
    if drop_second_factor:
        Authenticator.objects.filter(user_id=membership.user_id).delete()
    return _link(_begin(None, issue_id, now), [membership], now)[0]


@transaction.atomic
def use_link(*, token: str, password: str, now: datetime, real: datetime) -> User:
    """Set the password the link was given for; every session of the person ends, a sleeping account wakes.

    ``now`` is the programme's clock, by which links expire; ``real`` the moment the account is awake from.
    Raises ``NotAllowed`` for a link that is used, expired, replaced or unknown, all in the same words.
    """
    alive = OneTimeLink.objects.select_for_update(of=("self",)).select_related("user")
    link = alive.filter(_open(now), digest=tokens.digest(token)).first()
    if link is None:
        raise dead_link()
    link.used_at = now
    link.save(update_fields=["used_at"])
    user = link.user
    user.set_password(password)
    user.woken_at = real
    user.save(update_fields=["password", "woken_at"])
    sign_out_everywhere(user_id=user.pk)
    return user


def owner_of(token: str, *, now: datetime) -> tuple[User, OneTimeLink] | None:
    """Whose a live link is; None for any other token. One query."""
    link = OneTimeLink.objects.select_related("user").filter(_open(now), digest=tokens.digest(token)).first()
    return (link.user, link) if link else None


def units_of(user_id: int, *, now: datetime) -> list[Membership]:
    """Where the owner of a link will act, for the page behind it. One query."""
    in_force = Membership.objects.filter(valid_on(vn_day(now)), user_id=user_id)
    return list(in_force.select_related("organisation").order_by("pk"))


def dead_link() -> NotAllowed:
    """The one answer for every link that opens nothing, so that it tells nothing."""
    return NotAllowed(
        "LINK_DEAD",
        _(
            "Liên kết này không dùng được: đã dùng rồi, đã quá hạn, đã có liên kết mới hơn, "
            "hoặc gõ chưa đúng."
        ),
        rule=_("Mỗi liên kết dùng một lần, trong thời hạn ghi trên thư."),
        help=_("Người duyệt của đơn vị hoặc Ban Dân tộc tỉnh cấp liên kết mới."),
    )


def withdraw_links(user_ids: Iterable[int], now: datetime) -> None:
    """Every link of these people that still lives dies."""
    alive = OneTimeLink.objects.filter(used_at__isnull=True, withdrawn_at__isnull=True)
    alive.filter(user_id__in=set(user_ids)).update(withdrawn_at=now)


def _open(now: datetime) -> Q:
    return Q(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now, user__is_active=True)


def _begin(user_id: int | None, issue_id: UUID, now: datetime) -> AccountIssue:
    try:
        with transaction.atomic():
            return AccountIssue.objects.create(pk=issue_id, issued_by_id=user_id, issued_at=now)
    except IntegrityError:
        raise Changed(
            "ISSUED_ALREADY",
            _("Đợt này đã cấp rồi; thư chỉ hiện một lần. Cần in lại thì cấp liên kết mới."),
            help=_("Danh sách tài khoản: chọn người, bấm “Cấp liên kết mới”."),
        ) from None


def _issue(issue: AccountIssue, wanted: Sequence[Wanted], now: datetime) -> list[Issued]:
    taken = _taken()
    no_password = make_password(None)
    users = User.objects.bulk_create(
        User(
            username=free_name(each.organisation, each.role, taken),
            display_name=f"{each.position} – {each.organisation.short_name}"[:_LONGEST_NAME],
            email=each.email,
            password=no_password,
        )
        for each in wanted
    )
    memberships = Membership.objects.bulk_create(
        Membership(
            user=user,
            organisation=each.organisation,
            role=each.role,
            position=each.position,
            valid_from=vn_day(now),
        )
        for user, each in zip(users, wanted, strict=True)
    )
    return _link(issue, memberships, now)


def _taken() -> dict[str, frozenset[int]]:
    """Every user name there is with the units of its owner."""
    found: dict[str, frozenset[int]] = {}
    for name, unit in User.objects.values_list("username", "memberships__organisation_id"):
        found[name.lower()] = found.get(name.lower(), frozenset()) | ({unit} if unit else set())
    return found


def _link(issue: AccountIssue, memberships: Sequence[Membership], now: datetime) -> list[Issued]:
    withdraw_links((each.user_id for each in memberships), now)
    expires_at = now + timedelta(days=settings.ONE_TIME_LINK_DAYS)
    issued = [_issued(each, tokens.fresh(), expires_at) for each in memberships]
    OneTimeLink.objects.bulk_create(
        OneTimeLink(
            issue=issue, user_id=each.user_id, digest=tokens.digest(each.token), expires_at=expires_at
        )
        for each in issued
    )
    return issued


def _issued(membership: Membership, token: str, expires_at: datetime) -> Issued:
    user, organisation = membership.user, membership.organisation
    return Issued(
        user_id=user.pk,
        username=user.username,
        display_name=user.display_name,
        organisation_id=organisation.pk,
        organisation_name=organisation.name,
        role=membership.role,
        position=membership.position,
        email=user.email,
        token=token,
        expires_at=expires_at,
    )
