"""What is typed to give more time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnghia.reports.extending import LONGEST_DOCUMENT, LONGEST_REASON
from ketnghia.web.fields import VnDateField


class GrantForm(forms.Form):
    """To whom, until when, why, under which document; what the rules say of it is the operation's."""

    huyen = forms.TypedChoiceField(
        label=_("Cả huyện"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Huyện và mọi xã của huyện có tên trong danh sách báo cáo."),
    )
    den_ngay = VnDateField(
        label=_("Đến hết ngày"),
        max_length=40,
        help_text=_("Ghi ngày/tháng/năm. Nộp được đến 24 giờ ngày ấy, giờ Việt Nam."),
    )
    ly_do = forms.CharField(
        label=_("Lý do"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )
    van_ban = forms.CharField(
        label=_("Theo văn bản"),
        max_length=LONGEST_DOCUMENT,
        help_text=_("Số, ngày của văn bản, ví dụ: 712/BDT-CSTT, 29/11/2021."),
    )

    def __init__(self, *args: Any, districts: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["huyen"].choices = [("", _("Không, chỉ các đơn vị ở trên")), *districts]
        for field in fields.values():
            field.widget.attrs.setdefault("class", "input")
