"""People, their memberships, the links that let them in once, and the log of who came in."""

import uuid
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnghia.accounts.states import Role, SignInOutcome
from ketnghia.organisations.models import Organisation

if TYPE_CHECKING:
    from ketnghia.accounts.queries import OwnMembership


class User(AbstractUser):
    """Somebody who can sign in; what they may do lies in their memberships."""

    # Vietnamese names have no such split: display_name. Django's way to drop a field of its abstract model
    # is None, which its stubs do not know.
    first_name = None  # type: ignore[assignment]  # drops the field, as said above
    last_name = None  # type: ignore[assignment]  # drops the field, as said above
    display_name = models.CharField(_("tên hiển thị"), max_length=200)
    # Real time, as `last_login` is: when a one-time link last opened the account.
    woken_at = models.DateTimeField(_("mở lại lúc"), null=True, blank=True, editable=False)

    # Memberships that were read together with the person; None where they were not.
    held: "tuple[OwnMembership, ...] | None" = None

    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("người dùng")

    def get_full_name(self) -> str:
        """The one name there is; Django and allauth ask for it."""
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Membership(models.Model):
    """A person's role in an organisation, from a day (included) until a day (excluded)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role)
    position = models.CharField(_("chức danh"), max_length=120)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("tư cách thành viên")
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="membership_once"),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
        ]


class AccountIssue(models.Model):
    """One handing-out of one-time links. Its id is drawn with the page that asks for it, so that a page sent
    twice hands out once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    issued_at = models.DateTimeField()

    class Meta:
        verbose_name = _("đợt cấp tài khoản")


class OneTimeLink(models.Model):
    """Lets one person set a password once. Only the hash of its token is kept."""

    issue = models.ForeignKey(AccountIssue, models.PROTECT, related_name="links")
    user = models.ForeignKey(User, models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("liên kết một lần")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="one_time_link_one_alive",
            ),
            models.CheckConstraint(
                name="one_time_link_used_or_withdrawn",
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
        ]


class SignIn(models.Model):
    """One attempt to come in, in real time. Nobody changes or deletes one."""

    user = models.ForeignKey(User, models.PROTECT, related_name="sign_ins", null=True)
    username = models.CharField(_("tên đăng nhập"), max_length=150)
    outcome = models.CharField(max_length=16, choices=SignInOutcome)
    at = models.DateTimeField()
    ip = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("lần đăng nhập")
        indexes = [models.Index(fields=["user", "-at"], name="sign_in_of_person")]
        constraints = [
            models.CheckConstraint(
                name="sign_in_outcome_known", condition=Q(outcome__in=SignInOutcome.values)
            )
        ]
        triggers = [pgtrigger.Protect(name="sign_in_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]
