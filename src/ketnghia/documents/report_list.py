"""The list of reports as a table: one line a report, for spreadsheets and for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from ketnghia.documents.tables import Value
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.definition import Item
from ketnghia.reportforms.states import Obligation
from ketnghia.reports.listing import ListedReport
from ketnghia.reports.states import State


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Title, headings and lazy rows; all words are Vietnamese, whatever language the screen speaks."""

    title: str
    columns: Sequence[str]
    rows: Iterator[Sequence[Value]]

    @classmethod
    def of(cls, reports: Iterable[ListedReport], *, year: int, indicators: Sequence[Item]) -> Self:
        """Nothing is read from `reports` before a row is asked for. `indicators`: a column each,
        of the whole year as estimated."""
        with translation.override(settings.LANGUAGE_CODE):
            words = _Words(
                kinds={kind.value: str(kind.label) for kind in OrganisationKind},
                obligations={one.value: str(one.label) for one in Obligation},
                states={state.value: str(state.label) for state in State},
            )
            title = _("Danh sách báo cáo năm %d") % year
            return cls(title, _columns(indicators), _rows(reports, words, [each.code for each in indicators]))


@dataclass(frozen=True, slots=True)
class _Words:
    """Labels by code, looked up once: there are a dozen of them and thousands of lines."""

    kinds: dict[str, str]
    obligations: dict[str, str]
    states: dict[str, str]


def _columns(indicators: Iterable[Item]) -> list[str]:
    return [
        _("Đơn vị"),
        _("Mã đơn vị"),
        _("Loại đơn vị"),
        _("Huyện"),
        _("Biểu mẫu"),
        _("Nghĩa vụ"),
        _("Trạng thái"),
        _("Bản nộp lần"),
        _("Nộp lúc"),
        _("Kinh phí thực hiện (đồng)"),
        _("Kinh phí ước cả năm (đồng)"),
        *(each.label for each in indicators),
    ]


def _rows(
    reports: Iterable[ListedReport], words: _Words, indicators: Sequence[str]
) -> Iterator[Sequence[Value]]:
    for each in reports:
        yield (
            each.name,
            each.code,
            words.kinds[each.kind],
            each.district,
            each.form,
            words.obligations.get(each.obligation, ""),
            words.states[each.state],
            each.revision or None,
            each.submitted_at,
            each.stated.actual,
            each.stated.estimate,
            *(_number(each.stated.counts.get(code)) for code in indicators),
        )


def _number(count: Decimal | None) -> Value:
    """Counts are kept with four places; nearly all are whole."""
    return int(count) if count is not None and count == count.to_integral_value() else count
