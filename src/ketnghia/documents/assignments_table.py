"""The list of assignments as a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ketnghia.documents.tables import table_xlsx
from ketnghia.twinning.queries import AssignmentLine


def assignments_table(lines: Iterable[AssignmentLine], *, year: int) -> bytes:
    """One row per assignment, in the order given; the bytes of an .xlsx file."""
    columns = [
        _("Đơn vị được giúp"),
        _("Huyện"),
        _("Biên giới đất liền"),
        _("Đơn vị giúp đỡ"),
        _("Loại đơn vị giúp đỡ"),
        _("Vai trò"),
        _("Từ ngày"),
        _("Đến hết ngày"),
        _("Theo văn bản"),
        _("Ghi chú"),
    ]
    rows = (
        (
            line.recipient_name,
            line.district_name,
            _("Có") if line.is_land_border else "",
            line.donor_name,
            line.donor_kind_label,
            line.part_label,
            line.first_day,
            line.last_day,
            line.instrument_number,
            _("Minh họa") if line.illustrative else "",
        )
        for line in lines
    )
    return table_xlsx(_("Phân công kết nghĩa năm %d") % year, columns, rows)
