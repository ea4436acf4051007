"""Vietnamese text: one normal form, search without diacritics, dictionary order."""

import re
import unicodedata
from collections.abc import Iterator

from vn_collate import collate_key

_APOSTROPHES = "'’‘‛`´ʼʻʹ′＇"
_HYPHENS = "-‐‑‒–—−﹣－"
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_WITHOUT_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)
_HYPHENS_TO_SPACES = str.maketrans(dict.fromkeys(_HYPHENS, " "))
_HEX = 2
# Ordering the marks of one letter takes time by the square of their number, and holds the whole process.
_MOST_MARKS = 30
_SHORT = 200


def nfc(text: str) -> str:
    """Normal form C, the only one we store (macOS sends D). A letter keeps its first thirty marks."""
    if text.isascii():
        return text
    # Nearly every text has its marks inside its letters: looking for the others is the cheaper half.
    if len(text) > _SHORT and any(map(unicodedata.combining, text)):
        text = "".join(_few_marks(text))
    return unicodedata.normalize("NFC", text)


def _few_marks(text: str) -> Iterator[str]:
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            yield char


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Zs" or char == "\t":
        return " "
    return "" if category in {"Cc", "Cf", "Cs"} else char


def _clean_line(line: str) -> str:
    # What Python calls printable holds no space but " " and nothing invisible.
    if not line.isprintable():
        line = "".join(map(_visible, line))
    return " ".join(part for part in nfc(line).split(" ") if part)


def clean(text: str) -> str:
    """One line: NFC, no control or invisible characters, single spaces, trimmed."""
    return _clean_line(_LINE_ENDS.sub(" ", text))


def clean_lines(text: str) -> str:
    """Like ``clean``, but keeps line breaks (as ``\\n``) and at most one blank line between paragraphs."""
    lines = "\n".join(_clean_line(line) for line in _LINE_ENDS.split(text))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


def _bare(text: str) -> str:
    marked = unicodedata.normalize("NFD", text)
    letters = "".join(char for char in marked if not unicodedata.category(char).startswith("M"))
    return letters.lower().replace("đ", "d")


def fold_words(text: str) -> str:
    """Search key that keeps the words apart: "Ch’ơm, Tây-Giang" gives "chom, tay giang"."""
    spelled = clean(text).translate(_WITHOUT_APOSTROPHES).translate(_HYPHENS_TO_SPACES)
    return " ".join(_bare(spelled).split())


def fold(text: str) -> str:
    """Search key: no case, tone, mark, apostrophe, hyphen or space ("Bha Lêê" gives "bhalee")."""
    return fold_words(text).replace(" ", "")


def slug(text: str) -> str:
    """Words of a web address: ASCII letters, digits and single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold_words(text)).strip("-")


def sort_key(text: str) -> str:
    """Dictionary order as a hex string, to be stored and compared byte by byte (collation "C").

    Syllable by syllable, as Vietnamese dictionaries do: ba, ba ba, bà, bà con. Case decides last.
    """
    spelled = clean(text).translate(_WITHOUT_APOSTROPHES).translate(_HYPHENS_TO_SPACES)
    syllables, cases = [], []
    for word in spelled.split():
        key = collate_key(word)
        # Three levels of equal length, each closed by one zero byte.
        level = (len(key) // _HEX - 3) // 3 * _HEX
        syllables.append(key[: 2 * level + _HEX])
        cases.append(key[2 * level + 2 * _HEX : 3 * level + 2 * _HEX])
    return "".join(syllables) + "00" + "".join(cases)
