"""The board's table of units as a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ketnghia.documents.tables import table_xlsx
from ketnghia.kernel.dates import vn_date
from ketnghia.reports.board import BoardLine
from ketnghia.reports.deeming import Mark


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
            _remark(line.mark),
        )
        for line in lines
    )
    return table_xlsx(_("Tình hình báo cáo năm %d") % year, columns, rows)


def _remark(mark: Mark) -> str:
    """What stands beside a duty, in words."""
    if mark.is_deemed:
        return _("xem như không triển khai")
    if mark.paper_received_on is not None:
        return _("nhập thay từ bản giấy, nhận ngày %s") % vn_date(mark.paper_received_on)
    return ""
