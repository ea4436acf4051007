"""What the table of the board is narrowed to."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnghia.reportforms.states import Obligation
from ketnghia.reports.board import BoardFilter
from ketnghia.reports.states import NOT_STARTED, Standing, State

# Not a standing: some of those who wait or keep silent, once their time is over.
DEEMED: Final = "DEEMED"
STATES: Final = [(NOT_STARTED, _("Chưa bắt đầu")), *State.choices]


class BoardFilterForm(forms.Form):
    """Nothing in it is required; what is not understood narrows nothing."""

    q = forms.CharField(label=_("Tên đơn vị"), required=False, max_length=100)
    huyen = forms.TypedChoiceField(label=_("Địa bàn"), required=False, coerce=int, empty_value=None)
    loai = forms.ChoiceField(label=_("Loại đơn vị"), required=False)
    tt = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Mọi trạng thái")), *STATES]
    )
    nhom = forms.ChoiceField(
        label=_("Tình hình"),
        required=False,
        choices=[("", _("Mọi tình hình")), *Standing.choices, (DEEMED, _("Xem như không triển khai"))],
    )
    nghia_vu = forms.ChoiceField(
        label=_("Nghĩa vụ"), required=False, choices=[("", _("Mọi nghĩa vụ")), *Obligation.choices]
    )

    def __init__(
        self,
        *args: Any,
        districts: list[tuple[int, str]],
        kinds: list[tuple[str, str]],
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._now = now
        fields: dict[str, Any] = self.fields
        fields["huyen"].choices = [("", _("Mọi địa bàn")), *districts]
        fields["loai"].choices = [("", _("Mọi loại")), *kinds]

    def chosen(self) -> dict[str, str]:
        """What was understood, as it stands in the address."""
        self.full_clean()
        return {name: str(value) for name, value in self.cleaned_data.items() if value not in (None, "")}

    def narrowed(self) -> BoardFilter:
        """The filter for the query."""
        self.full_clean()
        cleaned = self.cleaned_data
        return BoardFilter(
            standing=cleaned.get("nhom", ""),
            obligation=cleaned.get("nghia_vu", ""),
            state=cleaned.get("tt", ""),
            kind=cleaned.get("loai", ""),
            district_id=cleaned.get("huyen"),
            text=cleaned.get("q", ""),
            deemed_at=self._now if cleaned.get("nhom") == DEEMED else None,
        )
