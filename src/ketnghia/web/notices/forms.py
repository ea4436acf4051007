"""Where letters go, if anywhere."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MailChoiceForm(forms.Form):
    """The person's own address, and whether they want letters."""

    email = forms.EmailField(
        label=_("Thư điện tử của tôi"),
        required=False,
        max_length=254,
        help_text=_("Để trống thì không nhận thư; thông báo trong hệ thống vẫn có."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    wants_mail = forms.BooleanField(label=_("Gửi lời nhắc vào thư điện tử này"), required=False)
