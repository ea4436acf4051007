"""Loading organisations from content."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ketnghia.config.paths import CHECKOUT
from ketnghia.organisations.content import MistakesFoundError, read_organisations
from ketnghia.organisations.models import Organisation, OrganisationAlias, Placement
from ketnghia.organisations.operations import load_organisations, load_rows
from ketnghia.organisations.queries import children_of, district_of, existing_on, posts_of
from tests.db.units import NOW, Kind, unit

pytestmark = pytest.mark.django_db
CONTENT = CHECKOUT / "content" / "quang-nam-2020-2025"
BODY = '[[organisation]]\ncode = "so-y"\nname = "Sở Y"\nkind = "PROVINCIAL_AGENCY"\n'
COMMUNE_COLUMNS = (
    "code,name,short_name,kind,district_code,later_district_code,moved_on,lat,lon,valid_until,"
    "land_border,later_name\n"
)


def test_the_province_of_2021_has_18_districts_and_241_communes() -> None:
    load_organisations(CONTENT, NOW)
    kinds = Counter(existing_on(date(2021, 11, 24)).values_list("kind", flat=True))
    assert kinds[Kind.MOUNTAIN_DISTRICT] == kinds[Kind.LOWLAND_DISTRICT] == 9
    assert kinds[Kind.MOUNTAIN_COMMUNE] + kinds[Kind.LOWLAND_COMMUNE] == 241
    assert kinds[Kind.MOUNTAIN_COMMUNE] == 100


def test_fourteen_communes_lie_on_the_land_border_in_two_districts() -> None:
    load_organisations(CONTENT, NOW)
    border = Organisation.objects.filter(is_land_border=True)
    districts = Counter(district_of(each.id, date(2021, 6, 1)).short_name for each in border)  # type: ignore[union-attr]  # every commune has one
    assert districts == {"Tây Giang": 8, "Nam Giang": 6}


def test_every_commune_of_2021_stands_in_a_district() -> None:
    load_organisations(CONTENT, NOW)
    placed = Placement.objects.filter(
        organisation__kind__in=[Kind.MOUNTAIN_COMMUNE, Kind.LOWLAND_COMMUNE],
        validity__contains=date(2021, 6, 1),
    )
    assert placed.count() == 241


def test_loading_twice_changes_nothing() -> None:
    first = load_organisations(CONTENT, NOW)
    counts = (Organisation.objects.count(), Placement.objects.count(), OrganisationAlias.objects.count())
    again = load_organisations(CONTENT, NOW)
    assert (again.created, again.changed, again.unchanged) == (0, 0, first.created)
    assert counts == (
        Organisation.objects.count(),
        Placement.objects.count(),
        OrganisationAlias.objects.count(),
    )


def test_nong_son_has_ended_in_2025_and_its_communes_moved_to_que_son() -> None:
    load_organisations(CONTENT, NOW)
    commune = Organisation.objects.get(code="20671")
    before, after = district_of(commune.id, date(2024, 12, 31)), district_of(commune.id, date(2025, 1, 1))
    assert (before and before.short_name, after and after.short_name) == ("Nông Sơn", "Quế Sơn")
    assert not existing_on(date(2025, 1, 1)).filter(code="519").exists()


def test_after_the_merger_of_july_2025_no_district_is_left() -> None:
    load_organisations(CONTENT, NOW)
    assert not existing_on(date(2025, 7, 1)).exists()


def test_a_changed_row_changes_the_organisation_and_drops_old_aliases() -> None:
    unit("Xã Bha Lê", Kind.MOUNTAIN_COMMUNE, code="20458", aliases=("Bhalêê",))
    changed = unit("Xã Bha Lêê", Kind.MOUNTAIN_COMMUNE, code="20458", aliases=("Bha Lê",))
    assert Organisation.objects.get().name == "Xã Bha Lêê"
    assert list(changed.aliases.values_list("name", flat=True)) == ["Bha Lê"]


def test_posts_are_corrected_by_loading_again() -> None:
    unit("Sở Tài chính", posts={2021: 78})
    agency = unit("Sở Tài chính", posts={2021: 80, 2022: 79})
    assert posts_of([agency.id], 2021) == {agency.id: 80}
    assert posts_of([agency.id], 2023) == {}


def test_the_history_keeps_what_an_organisation_was_called() -> None:
    unit("Xã Laêê", Kind.MOUNTAIN_COMMUNE, code="20698")
    unit("Xã La Êê", Kind.MOUNTAIN_COMMUNE, code="20698")
    events = Organisation.objects.get().events.order_by("pgh_id")  # type: ignore[attr-defined]  # made by pghistory
    assert [each.name for each in events] == ["Xã Laêê", "Xã La Êê"]


def test_children_come_in_dictionary_order() -> None:
    district = unit("Huyện Thử", Kind.MOUNTAIN_DISTRICT)
    for name in ("Đắc Pring", "Dang", "Zuôich", "Ba", "A Xan", "Ă Lơ", "Bà", "Chơ Chun", "Cà Dy"):
        unit(name, Kind.MOUNTAIN_COMMUNE, code=name, under=district)
    names = [each.name for each in children_of(district.id, date(2021, 1, 1))]
    assert names == ["A Xan", "Ă Lơ", "Ba", "Bà", "Cà Dy", "Chơ Chun", "Dang", "Đắc Pring", "Zuôich"]


def write(folder: Path, **files: str) -> Path:
    wanted = {
        "bodies.toml": "",
        "aliases.toml": "",
        "districts.csv": "code,name,short_name,kind,lat,lon,valid_until,source\n",
        "communes.csv": COMMUNE_COLUMNS,
    } | {name.replace("_", "."): text for name, text in files.items()}
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_every_mistake_is_named_with_file_and_line(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        districts_csv="code,name,short_name,kind,lat,lon,valid_until,source\n"
        "504,Huyện Tây Giang,Tây Giang,HILL,,,,x\n"
        "505,Huyện Đông Giang,Đông Giang,MOUNTAIN_DISTRICT,abc,,,x\n",
        aliases_toml='[[alias]]\ncode = "999"\nnames = ["Không có"]\n',
        communes_csv=f"{COMMUNE_COLUMNS}1,Xã Lăng,Lăng,MOUNTAIN_COMMUNE,999,,,,,,false,\n",
        bodies_toml=f'\n[[organisation]]\ncode = "x"\n\n{BODY}{BODY}',
    )
    _rows, mistakes = read_organisations(folder)
    told = [str(each).removeprefix(f"{folder}/") for each in mistakes]
    assert [text.split(" ")[0] for text in told] == [
        "bodies.toml:2:",
        "districts.csv:2:",
        "districts.csv:3:",
        "aliases.toml:1:",
        "communes.csv:2:",
        "bodies.toml:9:",
    ]
    assert "name" in told[0]
    assert "999" in told[3]
    assert "999" in told[4]
    assert "trùng" in told[5]


def test_a_file_that_is_no_toml_names_the_line(tmp_path: Path) -> None:
    _rows, mistakes = read_organisations(write(tmp_path, bodies_toml='a = 1\nb = "\n'))
    assert [(each.file.name, each.line) for each in mistakes] == [("bodies.toml", 2)]


def test_a_commune_that_moved_to_another_district_must_say_when(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        communes_csv=f"{COMMUNE_COLUMNS}20671,Xã Quế Lộc,Quế Lộc,MOUNTAIN_COMMUNE,519,509,,,,,false,\n",
    )
    _rows, mistakes = read_organisations(folder)
    assert [(each.line, "moved_on" in each.message) for each in mistakes] == [(2, True)]


def test_content_with_a_mistake_is_not_loaded_at_all(tmp_path: Path) -> None:
    (tmp_path / "organisations").mkdir()
    write(tmp_path / "organisations", bodies_toml="[[organisation]\n")
    with pytest.raises(MistakesFoundError, match="Không đọc được TOML"):
        load_organisations(tmp_path, NOW)
    assert not Organisation.objects.exists()


def test_a_parent_that_is_nowhere_is_a_mistake(tmp_path: Path) -> None:
    body = '[[organisation]]\ncode = "a"\nname = "A"\nkind = "PROVINCE"\nparent = "b"\n'
    _rows, mistakes = read_organisations(write(tmp_path, bodies_toml=body))
    assert [each.message for each in mistakes] == ["Đơn vị a thuộc mã b, mà mã này không có."]


def test_loading_no_rows_does_nothing() -> None:
    assert load_rows(rows=[], now=NOW).created == 0
