"""What may stand in each file: the keys, their types, and which must be there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.reportforms.content.problems import Place


@dataclass(frozen=True, slots=True)
class Key:
    """One value. ``one_of`` lists the texts that are allowed; empty means any."""

    type: type
    required: bool = False
    one_of: tuple[str, ...] = ()
    may_be_blank: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of texts."""

    one_of: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """A list of tables; ``named`` when it is a table of tables, by name."""

    shape: "Mapping[str, Rule]"
    required: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table."""

    shape: "Mapping[str, Rule]"
    required: bool = False


type Rule = Key | Texts | Tables | Table
type Shape = Mapping[str, Rule]
type Told = Iterator[tuple[Place, str]]

NUMBER_OR_TEXT = object


def _type_name(kind: type) -> str:
    names = {
        str: _("chữ"),
        int: _("số nguyên"),
        bool: _("true hoặc false"),
        date: _("ngày, ví dụ 2021-11-01"),
        NUMBER_OR_TEXT: _("chữ hoặc số nguyên"),
    }
    return names[kind]


def mistakes(shape: Shape, data: Mapping[str, Any], place: Place = ()) -> Told:
    """Every key that is unknown, missing or of the wrong type."""
    for key in data.keys() - shape.keys():
        known = ", ".join(sorted(shape))
        message = _("Khóa “%(key)s” không dùng được ở đây. Các khóa dùng được: %(known)s.")
        yield (*place, key), message % {"key": key, "known": known}
    for key, rule in shape.items():
        if key not in data:
            if rule.required:
                yield place, _("Thiếu “%(key)s”.") % {"key": key}
        else:
            yield from _value(rule, data[key], (*place, key))


def _value(rule: Rule, value: Any, place: Place) -> Told:
    match rule:
        case Key():
            yield from _single(rule, value, place)
        case Texts():
            yield from _texts(rule, value, place)
        case Table():
            yield from _table(rule.shape, value, place)
        case Tables(named=True):
            yield from _named(rule, value, place)
        case Tables():
            yield from _tables(rule, value, place)


def _single(rule: Key, value: Any, place: Place) -> Told:
    key = place[-1]
    allowed = (str, int) if rule.type is NUMBER_OR_TEXT else (rule.type,)
    if not isinstance(value, allowed) or (isinstance(value, bool) and rule.type is not bool):
        yield place, _("“%(key)s” phải là %(type)s.") % {"key": key, "type": _type_name(rule.type)}
    elif isinstance(value, str) and not value.strip() and not rule.may_be_blank:
        yield place, _("“%(key)s” để trống.") % {"key": key}
    elif rule.one_of and value not in rule.one_of:
        message = _("“%(key)s” là “%(value)s”; chỉ nhận: %(known)s.")
        yield place, message % {"key": key, "value": value, "known": ", ".join(rule.one_of)}


def _texts(rule: Texts, value: Any, place: Place) -> Told:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        yield place, _("“%(key)s” phải là danh sách chữ.") % {"key": place[-1]}
        return
    for one in value:
        if rule.one_of and one not in rule.one_of:
            message = _("“%(key)s” có “%(value)s”; chỉ nhận: %(known)s.")
            yield place, message % {"key": place[-1], "value": one, "known": ", ".join(rule.one_of)}


def _tables(rule: Tables, value: Any, place: Place) -> Told:
    if not isinstance(value, list):
        yield place, _("“%(key)s” phải là danh sách mục.") % {"key": place[-1]}
        return
    for index, one in enumerate(value):
        yield from _table(rule.shape, one, (*place, index))


def _named(rule: Tables, value: Any, place: Place) -> Told:
    if not isinstance(value, dict):
        yield place, _("“%(key)s” phải là một bảng.") % {"key": place[-1]}
        return
    for name, one in value.items():
        yield from _table(rule.shape, one, (*place, name))


def _table(shape: Shape, value: Any, place: Place) -> Told:
    if isinstance(value, dict):
        yield from mistakes(shape, value, place)
    else:
        yield place, _("“%(key)s” phải là một bảng.") % {"key": place[-1]}
