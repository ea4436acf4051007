"""The annex tables as a workbook: the same breakdowns as the Word report, in đồng, totals as formulas.

Words are always written as text, so nothing typed by a unit can become a formula or a link.
The last sheet names the revisions behind every figure.
"""

from collections.abc import Callable
from io import BytesIO

from xlsxwriter import Workbook

from ketnghia.consolidation.figures import Consolidated
from ketnghia.documents import breakdowns, years_tables
from ketnghia.documents.report_text import frozen_as
from ketnghia.documents.sheets import Formats, Place, write_table
from ketnghia.documents.sources import sources
from ketnghia.documents.wording import ACTUAL, ESTIMATE, ILLUSTRATIVE, plain
from ketnghia.kernel.dates import vn_datetime

type _Builder = Callable[[Consolidated], breakdowns.Table]

_SHEETS: tuple[tuple[str, tuple[_Builder, ...]], ...] = (
    ("Tổng hợp", (breakdowns.overall, breakdowns.reports, breakdowns.indicators)),
    ("Theo lĩnh vực", (breakdowns.by_area,)),
    ("Theo huyện", (breakdowns.by_district,)),
    ("Theo khối", (breakdowns.by_donor_kind,)),
    ("Theo nguồn vốn", (breakdowns.by_money_source,)),
    ("Theo đơn vị", (breakdowns.by_donor,)),
    ("Hoạt động", (breakdowns.by_activity,)),
    ("Các năm", (years_tables.by_year,)),
    ("Cạnh các năm", (years_tables.all_beside_years,)),
    ("Chưa nộp", (breakdowns.missing,)),
    ("Nguồn số liệu", (sources,)),
)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx(c: Consolidated) -> bytes:
    """The workbook as bytes; amounts are integers of đồng, cached totals equal the figures."""
    written = BytesIO()
    with Workbook(written, _OPTIONS) as workbook:
        workbook.set_properties({"title": _title(c), "created": c.as_of.replace(tzinfo=None)})
        formats = Formats.of(workbook)
        for name, builders in _SHEETS:
            sheet = workbook.add_worksheet(name)
            place = Place(sheet, formats)
            place.head(_title(c), _notes(c))
            for build in builders:
                write_table(place, build(c), freeze=len(builders) == 1)
            place.print_setup()
    return written.getvalue()


def _title(c: Consolidated) -> str:
    return plain(f"{c.programme_name} – số liệu tổng hợp năm {c.year}")


def _notes(c: Consolidated) -> tuple[str, ...]:
    counted = "báo cáo đã được chấp nhận" if c.accepted_only else "báo cáo đã nộp và đã được chấp nhận"
    note = (
        f"Tính đến {vn_datetime(c.as_of)}, gồm {counted}. “{ESTIMATE}” đã gồm “{ACTUAL}”. "
        "Dấu “–”: chưa đơn vị nào báo cáo."
    )
    notes = (note, frozen_as(c)) if c.version else (note,)
    return (ILLUSTRATIVE, *notes) if c.illustrative else notes
