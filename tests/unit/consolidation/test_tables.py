"""Tables of a consolidated year: what has no place is a line of its own, called the same everywhere."""

from ketnghia.consolidation import tables
from ketnghia.consolidation.figures import UNPLACED, UNPLACED_LABEL, ActivityLine, Figure, Line
from ketnghia.consolidation.sums import Given

FIGURE = Figure(5, 7, (1,))
GIVEN = Given(
    total=FIGURE, by_area={"": FIGURE}, by_activity={("A", ""): FIGURE}, by_district={None: FIGURE},
    by_donor_kind={}, by_money_source={}, by_donor={}, by_recipient={None: FIGURE}, counts={},
    districts_of={}, recipients_in={},
)  # fmt: skip


def test_what_has_no_place_has_one_code_and_one_name_in_every_table() -> None:
    found: list[Line | ActivityLine] = [
        *tables.lines((), GIVEN.by_area),
        *tables.districts((), GIVEN),
        *tables.recipients((), GIVEN, {}),
        *tables.activities((), GIVEN),
    ]
    assert [(line.code, line.label, line.figure) for line in found] == [
        (UNPLACED, UNPLACED_LABEL, FIGURE)
    ] * 4


def test_a_code_that_left_the_catalogue_keeps_its_own_line() -> None:
    (line,) = tables.lines((), {"X": FIGURE})
    assert (line.code, line.label) == ("X", "X")
