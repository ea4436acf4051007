"""What freezing and sending ask for."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnghia.consolidation.policies import LONGEST_ADDRESSEES, LONGEST_DOCUMENT, LONGEST_NOTE

COUNTED: Final = "counted"
ACCEPTED_ONLY: Final = "accepted"


class FreezeForm(forms.Form):
    """Which reports count, and what the version is for."""

    counted = forms.ChoiceField(
        label=_("Tính những báo cáo nào"),
        choices=(
            (COUNTED, _("Đã nộp và đã chấp nhận")),
            (ACCEPTED_ONLY, _("Chỉ báo cáo đã chấp nhận")),
        ),
    )
    note = forms.CharField(
        label=_("Ghi chú"),
        help_text=_("Vì sao chốt, dùng vào việc gì. Ví dụ: báo cáo kết quả năm gửi UBND tỉnh."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def accepted_only(self) -> bool:
        return bool(self.cleaned_data["counted"] == ACCEPTED_ONLY)


class SendForm(forms.Form):
    """Under which document a version went up, and to whom."""

    document = forms.CharField(
        label=_("Số, ngày văn bản"),
        help_text=_("Ví dụ: 15/BC-BDT, 05/12/2021."),
        max_length=LONGEST_DOCUMENT,
    )
    to = forms.CharField(label=_("Nơi nhận"), max_length=LONGEST_ADDRESSEES)
