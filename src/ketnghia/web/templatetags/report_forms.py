"""Words of report forms in templates."""

from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketnghia.reportforms.definition import FieldType

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
def type_label(kind: str) -> str:
    """What a field of this type holds, in words."""
    return str(_TYPES[FieldType(kind)])
