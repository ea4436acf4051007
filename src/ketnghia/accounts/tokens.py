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


def folded(typed: str) -> str:
    """The letters and figures of a token, however it was typed: case, hyphens and spaces do not count."""
    read = typed[:_LONGEST].lower().translate(_MISREAD)
    return "".join(each for each in read if each in _ALPHABET)


def digest(typed: str) -> str:
    """What is stored of a token (SHA-256, hex).

    The token itself is random and long, so a plain hash is enough: there is nothing to guess.
    """
    return hashlib.sha256(folded(typed).encode()).hexdigest()
