"""Reading one value: what was typed or stored becomes a typed value, or a problem in plain words.

Reading a stored value again gives the same value, so the draft, the check and the frozen document all
go through here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ketnghia.kernel import money, numbers
from ketnghia.kernel.dates import parse_date
from ketnghia.kernel.parsed import Parsed
from ketnghia.kernel.text import clean, clean_lines, fold
from ketnghia.reportforms.compiled import Choices
from ketnghia.reportforms.definition import Field, FieldType

type Value = int | str | Decimal | tuple[str, ...] | None

MAX_COUNT = 999_999_999
_STORED_QUANTITY = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,2})?", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_MINUS = re.compile(r"^\s*[-−–]\s*")
_NO_CHOICES = Choices({}, {})


@dataclass(frozen=True, slots=True)
class Reading:
    """A value, or ``raw`` (kept in the draft) with the code and sentence of what is wrong with it.

    Numbers are int (đồng, counts) or Decimal (quantities), dates ISO text, files a tuple of ids, blanks
    None. A value may come with a problem, e.g. a text that is too long.
    """

    value: Value = None
    raw: str | int | None = None
    code: str = ""
    message: str = ""

    @property
    def stored(self) -> Any:
        """What is kept in the JSON of the draft."""
        if self.raw is not None:
            return self.raw
        match self.value:
            case Decimal():
                return f"{self.value:f}"
            case tuple():
                return list(self.value)
            case _:
                return self.value


BLANK = Reading()


def read(field: Field, raw: Any, choices: Choices = _NO_CHOICES) -> Reading:
    """Read one value (one side of a pair) of a field; ``choices`` is the list of a choice field."""
    if raw is None or raw == "" or isinstance(raw, dict | bool):
        return BLANK
    return _READERS[field.type](field, raw, choices)


def _number(field: Field, raw: Any, _choices: Choices) -> Reading:
    if isinstance(raw, float):
        raw = int(raw) if raw.is_integer() else f"{raw:.10g}".replace(".", ",")
    if isinstance(raw, int):
        return _whole(field, raw)
    if not isinstance(raw, str):
        return BLANK
    return _typed_number(field, clean(raw))


def _whole(field: Field, number: int) -> Reading:
    if field.type is FieldType.QUANTITY:
        return _typed_number(field, str(number))
    top = money.MAX_DONG if field.type is FieldType.VND else MAX_COUNT
    texts = money if field.type is FieldType.VND else numbers
    if abs(number) > top:
        # Kept as text: no page and no check can count with a number of any length.
        return Reading(raw=str(number), code="NOT_A_NUMBER", message=texts.TOO_LARGE)
    if number < 0 and not field.signed:
        return Reading(raw=number, code="NEGATIVE", message=texts.NEGATIVE)
    return _bounded(field, number)


def _typed_number(field: Field, typed: str) -> Reading:
    if not typed:
        return BLANK
    negative = bool(field.signed and _MINUS.match(typed))
    parsed = _parse(field.type, _MINUS.sub("", typed) if negative else typed)
    if parsed.value is None:
        message = parsed.error or numbers.NOT_A_COUNT
        refused = message in {money.NEGATIVE, numbers.NEGATIVE}
        return Reading(raw=typed, code="NEGATIVE" if refused else "NOT_A_NUMBER", message=message)
    return _bounded(field, -parsed.value if negative else parsed.value)


def _parse(kind: FieldType, typed: str) -> Parsed[int] | Parsed[Decimal]:
    match kind:
        case FieldType.VND:
            return money.parse_amount(typed)
        case FieldType.QUANTITY if _STORED_QUANTITY.fullmatch(typed):
            return Parsed(_plain(Decimal(typed)))
        case FieldType.QUANTITY:
            return numbers.parse_quantity(typed)
        case _:
            return numbers.parse_count(typed)


def _plain(number: Decimal) -> Decimal:
    return Decimal(f"{number.normalize():f}")


def _bounded(field: Field, number: int | Decimal) -> Reading:
    if field.minimum is not None and number < field.minimum:
        message = _("Số này phải từ %(limit)s trở lên.") % {"limit": numbers.vn_number(field.minimum)}
        return Reading(number, code="OUT_OF_RANGE", message=message)
    if field.maximum is not None and number > field.maximum:
        message = _("Số này nhiều nhất là %(limit)s.") % {"limit": numbers.vn_number(field.maximum)}
        return Reading(number, code="OUT_OF_RANGE", message=message)
    return Reading(number)


def _date(_field: Field, raw: Any, _choices: Choices) -> Reading:
    if not isinstance(raw, str):
        return BLANK
    parsed = parse_date(raw)
    if parsed.value is not None:
        return Reading(parsed.value.isoformat())
    return Reading(raw=clean(raw), code="BAD_DATE", message=parsed.error) if parsed.error else BLANK


def _choice(_field: Field, raw: Any, choices: Choices) -> Reading:
    if not isinstance(raw, str):
        return BLANK
    typed = clean(raw)
    if typed in choices.by_code or not typed:
        return Reading(typed or None)
    code = choices.by_label.get(fold(typed))
    if code is not None:
        return Reading(code)
    message = _("“%(typed)s” không có trong danh mục. Chọn một mục trong danh sách.") % {"typed": typed[:80]}
    return Reading(raw=typed, code="UNKNOWN_CHOICE", message=message)


def _organisation(_field: Field, raw: Any, _choices: Choices) -> Reading:
    if not isinstance(raw, int | str):
        return BLANK
    typed = clean(str(raw))
    if typed.isascii() and typed.isdigit() and len(typed) < 18:
        return Reading(int(typed))
    message = _("Chưa nhận ra đơn vị “%(typed)s”. Chọn trong danh sách.") % {"typed": typed[:80]}
    return Reading(raw=typed, code="UNKNOWN_ORGANISATION", message=message) if typed else BLANK


def _text(field: Field, raw: Any, _choices: Choices) -> Reading:
    if not isinstance(raw, int | float | str):
        return BLANK
    typed = clean_lines(str(raw)) if field.lines > 1 else clean(str(raw))
    if len(typed) <= field.max_length:
        return Reading(typed or None)
    message = _("Phần này dài %(length)s ký tự, nhiều nhất là %(limit)s. Viết gọn lại.") % {
        "length": len(typed),
        "limit": field.max_length,
    }
    return Reading(typed, code="TOO_LONG", message=message)


def _file(field: Field, raw: Any, _choices: Choices) -> Reading:
    ids = raw if isinstance(raw, list | tuple) else [raw]
    known = tuple(dict.fromkeys(str(one).lower() for one in ids if _UUID.fullmatch(str(one).lower())))
    if len(known) <= field.max_files:
        return Reading(known or None)
    message = _("Nhiều nhất %(limit)s tệp. Bỏ bớt tệp ở ô này.") % {"limit": field.max_files}
    return Reading(known, code="TOO_MANY_FILES", message=message)


_READERS: dict[FieldType, Callable[[Field, Any, Choices], Reading]] = {
    FieldType.INTEGER: _number,
    FieldType.VND: _number,
    FieldType.QUANTITY: _number,
    FieldType.DATE: _date,
    FieldType.CHOICE: _choice,
    FieldType.ORGANISATION: _organisation,
    FieldType.TEXT: _text,
    FieldType.FILE: _file,
}
