"""The figures of one year as the screen, the Word report, the workbook and the JSON all read them.

Every amount is an integer number of đồng. `actual` is "thực hiện đến ngày chốt", `estimate` is
"ước cả năm": the estimate of the whole year already contains what was done, the two never add up.
Each figure names the revisions it is the sum of, in ascending order, without repeats.
A figure without revisions was reported by nobody: it is unknown, which is not the same as zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_noop

# What no district, area or source can be given for has a line of its own, so that every table meets its
# total. On screen the label follows the reader's language; documents are Vietnamese.
UNPLACED: Final = "-"
UNPLACED_LABEL: Final = gettext_noop("Chưa xác định")


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount of money in đồng and the ids of the revisions behind it."""

    actual: int
    estimate: int
    revisions: tuple[int, ...] = ()

    @property
    def is_reported(self) -> bool:
        """Whether any report at all speaks about this figure."""
        return bool(self.revisions)

    @property
    def is_known(self) -> bool:
        """Whether there is anything to show: reported, or brought in by a correction."""
        return self.is_reported or bool(self.actual or self.estimate)


NOBODY_REPORTED = Figure(0, 0)


def total(figures: Iterable[Figure]) -> Figure:
    """Sum figures in đồng; the revisions of the sum are the union of theirs."""
    gathered = tuple(figures)
    revisions = {revision for figure in gathered for revision in figure.revisions}
    return Figure(
        actual=sum(figure.actual for figure in gathered),
        estimate=sum(figure.estimate for figure in gathered),
        revisions=tuple(sorted(revisions)),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a breakdown: a code of the programme's content, its label, its money."""

    code: str
    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class DistrictLine(Line):
    """A mountain district: what donors gave (`figure`) and, beside it, what recipients say (`received`).

    `households`: distinct households helped, poor and near-poor, as the communes counted them, None when no
    commune said. `communes`: how many twinned communes of the district the figures cover.
    """

    received: Figure = NOBODY_REPORTED
    households: int | None = None
    communes: int = 0


@dataclass(frozen=True, slots=True)
class RecipientLine(Line):
    """A recipient: what donors gave it, and beside it what it says it received, in đồng.

    `households`: distinct households helped, poor and near-poor, as it counted them; None: it has not said.
    """

    received: Figure = NOBODY_REPORTED
    households: int | None = None
    district_label: str = ""
    lat: float | None = None
    lon: float | None = None
    is_commune: bool = False


@dataclass(frozen=True, slots=True)
class DonorLine:
    """A donor: kind and state of its report in words, the districts it helps, what it gave."""

    code: str
    label: str
    kind_label: str
    district_labels: tuple[str, ...]
    state_label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity of the catalogue: quantities in its own `unit` (None: nobody stated one), and money."""

    area: str
    code: str
    label: str
    unit: str
    quantity_actual: Decimal | None
    quantity_estimate: Decimal | None
    figure: Figure


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A count that is not money (households, people, visits), in `unit`; None when nobody reported it."""

    code: str
    label: str
    unit: str
    actual: Decimal | None
    estimate: Decimal | None
    revisions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingLine:
    """An organisation that owes or was asked for a report and has none submitted, all in words.

    `verdict` is what its silence counts as, empty where it counts as nothing.
    """

    organisation: str
    kind_label: str
    obligation_label: str
    form: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Duties:
    """How many reports are due: `must` and `encouraged` by obligation, `submitted` and `missing` by outcome.

    `must + encouraged == submitted + missing`, begun or not; `missing_must` counts those that had to report.
    """

    must: int
    encouraged: int
    submitted: int
    missing: int
    missing_must: int = 0


@dataclass(frozen=True, slots=True)
class YearTotal:
    """What one year of the programme adds up to, in đồng; `reports` are the counted ones, of every form.

    `actual` and `estimate` as donors report them, beside it what districts say was received; None: stated
    by nobody. A year without a counted report has no figures: that is said, and is not zero.
    """

    year: int
    reports: int
    actual: int | None = None
    estimate: int | None = None
    received_actual: int | None = None
    received_estimate: int | None = None

    @property
    def has_data(self) -> bool:
        return self.reports > 0


@dataclass(frozen=True, slots=True)
class YearLine:
    """A line of a table in a neighbouring year; `by` is the table as `consolidation.trace` names it.

    Money in đồng, counts in the unit of the line; None: reported by nobody. `area`: that of an activity.
    """

    year: int
    by: str
    code: str
    actual: Decimal | None
    estimate: Decimal | None
    area: str = ""


@dataclass(frozen=True, slots=True)
class Years:
    """The years of the programme: totals of each, lines of the year before and the year after.

    `neighbours` are those two, as far as the programme has them.
    """

    totals: tuple[YearTotal, ...] = ()
    neighbours: tuple[int, ...] = ()
    lines: tuple[YearLine, ...] = ()

    def total_of(self, year: int) -> YearTotal:
        return next((each for each in self.totals if each.year == year), YearTotal(year, 0))


@dataclass(frozen=True, slots=True)
class Consolidated:
    """A consolidated year. `totals` is the money given as donors report it (Form 1 only).

    `reports` counts reports by state, NOT_STARTED included. `as_of` is aware. With `illustrative`
    set, no document may leave the house without saying that its figures are invented. `version`: as
    which version these figures were frozen; 0: they are as they stand now.
    """

    year: int
    as_of: datetime
    programme_name: str
    reports: Mapping[str, int]
    duties: Duties
    totals: Figure
    by_area: tuple[Line, ...] = ()
    by_district: tuple[DistrictLine, ...] = ()
    by_donor_kind: tuple[Line, ...] = ()
    by_money_source: tuple[Line, ...] = ()
    by_donor: tuple[DonorLine, ...] = ()
    by_activity: tuple[ActivityLine, ...] = ()
    by_recipient: tuple[RecipientLine, ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    missing: tuple[MissingLine, ...] = ()
    accepted_only: bool = False
    illustrative: bool = False
    report_labels: Mapping[str, str] = field(default_factory=dict)
    years: Years = field(default_factory=Years)
    version: int = 0
