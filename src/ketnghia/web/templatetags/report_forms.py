"""Words of report forms in templates."""

from collections.abc import Mapping, Sequence
from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketnghia.reportforms.definition import FieldType
from ketnghia.web.reports.remarks import ShownThread

register = template.Library()

_TYPES: Final[dict[FieldType, Promise]] = {
    FieldType.INTEGER: _("số đếm"),
    FieldType.VND: _("số tiền (đồng)"),
    FieldType.QUANTITY: _("số lượng, có thể lẻ"),
    FieldType.DATE: _("ngày"),
    FieldType.CHOICE: _("chọn trong danh mục"),
    FieldType.ORGANISATION: _("chọn đơn vị được phân công"),
    FieldType.TEXT: _("chữ"),
    FieldType.FILE: _("tệp (ảnh, PDF)"),
}


@register.filter
def marks_at(marks: Mapping[str, int] | str, path: str) -> int:
    """How many open threads are about a place; none on pages that show no remarks."""
    return marks.get(path, 0) if isinstance(marks, Mapping) else 0


@register.filter
def open_in(threads: Sequence[ShownThread], section: str) -> list[ShownThread]:
    """The threads about a section, or about the whole where it is "", that nobody has settled."""
    return [each for each in threads if each.section == section and each.thread.is_open]


@register.filter
def type_label(kind: str) -> str:
    """What a field of this type holds, in words."""
    return str(_TYPES[FieldType(kind)])
