"""What a list of assignments is narrowed to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnghia.organisations.states import DONORS, OrganisationKind
from ketnghia.twinning.queries import AssignmentFilter

ALL_KINDS = _("Mọi loại đơn vị")
ALL_DISTRICTS = _("Mọi huyện")


class AssignmentFilterForm(forms.Form):
    """Nothing in it is required; what is not understood narrows nothing."""

    q = forms.CharField(label=_("Tên đơn vị, huyện, xã"), required=False, max_length=100)
    loai = forms.ChoiceField(label=_("Loại đơn vị giúp đỡ"), required=False)
    huyen = forms.TypedChoiceField(label=_("Huyện được giúp"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, districts: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, kind.label) for kind in OrganisationKind if kind in DONORS]
        self.fields["loai"].choices = [("", ALL_KINDS), *kinds]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["huyen"].choices = [("", ALL_DISTRICTS), *districts]  # type: ignore[attr-defined]  # as above

    def narrowed(self) -> AssignmentFilter:
        """The filter for the query."""
        self.full_clean()
        cleaned = self.cleaned_data
        return AssignmentFilter(
            donor_kind=cleaned.get("loai", ""),
            district_id=cleaned.get("huyen"),
            text=cleaned.get("q", ""),
        )
