"""A campaign's file: its dates, the sentences it cites, its forms and who must report."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ketnghia.reportforms.content.files import ContentFile
from ketnghia.reportforms.content.references import Known, tell_citation, tell_duplicates


def check_campaign(file: ContentFile, known: Known, forms: Iterable[tuple[str, int]]) -> None:
    """Everything about a campaign. ``forms`` are (code, number) of the forms in the folder."""
    data = file.data
    if data["instrument"] not in known.instruments:
        message = _("Không có văn bản “%(code)s” trong instruments.toml.") % {"code": data["instrument"]}
        file.tell(("instrument",), message)
    _check_dates(file)
    for table, key in (("window", "basis"), ("window", "lateness_basis"), ("period", "basis")):
        tell_citation(file, (table, key), data[table][key], known)
    tell_duplicates(file, ("form",), [form["code"] for form in data["form"]])
    for index, form in enumerate(data["form"]):
        tell_citation(file, ("form", index, "basis"), form["basis"], known)
        if (form["code"], form["number"]) not in set(forms):
            message = _("Không có biểu “%(code)s” phiên bản %(number)s trong forms/.")
            file.tell(("form", index, "code"), message % form)
    tell_duplicates(file, ("declaration",), [one["key"] for one in data["declaration"]], "key")
    _check_duties(file, known)


def _check_dates(file: ContentFile) -> None:
    data = file.data
    if data["window"]["last_day"] < data["window"]["first_day"]:
        file.tell(("window", "last_day"), _("Thời gian nhập đóng trước khi mở."))
    if data["period"]["last_day"] < data["period"]["first_day"]:
        file.tell(("period", "last_day"), _("Kỳ số liệu kết thúc trước khi bắt đầu."))
    if not data["period"]["first_day"].year <= data["year"] <= data["period"]["last_day"].year:
        file.tell(("year",), _("Năm của đợt không nằm trong kỳ số liệu."))


def _check_duties(file: ContentFile, known: Known) -> None:
    used = {form["code"] for form in file.data["form"]}
    for index, duty in enumerate(file.data["duty"]):
        tell_citation(file, ("duty", index, "basis"), duty["basis"], known)
        if duty["form"] not in used:
            message = _("Đợt này không dùng biểu “%(code)s”.") % {"code": duty["form"]}
            file.tell(("duty", index, "form"), message)
