"""People and their memberships."""

import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnghia.accounts.states import Role
from ketnghia.organisations.models import Organisation


class User(AbstractUser):
    """Somebody who can sign in; what they may do lies in their memberships."""

    first_name = None  # type: ignore[assignment]  # Vietnamese names have no such split: display_name
    last_name = None  # type: ignore[assignment]  # as above
    display_name = models.CharField(_("tên hiển thị"), max_length=200)

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
