"""A list of accounts as somebody pastes it from Excel: read line by line, every mistake with its place.

Columns: unit, role, position, e-mail (may be left out). Nothing is written here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ketnghia.accounts import policies
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.text import clean, fold
from ketnghia.organisations.models import Organisation

MOST_LINES: Final = 500
_LONGEST_POSITION: Final = 120

COLUMNS: Final[tuple[Promise, ...]] = (
    gettext_lazy("Đơn vị"),
    gettext_lazy("Vai trò"),
    gettext_lazy("Chức danh"),
    gettext_lazy("Thư điện tử"),
)
# Words people use for a role, folded; the label and the code of every role count too.
_ROLE_WORDS: Final[Mapping[str, Role]] = {
    "nhap": Role.REPORTER,
    "chuyenvien": Role.REPORTER,
    "duyet": Role.REVIEWER,
    "lanhdao": Role.REVIEWER,
    "theodoi": Role.OBSERVER,
    "quansat": Role.OBSERVER,
    "dieuhanh": Role.COORDINATOR,
    "bandantoc": Role.COORDINATOR,
    "tonghop": Role.DISTRICT_COORDINATOR,
    "dieuhanhhuyen": Role.DISTRICT_COORDINATOR,
    "phongdantoc": Role.DISTRICT_COORDINATOR,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One account asked for; ``line`` counts from 1."""

    line: int
    organisation: Organisation
    role: Role
    position: str
    email: str

    @property
    def role_label(self) -> str:
        return str(self.role.label)


@dataclass(frozen=True, slots=True)
class LineMistake:
    """What is wrong where: the line as counted in the text, the column's name, the reason."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        return _("Dòng %(line)s, cột “%(column)s”: %(reason)s") % {
            "line": self.line,
            "column": self.column,
            "reason": self.message,
        }


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a pasted text says."""

    wanted: tuple[Wanted, ...]
    mistakes: tuple[LineMistake, ...]


# Units by code, and by every folded name and alias.
type Units = Mapping[str, Sequence[Organisation]]


def read_list(viewer: Viewer, text: str, units: Units) -> ReadList:
    """Read a pasted table; a heading and empty lines are skipped but counted."""
    lines = [(number, _cells(line)) for number, line in enumerate(text.splitlines(), start=1)]
    lines = [(number, cells) for number, cells in lines if any(cells) and not _is_heading(cells)]
    if len(lines) > MOST_LINES:
        message = _("Danh sách có %(count)s dòng, nhiều nhất là %(limit)s. Chia làm nhiều lần.")
        return ReadList(
            (), (_mistake(lines[-1][0], 0, message % {"count": len(lines), "limit": MOST_LINES}),)
        )
    wanted: list[Wanted] = []
    mistakes: list[LineMistake] = []
    for number, cells in lines:
        found = _read_line(viewer, number, cells, units, mistakes)
        if found:
            wanted.append(found)
    mistakes += _repeated(wanted)
    return ReadList(tuple(wanted), tuple(sorted(mistakes, key=lambda each: each.line)))


def _cells(line: str) -> tuple[str, ...]:
    parts = line.split("\t" if "\t" in line else ";")
    return tuple(clean(part) for part in parts[: len(COLUMNS)]) + ("",) * (len(COLUMNS) - len(parts))


def _is_heading(cells: Sequence[str]) -> bool:
    return fold(cells[0]) in {"donvi", "tendonvi", "organisation"} and fold(cells[1]) in {
        "vaitro",
        "quyen",
        "role",
    }


def _mistake(line: int, column: int, message: str) -> LineMistake:
    return LineMistake(line, str(COLUMNS[column]), message)


def _read_line(
    viewer: Viewer, number: int, cells: Sequence[str], units: Units, mistakes: list[LineMistake]
) -> Wanted | None:
    before = len(mistakes)
    organisation = _unit(number, cells[0], units, mistakes)
    role = _role(number, cells[1], mistakes)
    if organisation and role and role not in policies.grantable(viewer, organisation):
        fitting = ", ".join(str(each.label) for each in policies.grantable(viewer, organisation))
        message = _("%(unit)s không có vai trò “%(role)s”. Chọn một trong: %(fitting)s.")
        told = {"unit": organisation.name, "role": role.label, "fitting": fitting}
        mistakes.append(_mistake(number, 1, message % told))
    mistakes += _position_mistakes(number, cells[2])
    mistakes += _email_mistakes(number, cells[3])
    if len(mistakes) > before or organisation is None or role is None:
        return None
    return Wanted(number, organisation, role, cells[2], cells[3])


def _unit(number: int, typed: str, units: Units, mistakes: list[LineMistake]) -> Organisation | None:
    found = units.get(typed) or units.get(fold(typed), ())
    if len(found) == 1:
        return found[0]
    if not typed:
        message = _("Chưa ghi đơn vị. Ghi tên hoặc mã đơn vị.")
    elif not found:
        message = _("Không tìm thấy “%(typed)s”. Ghi tên như trong Danh mục đơn vị, hoặc ghi mã.") % {
            "typed": typed
        }
    else:
        named = "; ".join(f"{each.name} ({each.code})" for each in found)
        message = _("“%(typed)s” là tên của nhiều đơn vị: %(named)s. Ghi mã.") % {
            "typed": typed,
            "named": named,
        }
    mistakes.append(_mistake(number, 0, message))
    return None


def _names(role: Role) -> set[str]:
    # A list is written in Vietnamese, whatever language the screen it is pasted into speaks.
    with override(settings.LANGUAGE_CODE):
        vietnamese = str(role.label)
    return {fold(vietnamese), fold(str(role.label)), role.lower()}


def _role(number: int, typed: str, mistakes: list[LineMistake]) -> Role | None:
    folded = fold(typed)
    for role in Role:
        if folded in _names(role):
            return role
    if folded in _ROLE_WORDS:
        return _ROLE_WORDS[folded]
    named = ", ".join(str(role.label) for role in Role)
    message = _("Chưa đọc được vai trò “%(typed)s”. Ghi một trong: %(named)s.")
    mistakes.append(_mistake(number, 1, message % {"typed": typed, "named": named}))
    return None


def _position_mistakes(number: int, position: str) -> Iterable[LineMistake]:
    if not position:
        yield _mistake(number, 2, _("Chưa ghi chức danh, ví dụ Chuyên viên."))
    elif len(position) > _LONGEST_POSITION:
        message = _("Chức danh dài quá %(limit)s ký tự.") % {"limit": _LONGEST_POSITION}
        yield _mistake(number, 2, message)


def _email_mistakes(number: int, email: str) -> Iterable[LineMistake]:
    try:
        if email:
            validate_email(email)
    except ValidationError:
        yield _mistake(number, 3, _("“%(email)s” không phải địa chỉ thư điện tử.") % {"email": email})


def _repeated(wanted: Iterable[Wanted]) -> Iterable[LineMistake]:
    """The same line twice is a slip: two people of one desk differ in position or address."""
    first: dict[tuple[int, str, str, str], int] = {}
    for each in wanted:
        key = (each.organisation.pk, each.role, fold(each.position), each.email.lower())
        if key in first:
            yield _mistake(each.line, 0, _("Trùng với dòng %(line)s.") % {"line": first[key]})
        first.setdefault(key, each.line)
