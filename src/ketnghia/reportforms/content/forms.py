"""A report form's file: what its fields, columns and checks refer to, and the definition it makes."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.kernel.numbers import vn_number
from ketnghia.reportforms.content.files import ContentFile
from ketnghia.reportforms.content.problems import Place
from ketnghia.reportforms.content.references import Known, tell_basis, tell_citation, tell_duplicates
from ketnghia.reportforms.definition import FieldType, FormDefinition

_PLACEHOLDER = re.compile(r"\{param\.([a-z0-9_]+)\}")
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_NUMERIC = {kind.value for kind in FieldType if kind.is_number}


def check_form(file: ContentFile, known: Known) -> None:
    """Everything about a form but its expressions."""
    data = file.data
    tell_citation(file, ("basis",), data["basis"], known)
    for name, parameter in data.get("parameters", {}).items():
        tell_basis(file, ("parameters", name, "basis"), parameter["basis"], known)
    tell_duplicates(file, ("section",), [section["code"] for section in data["section"]])
    tell_duplicates(file, ("check",), [check["code"] for check in data.get("check", [])])
    tell_duplicates(file, ("list",), [one["code"] for one in data.get("list", [])])
    lists = {*data.get("catalogues", []), *(one["code"] for one in data.get("list", []))}
    for index, one in enumerate(data.get("list", [])):
        tell_duplicates(file, ("list", index, "item"), [item["code"] for item in one["item"]])
    for index, section in enumerate(data["section"]):
        _check_section(file, ("section", index), section, lists, known)
    for index, check in enumerate(data.get("check", [])):
        _check_check(file, ("check", index), check, known)


def definition_from(data: Mapping[str, Any], known: Known) -> FormDefinition:
    """The definition a sound file makes: lists embedded, parameters written into the messages."""
    parameters = data.get("parameters", {})
    shared = {name: known.catalogues.get(name, ()) for name in data.get("catalogues", [])}
    shape = {key: data[key] for key in _PLAIN if key in data}
    definition = FormDefinition.from_dict(
        {
            **shape,
            "parameters": [{"code": name, **parameter} for name, parameter in parameters.items()],
            "catalogues": {one["code"]: one["item"] for one in data.get("list", [])},
            "sections": [_section(section) for section in data["section"]],
            "checks": [
                {**check, "message": _with_parameters(check["message"], parameters)}
                for check in data.get("check", [])
            ],
        }
    )
    return replace(definition, catalogues={**shared, **definition.catalogues})


_PLAIN = ("code", "number", "title", "short_title", "perspective", "reviewed_by", "basis", "purpose")


def _section(section: Mapping[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in section.items() if key != "field"}
    return {**plain, "fields": section.get("field", [])}


def _with_parameters(message: str, parameters: Mapping[str, Any]) -> str:
    def written(match: re.Match[str]) -> str:
        if match[1] not in parameters:
            return match[0]
        return _written(parameters[match[1]]["value"])

    return _PLACEHOLDER.sub(written, message)


def _written(value: int | str) -> str:
    """As people write it: 100.000, and 31/03 for the month and day "03-31" that dates are compared with."""
    if isinstance(value, int):
        return vn_number(value)
    day = _MONTH_DAY.fullmatch(value)
    return f"{day[2]}/{day[1]}" if day else value


def _check_section(
    file: ContentFile, place: Place, section: Mapping[str, Any], lists: set[str], known: Known
) -> None:
    fields = section.get("field", [])
    tell_duplicates(file, (*place, "field"), [field["code"] for field in fields])
    typed = {field["code"] for field in fields}
    for index, column in enumerate(section.get("computed", [])):
        if column["code"] in typed:
            message = _("Mã “%(code)s” bị trùng. Mỗi mã chỉ dùng một lần.") % {"code": column["code"]}
            file.tell((*place, "computed", index, "code"), message)
    for key in ("donor_field", "recipient_field"):
        if section.get(key) and not _is_organisation(fields, section[key]):
            message = _("“%(key)s” phải là mã của một ô đơn vị trong mục này.") % {"key": key}
            file.tell((*place, key), message)
    for index, field in enumerate(fields):
        _check_field(file, (*place, "field", index), field, lists, known)


def _is_organisation(fields: list[dict[str, Any]], code: str) -> bool:
    return any(field["code"] == code and field["type"] == FieldType.ORGANISATION for field in fields)


def _check_field(
    file: ContentFile, place: Place, field: Mapping[str, Any], lists: set[str], known: Known
) -> None:
    catalogue = field.get("catalogue", "")
    if field["type"] == FieldType.CHOICE and catalogue not in lists:
        message = _("Danh mục “%(code)s” không có trong biểu này.") % {"code": catalogue}
        file.tell((*place, "catalogue"), message)
    if field["type"] == FieldType.ORGANISATION and not field.get("organisations"):
        file.tell(place, _("Ô đơn vị cần “organisations”: chọn từ danh sách nào."))
    if field["type"] not in _NUMERIC and (field.get("pair") or field.get("signed")):
        file.tell((*place, "pair"), _("“pair” và “signed” chỉ dùng cho ô số."))
    source = field.get("money_source", "")
    if source and not known.has_item("money_sources", source):
        message = _("Nguồn kinh phí “%(code)s” không có trong danh mục.") % {"code": source}
        file.tell((*place, "money_source"), message)
    indicator = field.get("indicator", "")
    if indicator and not known.has_item("indicators", indicator):
        message = _("Chỉ số “%(code)s” không có trong danh mục; số liệu của ô này sẽ không vào tổng hợp.")
        file.tell((*place, "indicator"), message % {"code": indicator})
    low, high = field.get("minimum"), field.get("maximum")
    if low is not None and high is not None and low > high:
        file.tell((*place, "minimum"), _("“minimum” lớn hơn “maximum”."))


def _check_check(file: ContentFile, place: Place, check: Mapping[str, Any], known: Known) -> None:
    sections = {section["code"]: section for section in file.data["section"]}
    if check.get("basis"):
        tell_citation(file, (*place, "basis"), check["basis"], known)
    for name in _PLACEHOLDER.findall(check["message"]):
        if name not in file.data.get("parameters", {}):
            message = _("Không có tham số “%(name)s” trong [parameters].") % {"name": name}
            file.tell((*place, "message"), message)
    if check["scope"] == "form":
        code, _dot, rest = check["at"].partition(".")
        key = "at"
    else:
        code, rest, key = check.get("section", ""), check["at"], "section"
    if code not in sections:
        file.tell((*place, key), _("Không có mục “%(code)s” trong biểu này.") % {"code": code})
    elif check["scope"] == "row" and sections[code]["kind"] != "rows":
        file.tell((*place, key), _('Kiểm tra từng dòng cần một mục có dòng (kind = "rows").'))
    elif rest and rest.partition(".")[0] not in _columns(sections[code]):
        file.tell((*place, "at"), _("Không có ô “%(at)s” trong mục này.") % {"at": rest})


def _columns(section: Mapping[str, Any]) -> set[str]:
    return {one["code"] for key in ("field", "computed") for one in section.get(key, [])}
