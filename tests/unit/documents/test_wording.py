"""Layout, letterhead and the small words of documents."""

import tomllib
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from ketnghia.consolidation.figures import Figure, total
from ketnghia.documents.layout import CONTENT, DECREE, LayoutError, decree_layout, read_layout
from ketnghia.documents.letterhead import Letterhead, LetterheadError, programme_letterhead
from ketnghia.documents.wording import share
from tests.unit.documents.sample import LETTER


def _changed(folder: Path, old: str, new: str) -> Path:
    path = folder / "layout.toml"
    path.write_text(DECREE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


def test_the_layout_of_the_decree_lies_inside_its_own_ranges() -> None:
    layout = decree_layout()
    assert (layout.page.left, layout.family, layout.sizes["body"]) == (30, "Times New Roman", 14)


def test_a_layout_outside_the_decree_is_refused_and_names_every_value(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"page\.left = 10: the decree allows 30 to 35"):
        read_layout(_changed(tmp_path, "left = 30", "left = 10"))
    with pytest.raises(LayoutError, match=r"sizes\.body = 9"):
        read_layout(_changed(tmp_path, "body = 14", "body = 9"))


def test_a_letterhead_is_read_from_its_table() -> None:
    table = {
        name: list(value) if isinstance(value, tuple) else value for name, value in asdict(LETTER).items()
    }
    assert Letterhead.from_table(table) == LETTER


def test_a_wrong_letterhead_names_everything_wrong_at_once() -> None:
    table = asdict(LETTER) | {"place": 3, "recipients": "Lưu: VT", "colour": "red"}
    del table["issuer"]
    with pytest.raises(LetterheadError) as refused:
        Letterhead.from_table(table)
    for problem in (
        "unknown field colour",
        "missing field issuer",
        "place must be a text",
        "recipients must be",
    ):
        assert problem in str(refused.value)


def test_the_programme_in_the_content_folder_has_a_letterhead_whose_bases_are_its_instruments() -> None:
    letter = programme_letterhead("quang-nam-2020-2025")
    instruments = tomllib.loads(
        (CONTENT / "quang-nam-2020-2025" / "instruments.toml").read_text(encoding="utf-8")
    )["instrument"]
    dated = [one for one in instruments if "issued_on" in one]
    named = [f"số {one['number']} ngày {_short(one['issued_on'])}" for one in dated]
    assert letter.recipients[-1].startswith("Lưu: VT")
    assert letter.bases
    assert all(any(name in basis for name in named) for basis in letter.bases)


def test_a_programme_without_content_has_no_letterhead_and_the_error_names_the_place() -> None:
    with pytest.raises(LetterheadError, match=r"no programme content at .*nowhere"):
        programme_letterhead("nowhere")


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(1, 3, "33,3%"), (1, 2000, "0,1%"), (2, 3, "66,7%"), (5, 5, "100,0%"), (-1, 4, "-25,0%"), (1, 0, "–")],
)
def test_a_share_has_one_decimal_rounded_half_up(part: int, whole: int, expected: str) -> None:
    assert share(part, whole) == expected


def test_the_sum_of_figures_joins_their_revisions_without_repeats() -> None:
    assert total([Figure(1, 2, (5, 3)), Figure(10, 20, (3, 8))]) == Figure(11, 22, (3, 5, 8))
    assert not total([]).is_reported


def _short(day: date) -> str:
    """As an administrative document writes it: a zero leads days below 10 and months 1 and 2."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"
