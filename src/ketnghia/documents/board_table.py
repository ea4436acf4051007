"""The board's table of units as a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ketnghia.documents.tables import table_xlsx
from ketnghia.reports.board import BoardLine


def board_table(lines: Iterable[BoardLine], *, year: int) -> bytes:
    """One row per duty, in the order given; the bytes of an .xlsx file."""
    columns = [
        _("Đơn vị"),
        _("Huyện"),
        _("Loại đơn vị"),
        _("Biểu mẫu"),
        _("Nghĩa vụ"),
        _("Trạng thái"),
        _("Việc gần nhất"),
        _("Lúc"),
        _("Nhắc lần cuối"),
        _("Nhắc lúc"),
        _("Điện thoại cơ quan"),
        _("Gia hạn đến hết"),
        _("Ghi chú"),
    ]
    rows = (
        (
            line.organisation,
            line.district,
            line.kind_label,
            line.form,
            line.obligation_label,
            line.state_label,
            line.last_action_label,
            line.last_at,
            line.reminded.channels_label if line.reminded else "",
            line.reminded.at if line.reminded else None,
            line.telephone,
            line.mark.extended_to,
            _("xem như không triển khai") if line.mark.is_deemed else "",
        )
        for line in lines
    )
    return table_xlsx(_("Tình hình báo cáo năm %d") % year, columns, rows)
