"""What people fill in about accounts."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ketnghia.accounts.directory import AccountFilter, UnitFilter
from ketnghia.accounts.states import AccountState, Role
from ketnghia.organisations.states import OrganisationKind

# Digits of an id; beyond any that is stored.
_LONGEST_ID = 12
_KINDS = [("", _("Mọi loại")), *OrganisationKind.choices]


def ticked(request: HttpRequest) -> frozenset[int]:
    """The ids of the lines that were ticked; what is no id is nothing."""
    sent = request.POST.getlist("chon")
    return frozenset(
        int(each) for each in sent if each.isascii() and each.isdigit() and len(each) < _LONGEST_ID
    )


class AccountFilterForm(forms.Form):
    """Nothing in it is required; what is not understood narrows nothing."""

    q = forms.CharField(label=_("Đơn vị hoặc tên đăng nhập"), required=False, max_length=100)
    loai = forms.ChoiceField(label=_("Loại đơn vị"), required=False, choices=_KINDS)
    vai_tro = forms.ChoiceField(
        label=_("Vai trò"), required=False, choices=[("", _("Mọi vai trò")), *Role.choices]
    )
    tt = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[("", _("Đang có hiệu lực")), *AccountState.choices],
    )

    def narrowed(self) -> AccountFilter:
        """The filter for the query."""
        self.full_clean()
        said = self.cleaned_data
        return AccountFilter(
            text=said.get("q", ""),
            role=said.get("vai_tro", ""),
            state=said.get("tt", ""),
            kind=said.get("loai", ""),
        )


class UnitFilterForm(forms.Form):
    """Which units without an account are offered."""

    loai = forms.ChoiceField(label=_("Loại đơn vị"), required=False, choices=_KINDS)
    huyen = forms.TypedChoiceField(label=_("Địa bàn"), required=False, coerce=int, empty_value=None)
    bao_cao = forms.BooleanField(label=_("Chỉ đơn vị có báo cáo trong năm"), required=False)

    def __init__(self, *args: Any, districts: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["huyen"].choices = [("", _("Mọi địa bàn")), *districts]

    def narrowed(self, reporting: frozenset[int]) -> UnitFilter:
        """The filter for the query; ``reporting`` are the units with a duty this year."""
        self.full_clean()
        said = self.cleaned_data
        return UnitFilter(
            kind=said.get("loai", ""),
            district_id=said.get("huyen"),
            ids=reporting if said.get("bao_cao") else None,
        )


class IssueForm(forms.Form):
    """A page that hands out links: its number makes it work once."""

    dot = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    @property
    def issue_id(self) -> UUID:
        """The number of the page; one of its own where none was sent."""
        return self.cleaned_data["dot"] if self.is_valid() else uuid4()


class ColleagueForm(forms.Form):
    """A new colleague of a unit, or a successor."""

    vai_tro = forms.ChoiceField(label=_("Vai trò"))
    chuc_danh = forms.CharField(label=_("Chức danh"), max_length=120)
    thu = forms.EmailField(label=_("Thư điện tử"), required=False)
    dot = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, roles: tuple[Role, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["vai_tro"].choices = [(role.value, role.label) for role in roles]


class HandOverForm(forms.Form):
    """Who takes over: a colleague, or somebody new."""

    nguoi = forms.TypedChoiceField(
        label=_("Người kế nhiệm"), required=False, coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    chuc_danh = forms.CharField(label=_("Chức danh của người mới"), max_length=120, required=False)
    thu = forms.EmailField(label=_("Thư điện tử của người mới"), required=False)
    dong_y = forms.BooleanField(label=_("Tôi hiểu là người bàn giao mất quyền ngay và bị đăng xuất mọi nơi."))
    dot = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["nguoi"].choices = [("", _("Người mới, chưa có tài khoản")), *colleagues]


# Django says these in English only.
_WEAK = {
    "password_too_short": _("Mật khẩu ngắn quá: cần ít nhất 14 ký tự."),
    "password_too_common": _("Nhiều người dùng mật khẩu này nên dễ bị đoán. Chọn cách ghép khác."),
    "password_too_similar": _("Mật khẩu giống tên đăng nhập hay tên hiển thị quá. Chọn từ khác."),
}


def _said(refused: ValidationError) -> str:
    return str(_WEAK.get(refused.code or "", refused.messages[0]))


class SetPasswordForm(forms.Form):
    """A password twice. The validators of the settings say what it must be."""

    password1 = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "data-password": ""}),
        help_text=_(
            "Ít nhất 14 ký tự. Dễ nhớ mà khó đoán: ghép bốn năm từ không liên quan, "
            "ví dụ một câu ngắn của riêng bạn."
        ),
    )
    password2 = forms.CharField(
        label=_("Ghi lại mật khẩu"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "data-password": ""}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        try:
            validate_password(password, self.user)
        except ValidationError as refused:
            raise ValidationError([_said(each) for each in refused.error_list]) from refused
        return password

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "password1" in said and said["password1"] != said.get("password2"):
            self.add_error("password2", _("Hai lần ghi chưa giống nhau."))
        return said
