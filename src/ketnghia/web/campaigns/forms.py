"""The parts of a campaign as forms: each is saved by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns import operations as campaigns
from ketnghia.campaigns.dates import CampaignDates
from ketnghia.kernel.findings import Finding
from ketnghia.reportforms.queries import CampaignParts
from ketnghia.web.fields import VnDateField


class PartForm(forms.Form):
    """One part of a campaign being edited. ``version`` is the campaign as the person saw it."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, parts: CampaignParts, **kwargs: Any) -> None:
        self.parts = parts
        super().__init__(*args, **kwargs)

    def save(self, viewer: Viewer, now: datetime) -> None:
        """Keep the part. Raises Invisible, Closed, Changed, Incomplete."""
        raise NotImplementedError

    def field_of(self, finding: Finding) -> str | None:
        """The box a finding of the operation is about; None: the whole part."""
        return finding.path if finding.path in self.fields else None

    def keys(self, viewer: Viewer, now: datetime) -> dict[str, Any]:
        """What every operation on a campaign asks."""
        campaign = self.parts.campaign
        return {
            "viewer": viewer,
            "year": campaign.year,
            "version": self.cleaned_data["version"],
            "now": now,
        }

    def shown(self) -> Iterator[forms.BoundField]:
        """The boxes in order, without the hidden one."""
        return (field for field in self.visible_fields())


class WordsForm(PartForm):
    """Name, help, and what Decree 09/2019 wants declared."""

    name = forms.CharField(label=gettext_lazy("Tên đợt"), max_length=300)
    help_text = forms.CharField(
        label=gettext_lazy("Nơi giúp khi đã hết hạn"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args: Any, parts: CampaignParts, **kwargs: Any) -> None:
        super().__init__(*args, parts=parts, **kwargs)
        for each in parts.campaign.declaration:
            self.fields[f"khai_{each['key']}"] = forms.CharField(
                label=each["label"],
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=2000,
                initial=each["text"],
            )
        self.initial["name"], self.initial["help_text"] = parts.campaign.name, parts.campaign.help_text

    def save(self, viewer: Viewer, now: datetime) -> None:
        """Also once the campaign is open."""
        cleaned = self.cleaned_data
        campaigns.save_words(
            **self.keys(viewer, now),
            name=cleaned["name"],
            help_text=cleaned["help_text"],
            declaration={
                each["key"]: cleaned[f"khai_{each['key']}"] for each in self.parts.campaign.declaration
            },
        )


class DatesForm(PartForm):
    """When units may enter, and which days the figures cover."""

    first_day = VnDateField(
        label=gettext_lazy("Mở nhập từ ngày"), help_text=gettext_lazy("Từ 0 giờ ngày này.")
    )
    last_day = VnDateField(
        label=gettext_lazy("Đến hết ngày"),
        help_text=gettext_lazy("Tính cả ngày này, đến 24 giờ, giờ Việt Nam."),
    )
    period_from = VnDateField(
        label=gettext_lazy("Số liệu từ ngày"), help_text=gettext_lazy("Tính cả ngày này.")
    )
    period_to = VnDateField(
        label=gettext_lazy("Số liệu đến ngày"),
        help_text=gettext_lazy("Đơn vị và phân công lấy theo kỳ này."),
    )

    def __init__(self, *args: Any, parts: CampaignParts, **kwargs: Any) -> None:
        super().__init__(*args, parts=parts, **kwargs)
        campaign = parts.campaign
        self.initial["first_day"] = campaign.window.first_day
        self.initial["last_day"] = campaign.window.last_day
        self.initial["period_from"] = campaign.period_from
        self.initial["period_to"] = campaign.period_to

    def save(self, viewer: Viewer, now: datetime) -> None:
        """What is wrong with the days is told by the operation, day by day."""
        names = ("first_day", "last_day", "period_from", "period_to")
        dates = CampaignDates(*(self.cleaned_data[name] for name in names))
        campaigns.save_dates(**self.keys(viewer, now), dates=dates)


class DispatchForm(PartForm):
    """The document that opens the campaign, and the sentences of it that are quoted."""

    number = forms.CharField(
        label=gettext_lazy("Số văn bản"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Ví dụ 512/BDT-CS. Để trống đến khi văn thư cho số."),
    )
    issued_on = VnDateField(label=gettext_lazy("Ngày ban hành"), required=False)
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=200)
    title = forms.CharField(
        label=gettext_lazy("Trích yếu"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, parts: CampaignParts, **kwargs: Any) -> None:
        super().__init__(*args, parts=parts, **kwargs)
        instrument, uses = parts.campaign.instrument, _uses(parts)
        for name in ("number", "issued_on", "issuer", "title"):
            self.initial[name] = getattr(instrument, name)
        for each in (one for one in parts.quotable if one.instrument_id == instrument.pk):
            used_for = ", ".join(uses.get(each.pk, ()))
            self.fields[f"cau_{each.pk}"] = _sentence(
                used_for or _("Câu chưa dùng"), each.sentence, required=bool(used_for)
            )
        if parts.campaign.period_citation is None:
            self.fields["ky_so_lieu"] = _sentence(_("Kỳ số liệu"), "")
        self.fields["them"] = _sentence(_("Thêm một câu để dẫn"), "")

    def save(self, viewer: Viewer, now: datetime) -> None:
        """Number and date may still be blank; they are asked for at the opening."""
        cleaned = self.cleaned_data
        campaigns.save_dispatch(
            **self.keys(viewer, now),
            dispatch=campaigns.Dispatch(
                cleaned["number"], cleaned["issued_on"], cleaned["issuer"], cleaned["title"]
            ),
            sentences={
                int(name.removeprefix("cau_")): text
                for name, text in cleaned.items()
                if name.startswith("cau_")
            },
            period_sentence=cleaned.get("ky_so_lieu", ""),
            added=cleaned["them"],
        )


def _sentence(label: str, text: str, *, required: bool = False) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, widget=box, max_length=2000, required=required, initial=text)


def _uses(parts: CampaignParts) -> dict[int, list[str]]:
    """What each sentence is quoted for."""
    campaign = parts.campaign
    said = [
        (campaign.window_citation_id, _("Thời gian nhập")),
        (campaign.lateness_citation_id, _("Quá thời hạn")),
        (campaign.period_citation_id, _("Kỳ số liệu")),
        *((each.citation_id, _("Dùng %s") % each.form_version.form.short_title) for each in parts.forms),
        *(
            (each.citation_id, f"{each.get_obligation_display()}: {each.form.short_title}")
            for each in parts.rules
        ),
    ]
    found: dict[int, list[str]] = {}
    for citation_id, words in said:
        known = found.setdefault(citation_id or 0, [])
        if words not in known:
            known.append(words)
    return found
