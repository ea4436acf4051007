"""Which line of a TOML file holds a value: tomllib tells only for files it cannot read.

Reads headers, keys at the start of a line and lists with one inline table a line, which is how the content
folder is written. A place it does not find falls back to the closest table around it.
"""

import re

from ketnghia.reportforms.content.problems import Place

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w-]+)\s*=\s*(.*)$")
_INLINE = re.compile(r"\s*\{")


class Locator:
    """Lines by place, e.g. ``("section", 1, "field", 0, "label")``."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Place, int] = {}
        self._counts: dict[Place, int] = {}
        self._table: Place = ()
        self._list: Place | None = None
        for number, line in enumerate(text.split("\n"), start=1):
            self._note(number, line)

    def line(self, place: Place) -> int:
        """The line of the place or of the closest one around it; 1 when there is none."""
        for size in range(len(place), 0, -1):
            found = self._lines.get(place[:size])
            if found is not None:
                return found
        return 1

    def _note(self, number: int, line: str) -> None:
        if self._list is not None:
            self._note_in_list(number, line)
        elif header := _HEADER.match(line):
            self._open(number, header[2].split("."), is_array=header[1] == "[[")
        elif key := _KEY.match(line):
            place = (*self._table, key[1])
            self._lines.setdefault(place, number)
            if key[2].startswith("[") and "]" not in key[2]:
                self._list = place

    def _note_in_list(self, number: int, line: str) -> None:
        place = self._list or ()
        if _INLINE.match(line):
            index = self._counts.get(place, 0)
            self._counts[place] = index + 1
            self._lines.setdefault((*place, index), number)
        elif line.strip().startswith("]"):
            self._list = None

    def _open(self, number: int, names: list[str], *, is_array: bool) -> None:
        place: Place = ()
        for depth, name in enumerate(names):
            place = (*place, name)
            last = depth == len(names) - 1
            if last and is_array:
                index = self._counts.get(place, 0)
                self._counts[place] = index + 1
                place = (*place, index)
            elif place in self._counts:
                place = (*place, self._counts[place] - 1)
        self._table = place
        self._lines.setdefault(place, number)
