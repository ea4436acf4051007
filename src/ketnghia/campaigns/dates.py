"""The four days of a campaign, and what can be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ketnghia.kernel.findings import Finding, Severity
from ketnghia.kernel.shifting import shift_day
from ketnghia.kernel.windows import Window


@dataclass(frozen=True, slots=True)
class CampaignDates:
    """First and last day of entry, first and last day of the figures; all included, Vietnam time."""

    first_day: date
    last_day: date
    period_from: date
    period_to: date

    def shifted(self, years: int) -> CampaignDates:
        """The same days of another year."""
        days = (self.first_day, self.last_day, self.period_from, self.period_to)
        return CampaignDates(*(shift_day(day, years) for day in days))

    @property
    def window(self) -> Window:
        return Window.of_days(self.first_day, self.last_day)

    def findings(self, year: int) -> Iterator[Finding]:
        """What is wrong, each at the day it is about; nothing when all is well."""
        if self.last_day < self.first_day:
            yield _wrong("last_day", _("Ngày cuối của thời gian nhập phải từ ngày đầu trở đi."))
        if self.period_to < self.period_from:
            yield _wrong("period_to", _("Ngày cuối của kỳ số liệu phải từ ngày đầu trở đi."))
        elif not self.period_from.year <= year <= self.period_to.year:
            yield _wrong("period_from", _("Kỳ số liệu phải nằm trong năm %s của đợt.") % year)


def _wrong(path: str, message: str) -> Finding:
    return Finding("DATES", Severity.ERROR, path, message)
