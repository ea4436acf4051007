"""What the catalogue is narrowed to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnghia.organisations.states import OrganisationKind


class OrganisationFilterForm(forms.Form):
    """Nothing in it is required; what is not understood narrows nothing."""

    q = forms.CharField(label=_("Tên đơn vị"), required=False, max_length=100)
    loai = forms.ChoiceField(
        label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *OrganisationKind.choices]
    )

    def value(self, name: str) -> str:
        """What was chosen; empty when nothing was or when it is not understood."""
        self.full_clean()
        return str(self.cleaned_data.get(name, ""))
