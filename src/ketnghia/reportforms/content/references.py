"""What the whole folder knows: lists and citations that files refer to, and codes that must differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.reportforms.content.files import ContentFile, Folder
from ketnghia.reportforms.content.problems import Place
from ketnghia.reportforms.content.schema import CONVENTION
from ketnghia.reportforms.definition import Item
from ketnghia.reportforms.states import Indicator


@dataclass(frozen=True, slots=True)
class Known:
    """References that exist: instruments by code, citations as "instrument#citation", the shared lists."""

    instruments: frozenset[str]
    citations: frozenset[str]
    catalogues: Mapping[str, tuple[Item, ...]]

    def has_item(self, catalogue: str, code: str) -> bool:
        return any(item.code == code for item in self.catalogues.get(catalogue, ()))


def gather(folder: Folder) -> Known:
    """Collect what can be referred to; unreadable entries are simply not there."""
    instruments = _tables(folder.instruments.data.get("instrument"))
    return Known(
        instruments=frozenset(str(one.get("code")) for one in instruments),
        citations=frozenset(
            f"{one.get('code')}#{citation.get('code')}"
            for one in instruments
            for citation in _tables(one.get("citation"))
        ),
        catalogues=_catalogues(folder.catalogue.data),
    )


def _tables(found: Any) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _catalogues(data: Mapping[str, Any]) -> dict[str, tuple[Item, ...]]:
    units = {str(one.get("code")): str(one.get("label")) for one in _tables(data.get("unit"))}

    def items(key: str) -> tuple[Item, ...]:
        return tuple(
            Item(
                code=str(one.get("code")),
                label=str(one.get("label")),
                parent_code=str(one.get("area", "")),
                unit=units.get(str(one.get("unit", "")), ""),
                mark=str(one.get("mark", "")),
            )
            for one in _tables(data.get(key))
        )

    return {
        "areas": items("area"),
        "activities": items("activity"),
        "money_sources": items("money_source"),
        "units": items("unit"),
        "indicators": items("indicator"),
    }


def tell_duplicates(file: ContentFile, place: Place, codes: Iterable[Any], key: str = "code") -> None:
    """Tell every entry of a list whose code was used before in the same list."""
    seen: set[Any] = set()
    for index, code in enumerate(codes):
        if code in seen:
            message = _("Mã “%(code)s” bị trùng. Mỗi mã chỉ dùng một lần.") % {"code": code}
            file.tell((*place, index, key), message)
        seen.add(code)


def tell_citation(file: ContentFile, place: Place, reference: str, known: Known) -> None:
    """Tell a reference to a sentence that is not in instruments.toml."""
    if reference not in known.citations:
        message = _("Không có câu trích “%(reference)s” trong instruments.toml.") % {"reference": reference}
        file.tell(place, message)


def tell_basis(file: ContentFile, place: Place, reference: str, known: Known) -> None:
    """The same, where a convention of the programme's own will do."""
    if reference != CONVENTION:
        tell_citation(file, place, reference, known)


def check_instruments(file: ContentFile) -> None:
    """Codes of instruments, and of citations within one."""
    instruments = file.data["instrument"]
    tell_duplicates(file, ("instrument",), [one["code"] for one in instruments])
    for index, one in enumerate(instruments):
        place = ("instrument", index, "citation")
        tell_duplicates(file, place, [citation["code"] for citation in one.get("citation", [])])


def check_catalogue(file: ContentFile, known: Known) -> None:
    """Codes of every list; an activity's area; units; the indicators the application cannot do without."""
    for key, items in file.data.items():
        tell_duplicates(file, (key,), [item["code"] for item in items])
    for index, activity in enumerate(file.data["activity"]):
        if not known.has_item("areas", activity["area"]):
            message = _("Lĩnh vực “%(code)s” không có trong danh mục.") % {"code": activity["area"]}
            file.tell(("activity", index, "area"), message)
    for key in ("activity", "indicator"):
        _check_units(file, key, known)
    for code in Indicator:
        if not known.has_item("indicators", code):
            message = _("Danh mục chỉ số thiếu “%(code)s”; các bảng tổng hợp cần mã này.") % {"code": code}
            file.tell(("indicator",), message)


def _check_units(file: ContentFile, key: str, known: Known) -> None:
    for index, item in enumerate(file.data[key]):
        if "unit" in item and not known.has_item("units", item["unit"]):
            message = _("Đơn vị tính “%(code)s” không có trong danh mục.") % {"code": item["unit"]}
            file.tell((key, index, "unit"), message)
