"""The design holds together: every icon, file and token named is there, and every text can be read."""

import re

import pytest

from tests.house.files import ROOT, written

STATIC = ROOT / "src/ketnghia/web/static"
THEMES = {
    theme: (STATIC / "css" / name).read_text(encoding="utf-8")
    for theme, name in {"light": "tokens.css", "dark": "tokens-dark.css"}.items()
}
# Words and the grounds they stand on; WCAG 2.1 AA asks 4.5 of running text.
READ_ON = [
    (ink, ground)
    for ink in ("ink", "ink-soft", "ink-faint", "action", "madder", "done")
    for ground in ("paper", "surface", "surface-sunk")
] + [
    ("action-ink", "action"),
    ("action-ink", "action-hover"),
    ("madder-ink", "madder"),
    ("action", "action-soft"),
    ("madder", "madder-soft"),
    ("done", "done-soft"),
    ("sand-ink", "sand"),
    ("ink", "action-soft"),
    ("ink", "madder-soft"),
    ("ink", "done-soft"),
    ("ink", "sand"),
]


def _colour(theme: str, name: str) -> tuple[int, int, int]:
    found = re.search(rf"--{name}: #([0-9a-f]{{6}});", THEMES[theme])
    assert found, f"--{name} has no colour in the {theme} theme"
    red, green, blue = bytes.fromhex(found[1])
    return red, green, blue


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), READ_ON, ids=str)
def test_words_stand_out_from_their_ground_in_both_themes(theme: str, ink: str, ground: str) -> None:
    assert _contrast(_colour(theme, ink), _colour(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_the_edge_of_a_box_to_type_in_can_be_seen(theme: str) -> None:
    assert _contrast(_colour(theme, "line-strong"), _colour(theme, "surface")) >= 3


def test_the_dark_theme_renames_colours_and_shadows_and_nothing_else() -> None:
    names = re.compile(r"(--[\w-]+):")
    measures = {name for name in names.findall(THEMES["light"]) if not _is_colour(name)}
    assert set(names.findall(THEMES["dark"])) == set(names.findall(THEMES["light"])) - measures


def _is_colour(name: str) -> bool:
    value = re.search(rf"{name}: ([^;]+);", THEMES["light"])
    return value is not None and ("#" in value[1] or "rgb" in value[1])


def test_every_icon_a_template_names_is_in_the_sprite() -> None:
    symbols = set(
        re.findall(r'<symbol id="([\w-]+)"', (STATIC / "img/icons.svg").read_text(encoding="utf-8"))
    )
    named = {
        (name, path.name)
        for path in written(".html")
        for name in re.findall(r'partials/icon\.html" with name="([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert named
    assert [each for each in sorted(named) if each[0] not in symbols] == []


def test_every_static_file_a_template_names_is_there() -> None:
    named = {
        name
        for path in written(".html")
        for name in re.findall(r"{% static ['\"]([^'\"]+)['\"]", path.read_text(encoding="utf-8"))
    }
    of_packages = {name for name in named if name.split("/")[0] in {"mfa", "account"}}
    assert [name for name in sorted(named - of_packages) if not (STATIC / name).is_file()] == []


def test_every_file_a_stylesheet_names_is_there() -> None:
    missing = [
        f"{sheet.name}: {name}"
        for sheet in written(".css")
        for name in re.findall(r'url\("([^"]+)"\)', sheet.read_text(encoding="utf-8"))
        if not (sheet.parent / name).is_file()
    ]
    assert missing == []


def test_every_token_a_stylesheet_uses_is_declared() -> None:
    declared = set(re.findall(r"(--[\w-]+):", THEMES["light"]))
    missing = [
        f"{sheet.name}: {name}"
        for sheet in written(".css")
        for name in re.findall(r"var\((--[\w-]+)", sheet.read_text(encoding="utf-8"))
        if name not in declared
    ]
    assert missing == []


def test_no_stylesheet_is_longer_than_its_kind_may_be() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in written(".css")}
    assert {name: length for name, length in lengths.items() if length > 350} == {}
