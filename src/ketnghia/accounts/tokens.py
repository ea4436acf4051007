"""The secret of a one-time link: 260 random bits, spelled so that it can be read off paper and typed."""

import hashlib
import secrets
from typing import Final

# Crockford's base 32: no letter that looks like a figure or another letter.
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH: Final = 52
_GROUP: Final = 4
_MISREAD: Final = str.maketrans({"o": "0", "i": "1", "l": "1"})
# Longer than any spelling of a token; nobody makes the server fold a novel.
_LONGEST: Final = 200


def fresh() -> str:
    """A new token, in groups of four letters and figures parted by hyphens."""
    letters = "".join(secrets.choice(_ALPHABET) for _each in range(_LENGTH))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def digest(typed: str) -> str:
    """What is stored of a token (SHA-256, hex), however it was typed: case, hyphens and spaces do not count.

    The token itself is random and long, so a plain hash is enough: there is nothing to guess.
    """
    folded = typed[:_LONGEST].lower().translate(_MISREAD)
    return hashlib.sha256("".join(each for each in folded if each in _ALPHABET).encode()).hexdigest()
