"""The translation catalogues: `python -m tools.catalogue extract | compile | check`.

The interface is written in Vietnamese. `locale/en` translates it; `locale/vi` holds the Vietnamese of the
sign-in packages, which ship none. Needs no GNU gettext.
"""

import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import polib

from tools.texts import Text, collect

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "vi")
# The catalogue of each package that lists all its texts; axes ships none for English.
PACKAGES = {"allauth": "en", "axes": "de"}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def po_path(root: Path, language: str) -> Path:
    """Where the catalogue of a language lies."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def extract(root: Path) -> None:
    """Bring locale/en up to date: new texts enter untranslated, texts no longer used leave."""
    path = po_path(root, "en")
    path.parent.mkdir(parents=True, exist_ok=True)
    old = {_key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    fresh = polib.POFile(wrapwidth=100)
    fresh.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for text in collect(root / "src"):
        fresh.append(old.get(text) or _blank(text))
    fresh.save(str(path))


def _blank(text: Text) -> polib.POEntry:
    plural = {"msgid_plural": text.plural, "msgstr_plural": {0: "", 1: ""}} if text.plural else {}
    return polib.POEntry(msgid=text.msgid, msgctxt=text.context or None, **plural)


def compile_all(root: Path) -> None:
    """Write the .mo beside every .po; the same texts give the same bytes."""
    for language in LANGUAGES:
        path = po_path(root, language)
        if path.exists():
            path.with_suffix(".mo").write_bytes(polib.pofile(str(path)).to_binary())


def problems(root: Path) -> Iterator[str]:
    """What is missing or wrong, one sentence each."""
    for language in LANGUAGES:
        path = po_path(root, language)
        if not path.exists():
            yield f"locale/{language} has no catalogue."
            continue
        entries = polib.pofile(str(path))
        yield from _wrong(language, entries)
        wanted = collect(root / "src") if language == "en" else of_packages()
        there = {_key(entry) for entry in entries if not entry.obsolete}
        for text in sorted(wanted.keys() - there):
            yield f"locale/{language} lacks {text.msgid!r} ({wanted[text]})."
        for text in sorted(there - wanted.keys()):
            yield f"locale/{language} has {text.msgid!r}, which nothing uses."
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != entries.to_binary():
            yield f"locale/{language}: the .mo is not what the .po says."


def of_packages() -> dict[Text, str]:
    """The texts of the sign-in packages, with the name of the package."""
    found: dict[Text, str] = {}
    for package, language in PACKAGES.items():
        spec = importlib.util.find_spec(package)
        folder = Path(str(spec.origin)).parent if spec else Path()
        source = folder / "locale" / language / "LC_MESSAGES" / "django.po"
        found |= {_key(entry): package for entry in polib.pofile(str(source)) if not entry.obsolete}
    return found


def _key(entry: polib.POEntry) -> Text:
    return Text(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def _wrong(language: str, entries: Iterable[polib.POEntry]) -> Iterator[str]:
    for entry in entries:
        forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        name = f"locale/{language}: {entry.msgid!r}"
        if entry.obsolete or entry.fuzzy:
            yield f"{name} is fuzzy or no longer used."
        elif not all(forms):
            yield f"{name} is not translated."
        elif not all(_placeholders_agree(entry, form) for form in forms):
            yield f"{name} has other placeholders than its translation."


def _placeholders_agree(entry: polib.POEntry, translation: str) -> bool:
    found = sorted(_PLACEHOLDER.findall(translation))
    one = sorted(_PLACEHOLDER.findall(entry.msgid))
    # A plural form may leave the number out ("one household"), as its original may.
    return found == one or (
        bool(entry.msgid_plural) and set(found) <= set(_PLACEHOLDER.findall(entry.msgid_plural)) | set(one)
    )


def check(root: Path) -> int:
    """Print every problem; 1 when there is one."""
    found = list(problems(root))
    for sentence in found:
        print(sentence, file=sys.stderr)
    return 1 if found else 0


def main(arguments: list[str]) -> int:
    """Run one command; 2 when it is none of the three."""
    commands: dict[str, Callable[[Path], int | None]] = {
        "extract": extract,
        "compile": compile_all,
        "check": check,
    }
    if len(arguments) != 1 or arguments[0] not in commands:
        print(f"Usage: python -m tools.catalogue {' | '.join(commands)}", file=sys.stderr)
        return 2
    return commands[arguments[0]](ROOT) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
